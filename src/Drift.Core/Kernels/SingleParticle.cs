using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// One particle as an <see cref="IParticleKernel"/> sees it: the members of <see cref="Particle{F}"/> in plain numbers. All that is
/// read is as it was at the start of the step, variables too, so that the order of kernels does not matter.
/// </summary>
public unsafe ref struct SingleParticle
{
    /// <summary>Displacement so far, in units of <see cref="Lon"/>.</summary>
    public double DLon;

    /// <summary>Displacement so far, in units of <see cref="Lat"/>.</summary>
    public double DLat;

    /// <summary>Displacement so far in metres, positive down; without effect on particles that have no depth.</summary>
    public double DDepth;

    /// <summary>Columns of the variables, each beginning with the first particle of the block.</summary>
    internal double** Variables;

    /// <summary>What the step leaves in the variables of this particle, <see cref="Stride"/> apart.</summary>
    internal double* Written;

    /// <summary>Number of particles in the group.</summary>
    internal int Stride;

    /// <summary>Index of the particle in its block.</summary>
    internal int Index;

    /// <summary>Number of the first status other than Active that the step gave the particle; 0 if none.</summary>
    internal Lane1 Ended;

    /// <summary>Longitude in degrees or x in metres at the start of the step.</summary>
    public double Lon { readonly get; internal set; }

    /// <summary>Latitude in degrees or y in metres at the start of the step.</summary>
    public double Lat { readonly get; internal set; }

    /// <summary>Depth in metres, positive down, at the start of the step.</summary>
    public double Depth { readonly get; internal set; }

    /// <summary>Time at the start of this particle's step, in seconds since the reference of the field set.</summary>
    public double Time { readonly get; internal set; }

    /// <summary>Length of this particle's step in seconds; negative backward in time, shorter in the step of a release.</summary>
    public double Dt { readonly get; internal set; }

    /// <summary>Index of the particle within its realisation.</summary>
    public long Id { readonly get; internal set; }

    /// <summary>Whether the step has given the particle a status, so that it ends; its displacement then does not count.</summary>
    public readonly bool HasEnded => (double)Ended != 0;

    /// <summary>A variable: its value at the start of the step when it is read, and at the end of the step when it is written.</summary>
    /// <param name="variable">A variable that the kernel declared; to read, also one that it asked to read.</param>
    public readonly double this[ParticleVariable variable]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Variables[variable.Index][Index];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Written[variable.Index * Stride] = value;
    }

    /// <summary>Ends the particle with a status; the first one stays.</summary>
    /// <param name="status">The status.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(ParticleStatus status)
    {
        if (!HasEnded)
            Ended = (double)(int)status;
    }

    /// <summary>Deletes the particle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Delete() => End(ParticleStatus.Deleted);

    /// <summary>The value of a field at the start of the step; a particle where it has none ends.</summary>
    /// <param name="field">A field that the kernel asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sample(Field field) => Sample(field, Time, Depth, Lat, Lon);

    /// <summary>The value of a field at another time and place; a particle where it has none ends.</summary>
    /// <param name="field">A field that the kernel asked for.</param>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sample(Field field, double time, double depth, double lat, double lon)
    {
        Lane1 error = Ended;
        double value = field.Sample<Lane1>(time, depth, lat, lon, ref error);
        Ended = error;
        return value;
    }

    /// <summary>The velocity in units of the mesh per second, at any time and place; a particle where it has none ends.</summary>
    /// <param name="velocity">The velocity that the kernel asked for.</param>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="u">To the east, degrees or metres per second.</param>
    /// <param name="v">To the north, degrees or metres per second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Velocity(VectorField velocity, double time, double depth, double lat, double lon, out double u, out double v)
    {
        Lane1 error = Ended;
        velocity.SampleOnMesh<Lane1>(time, depth, lat, lon, ref error, out Lane1 east, out Lane1 north);
        Ended = error;
        (u, v) = (east, north);
    }

    /// <summary>Two independent standard normal numbers.</summary>
    /// <param name="random">Normal numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <param name="pair">Which pair of those asked for, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Normals(NormalDraws random, in StepContext c, out double x, out double y, int pair = 0)
    {
        random.Read(Index, c, pair, out Lane1 a, out Lane1 b);
        (x, y) = (a, b);
    }

    /// <summary>Two independent numbers, uniform in (−1, 1), symmetric and never 0.</summary>
    /// <inheritdoc cref="Uniforms"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void SymmetricUniforms(UniformDraws random, in StepContext c, out double x, out double y, int pair = 0)
    {
        random.Read(Index, c, pair, out Lane1 a, out Lane1 b);
        (x, y) = (RandomStream.Symmetric(a), RandomStream.Symmetric(b));
    }

    /// <summary>Two independent numbers, uniform in (0, 1).</summary>
    /// <param name="random">Uniform numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <param name="pair">Which pair of those asked for, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Uniforms(UniformDraws random, in StepContext c, out double x, out double y, int pair = 0)
    {
        SymmetricUniforms(random, c, out double a, out double b, pair);
        (x, y) = (Math.FusedMultiplyAdd(a, 0.5, 0.5), Math.FusedMultiplyAdd(b, 0.5, 0.5));
    }
}
