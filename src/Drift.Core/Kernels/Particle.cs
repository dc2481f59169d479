using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// A group of particles as a kernel sees them: where they were at the start of the step, and the displacement that all
/// kernels add to. A kernel never changes the position itself, so the order of kernels does not matter.
/// </summary>
// No field is passed by reference below: the JIT would keep the whole group in memory instead of in registers.
public struct Particle<F> where F : struct, ILane<F>
{
    /// <summary>Longitude in degrees or x in metres at the start of the step.</summary>
    public F Lon;

    /// <summary>Latitude in degrees or y in metres at the start of the step.</summary>
    public F Lat;

    /// <summary>Depth in metres, positive down, at the start of the step.</summary>
    public F Depth;

    /// <summary>Displacement so far, in units of <see cref="Lon"/>.</summary>
    public F DLon;

    /// <summary>Displacement so far, in units of <see cref="Lat"/>.</summary>
    public F DLat;

    /// <summary>Time at the start of this particle's step, in seconds since the reference of the field set.</summary>
    public F Time;

    /// <summary>Length of this particle's step in seconds; negative backward in time, shorter in the step of a release.</summary>
    public F Dt;

    /// <summary>Index of the particle within its realisation, as a 64-bit integer.</summary>
    public F Id;

    /// <summary>Number of the first <see cref="ParticleStatus"/> other than Active that the step gave the particle; 0 if none.</summary>
    public F Status;

    /// <summary>Gives particles a status; the first one stays.</summary>
    /// <param name="where">Mask of the particles.</param>
    /// <param name="status">The status.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(F where, ParticleStatus status) =>
        Status = F.Select(where & F.Equal(Status, 0.0), (double)(int)status, Status);

    /// <summary>The value of a field at the start of the step; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Sample(Field field) => Sample(field, Time, Depth, Lat, Lon);

    /// <summary>The value of a field at another time and place; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Sample(Field field, F time, F depth, F lat, F lon)
    {
        F error = Status;
        F value = field.Sample(time, depth, lat, lon, ref error);
        Status = error;
        return value;
    }

    /// <summary>The velocity in units of the mesh per second, at any time and place; a particle where it has none ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Velocity(VectorField velocity, F time, F depth, F lat, F lon, out F u, out F v)
    {
        F error = Status;
        velocity.SampleOnMesh(time, depth, lat, lon, ref error, out u, out v);
        Status = error;
    }
}
