using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// The stages of explicit Runge–Kutta schemes in which each stage goes out from the one before. What the stages hand on lies in the group
/// of particles: on the stack it would not be aligned, and four times an inlined look-up is more than the JIT takes.
/// </summary>
internal static class RungeKutta
{
    /// <summary>The velocity where the particles are; it begins the sum over the stages.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void First<F>(ref Particle<F> p, VectorField velocity) where F : struct, ILane<F>
    {
        p.At.Time = p.Time;
        p.At.Depth = p.Depth;
        p.At.Lat = p.Lat;
        p.At.Lon = p.Lon;
        velocity.SampleOnMesh(ref p.At);
        p.StagesLon = p.At.A;
        p.StagesLat = p.At.B;
    }

    /// <summary>The velocity where the one before leads to; it is added to the sum.</summary>
    /// <param name="p">The particles.</param>
    /// <param name="velocity">The velocity.</param>
    /// <param name="part">How much of dt it leads.</param>
    /// <param name="weight">Weight in the sum.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Next<F>(ref Particle<F> p, VectorField velocity, double part, double weight) where F : struct, ILane<F>
    {
        F ahead = p.Dt * part;
        p.At.Time = p.Time + ahead;
        p.At.Lat = p.Lat + p.At.B * ahead;
        p.At.Lon = p.Lon + p.At.A * ahead;
        velocity.SampleOnMesh(ref p.At);
        p.StagesLon += weight * p.At.A;
        p.StagesLat += weight * p.At.B;
    }
}
