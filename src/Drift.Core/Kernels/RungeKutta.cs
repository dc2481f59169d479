using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// The stages of explicit Runge–Kutta schemes in which each stage goes out from the one before. Each stage is done for all groups before
/// the next stage: one look-up is a long chain of operations, and the processor works on other groups meanwhile. What the stages hand on
/// lies in the groups themselves: on the stack it would not be aligned, and inlined look-ups are more than the JIT takes.
/// </summary>
public static class RungeKutta
{
    /// <summary>The velocity where the particles are; it begins the sum over the stages.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="velocity">The velocity.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void First<F>(ref Particle<F> first, int groups, VectorField velocity) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Unsafe.Add(ref first, g).StandStill();
        velocity.SampleOnMesh(ref first.At, Unsafe.SizeOf<Particle<F>>(), groups);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.StagesLon = p.At.A;
            p.StagesLat = p.At.B;
        }
    }

    /// <summary>The velocity where the one before leads to; it is added to the sum.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="velocity">The velocity.</param>
    /// <param name="part">How much of dt it leads.</param>
    /// <param name="weight">Weight in the sum.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Next<F>(ref Particle<F> first, int groups, VectorField velocity, double part, double weight) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            F ahead = p.Dt * part;
            p.At.Time = p.Time + ahead;
            p.At.Lat = p.Lat + p.At.B * ahead;
            p.At.Lon = p.Lon + p.At.A * ahead;
        }

        velocity.SampleOnMesh(ref first.At, Unsafe.SizeOf<Particle<F>>(), groups);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.StagesLon += weight * p.At.A;
            p.StagesLat += weight * p.At.B;
        }
    }

    /// <summary>Adds the displacement: the velocity of the last stage times dt.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MoveByLast<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.DLon += p.At.A * p.Dt;
            p.DLat += p.At.B * p.Dt;
        }
    }

    /// <summary>Adds the displacement: the sum over the stages times dt and a factor.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="factor">One over the sum of all weights.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Move<F>(ref Particle<F> first, int groups, double factor) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            F length = p.Dt * factor;
            p.DLon += p.StagesLon * length;
            p.DLat += p.StagesLat * length;
        }
    }
}
