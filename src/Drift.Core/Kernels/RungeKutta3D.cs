using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// The stages of <see cref="RungeKutta"/> in three dimensions: W is positive up and depth positive down, so a particle that rises loses depth.
/// </summary>
public static class RungeKutta3D
{
    /// <summary>The velocity where the particles are; it begins the sum over the stages.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="velocity">The velocity with its vertical component.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void First<F>(ref Particle<F> first, int groups, VectorField velocity) where F : struct, ILane<F>
    {
        RungeKutta.First(ref first, groups, velocity);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.StagesUp = p.At.C;
        }
    }

    /// <summary>The velocity where the one before leads to; it is added to the sum.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="velocity">The velocity with its vertical component.</param>
    /// <param name="part">How much of dt it leads.</param>
    /// <param name="weight">Weight in the sum.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Next<F>(ref Particle<F> first, int groups, VectorField velocity, double part, double weight) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.At.Depth = p.Depth - (p.At.C * (p.Dt * part));
        }

        RungeKutta.Next(ref first, groups, velocity, part, weight);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.StagesUp += weight * p.At.C;
        }
    }

    /// <summary>Adds the displacement: the velocity of the last stage times dt.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MoveByLast<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta.MoveByLast(ref first, groups);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.DDepth -= p.At.C * p.Dt;
        }
    }

    /// <summary>Adds the displacement: the sum over the stages times dt and a factor.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="factor">One over the sum of all weights.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Move<F>(ref Particle<F> first, int groups, double factor) where F : struct, ILane<F>
    {
        RungeKutta.Move(ref first, groups, factor);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.DDepth -= p.StagesUp * (p.Dt * factor);
        }
    }
}
