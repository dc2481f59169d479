using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// A group of particles as a kernel sees them: where they were at the start of the step, and the displacement that all
/// kernels add to. A kernel never changes the position itself, so the order of kernels does not matter.
/// </summary>
// It lies aligned in memory. What a kernel reads of the columns is loaded where it is needed: a copy would cost a detour.
public unsafe struct Particle<F> where F : struct, ILane<F>
{
    /// <summary>Displacement so far, in units of <see cref="Lon"/>.</summary>
    public F DLon;

    /// <summary>Displacement so far, in units of <see cref="Lat"/>.</summary>
    public F DLat;

    /// <summary>Displacement so far in metres, positive down; without effect on particles that have no depth.</summary>
    public F DDepth;

    /// <summary>Time at the start of this particle's step, in seconds since the reference of the field set.</summary>
    public F Time;

    /// <summary>Length of this particle's step in seconds; negative backward in time, shorter in the step of a release.</summary>
    public F Dt;

    /// <summary>Where fields are sampled; its error is the status.</summary>
    internal SamplePoint<F> At;

    /// <summary>Room for a sum over the stages of a scheme, in units of <see cref="Lon"/>.</summary>
    internal F StagesLon;

    /// <summary>Room for a sum over the stages of a scheme, in units of <see cref="Lat"/>.</summary>
    internal F StagesLat;

    /// <summary>Room for a sum over the stages of a scheme, in metres, positive up.</summary>
    internal F StagesUp;

    /// <summary>The columns of the block.</summary>
    internal ParticleColumns Columns;

    /// <summary>What the step leaves in the variables of this group (variable, particle of the group).</summary>
    internal double* Written;

    /// <summary>Index of the group's first particle in its block.</summary>
    internal int Index;

    /// <summary>Longitude in degrees or x in metres at the start of the step.</summary>
    public readonly F Lon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F.Load(Columns.Lon + Index);
    }

    /// <summary>Latitude in degrees or y in metres at the start of the step.</summary>
    public readonly F Lat
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F.Load(Columns.Lat + Index);
    }

    /// <summary>Depth in metres, positive down, at the start of the step; 0 for particles that have no depth.</summary>
    public readonly F Depth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Columns.Depth == null ? 0.0 : F.Load(Columns.Depth + Index);
    }

    /// <summary>Index of the particle within its realisation, as a 64-bit integer.</summary>
    public readonly F Id
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Columns.Ids == null ? F.CountFromBits(Columns.FirstId + (ulong)Index) : F.Load((double*)Columns.Ids + Index);
    }

    /// <summary>Number of the first <see cref="ParticleStatus"/> other than Active that the step gave the particle; 0 if none.</summary>
    public F Status
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => At.Error;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            // What waits for values that are not in memory goes on to wait.
            if (At.HasError)
                value = F.Select(F.Equal(At.Error, (double)(int)FieldError.NotHeld), At.Error, value);
            At.Error = value;
            At.HasError = !F.AllEqual(value, 0.0);
        }
    }

    /// <summary>Gives particles a status; the first one stays.</summary>
    /// <param name="where">Mask of the particles.</param>
    /// <param name="status">The status.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(F where, ParticleStatus status)
    {
        if (F.Any(where))
            Status = F.Select(where & F.Equal(Status, 0.0), (double)(int)status, Status);
    }

    /// <summary>The value of a variable at the start of the step.</summary>
    /// <param name="variable">A variable that the kernel declared or asked to read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly F Get(ParticleVariable variable) => F.Load(Columns.Variables[variable.Index] + Index);

    /// <summary>Gives a variable its value at the end of the step, for all particles of the group.</summary>
    /// <param name="variable">A variable that this kernel declared.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Set(ParticleVariable variable, F value) => F.Store(value, Written + (variable.Index * F.Count));

    /// <summary>Samples fields where the particles are at the start of the step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void StandStill()
    {
        At.Time = Time;
        At.Depth = Depth;
        At.Lat = Lat;
        At.Lon = Lon;
    }

    /// <summary>The value of a field at the start of the step; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Sample(Field field) => Sample(field, Time, Depth, Lat, Lon);

    /// <summary>The value of a field at another time and place; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Sample(Field field, F time, F depth, F lat, F lon)
    {
        At.Time = time;
        At.Depth = depth;
        At.Lat = lat;
        At.Lon = lon;
        field.Sample(ref At);
        return At.A;
    }

    /// <summary>The values of two fields at the start of the step; a particle where there are none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample(FieldPair fields, out F a, out F b)
    {
        At.Time = Time;
        At.Depth = Depth;
        At.Lat = Lat;
        At.Lon = Lon;
        fields.Sample(ref At);
        a = At.A;
        b = At.B;
    }

    /// <summary>The velocity in units of the mesh per second, at any time and place; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Velocity(VectorField velocity, F time, F depth, F lat, F lon, out F u, out F v)
    {
        At.Time = time;
        At.Depth = depth;
        At.Lat = lat;
        At.Lon = lon;
        velocity.SampleOnMesh(ref At);
        u = At.A;
        v = At.B;
    }

    /// <summary>The velocity at any time and place, of a velocity with a vertical component; a particle where it has none ends.</summary>
    /// <param name="velocity">The velocity.</param>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="u">To the east in units of the mesh per second.</param>
    /// <param name="v">To the north in units of the mesh per second.</param>
    /// <param name="w">Upward in m s-1.</param>
    public void Velocity3D(VectorField velocity, F time, F depth, F lat, F lon, out F u, out F v, out F w)
    {
        Velocity(velocity, time, depth, lat, lon, out u, out v);
        w = At.C;
    }

    /// <summary>Adds a displacement in metres, turned into degrees on the sphere at the latitude of the start of the step.</summary>
    /// <param name="east">Metres to the east or along x.</param>
    /// <param name="north">Metres to the north or along y.</param>
    /// <param name="c">The step.</param>
    /// <remarks>Accuracy: at a pole itself, where no way leads east, only the motion along the meridian counts.</remarks>
    public void AddMetres(F east, F north, in StepContext c)
    {
        if (c.IsSpherical)
        {
            F cos = LaneMath.CosDegrees(Lat);
            east = east * (1.0 / Constants.MetresPerDegree) / F.Select(F.Equal(cos, 0.0), double.PositiveInfinity, cos);
            north *= 1.0 / Constants.MetresPerDegree;
        }

        DLon += east;
        DLat += north;
    }

    /// <summary>
    /// Adds a step of a random walk with normal increments of variance factor · K · |dt|, turned into degrees on the sphere: as fast as the
    /// built-in walks, which are made of it, but for groups that are near a pole.
    /// </summary>
    /// <param name="kh">Diffusivities to the east and north in m2 s-1.</param>
    /// <param name="random">Normal numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="factor">2 for a walk with diffusivity K.</param>
    /// <param name="hasDrift">Whether the drift −K tan φ/R² is added on the sphere, without which particles pile up at the poles.</param>
    /// <param name="groups">In <see cref="IKernel.StepAll"/>, the number of groups that follow one another from this one on.</param>
    /// <remarks>Accuracy: single precision. Errors: particles where K has no value end.</remarks>
    public unsafe void AddNormalWalk(FieldPair kh, NormalDraws random, in StepContext c, double factor = 2.0, bool hasDrift = true, int groups = 1) =>
        RandomWalk.Step<F, NormalNumbers>(ref this, groups, kh, c, random.Drawn(c), factor, hasDrift);

    /// <summary>The same with increments that are uniform numbers in [−1, 1] times the root of factor · K · |dt|; their variance is a third of its square.</summary>
    /// <param name="kh">Diffusivities to the east and north in m2 s-1.</param>
    /// <param name="random">Uniform numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="factor">6 for a walk with diffusivity K.</param>
    /// <param name="hasDrift">Whether the drift −K tan φ/R² is added on the sphere.</param>
    /// <param name="groups">In <see cref="IKernel.StepAll"/>, the number of groups that follow one another from this one on.</param>
    /// <remarks>Accuracy: single precision. Errors: particles where K has no value end.</remarks>
    public unsafe void AddUniformWalk(FieldPair kh, UniformDraws random, in StepContext c, double factor = 6.0, bool hasDrift = false, int groups = 1) =>
        RandomWalk.Step<F, UniformNumbers>(ref this, groups, kh, c, random.Drawn(c), factor, hasDrift);

    /// <summary>Two independent standard normal numbers per particle.</summary>
    /// <param name="random">Normal numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <param name="pair">Which pair of those asked for, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Normals(NormalDraws random, in StepContext c, out F x, out F y, int pair = 0) =>
        random.Read(Index, c, pair, out x, out y);

    /// <summary>Two independent numbers per particle, uniform in (−1, 1), symmetric and never 0.</summary>
    /// <inheritdoc cref="Uniforms"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void SymmetricUniforms(UniformDraws random, in StepContext c, out F x, out F y, int pair = 0)
    {
        random.Read(Index, c, pair, out F a, out F b);
        x = RandomStream.Symmetric(a);
        y = RandomStream.Symmetric(b);
    }

    /// <summary>Two independent numbers per particle, uniform in (0, 1).</summary>
    /// <param name="random">Uniform numbers that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <param name="pair">Which pair of those asked for, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Uniforms(UniformDraws random, in StepContext c, out F x, out F y, int pair = 0)
    {
        SymmetricUniforms(random, c, out F a, out F b, pair);
        x = F.MultiplyAdd(a, 0.5, 0.5);
        y = F.MultiplyAdd(b, 0.5, 0.5);
    }

    /// <summary>Two independent exponential numbers per particle, of mean 1: −ln u, from 1.2·10⁻¹⁰ to 33 ln 2 = 22.87.</summary>
    /// <inheritdoc cref="Uniforms"/>
    public readonly void Exponentials(UniformDraws random, in StepContext c, out F x, out F y, int pair = 0)
    {
        Uniforms(random, c, out F a, out F b, pair);
        x = Exponential.Of(a);
        y = Exponential.Of(b);
    }

    /// <summary>An angle per particle in radians, of von Mises' distribution, within π of the mean.</summary>
    /// <param name="random">Angles that the kernel asked for.</param>
    /// <param name="c">The step.</param>
    /// <param name="mean">Mean direction in radians.</param>
    /// <param name="concentration">κ, 0 or more: 0 gives all angles alike, a large one a normal distribution of variance 1/κ; held at 10¹².</param>
    public readonly F VonMisesAngle(AngleDraws random, in StepContext c, F mean, F concentration)
    {
        F id = Id;
        VonMises.Draw(c.Random, in id, random.Slot, random.FirstPair, in concentration, out F angle);
        return mean + angle;
    }
}
