using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>The step that all random walks with a diffusivity to the east and one to the north share.</summary>
internal static unsafe class RandomWalk
{
    /// <summary>Adds the displacement of a step, in units of the mesh.</summary>
    /// <param name="first">The first group of particles; those where Kh has no value end.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="kh">Kh_zonal and Kh_meridional in m2 s-1.</param>
    /// <param name="c">The step.</param>
    /// <param name="drawn">What was drawn for the block.</param>
    /// <param name="factor">The variance is factor · K · |dt|.</param>
    /// <param name="hasDrift">Whether the drift −K tan φ/R² is added on the sphere.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Step<F, N>(
        ref Particle<F> first, int groups, FieldPair kh, in StepContext c, float* drawn, double factor, bool hasDrift)
        where F : struct, ILane<F>
        where N : struct, IDrawnPair
    {
        var step = new RandomStep<N> { IsSpherical = c.IsSpherical, HasDrift = hasDrift };
        if (kh.IsUniform && IsCovered(ref first, groups, kh, c.Dt))
        {
            // Rounded as in each particle's own, so that it makes no difference whether the field is known to be the same everywhere.
            double length = Math.Abs(c.Dt) * factor;
            step = step with { SigmaX = MathF.Sqrt((float)(kh.UniformA * length)), SigmaY = MathF.Sqrt((float)(kh.UniformB * length)) };
        }
        else
        {
            FindVariances(ref first, groups, kh, factor);
            step = step with { IsOwnVariance = true };
        }

        F.AddInSingle(
            step, groups, drawn, first.Index, first.Columns.Lat + first.Index,
            ref first.At.A, ref first.At.B, ref first.DLon, ref first.DLat, Unsafe.SizeOf<Particle<F>>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCovered<F>(ref Particle<F> first, int groups, FieldPair kh, double dt) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            if ((!kh.IsEverywhere && !kh.Covers(p.Lon, p.Lat)) || !F.AllEqual(p.Dt, dt))
                return false;
        }

        return true;
    }

    /// <summary>The variances factor · K · |dt| in m², as A and B.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FindVariances<F>(ref Particle<F> first, int groups, FieldPair kh, double factor) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Unsafe.Add(ref first, g).StandStill();
        kh.SampleOnGrid(ref first.At, Unsafe.SizeOf<Particle<F>>(), groups);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            F lengths = F.Abs(p.Dt) * factor;
            p.At.A *= lengths;
            p.At.B *= lengths;
        }
    }
}
