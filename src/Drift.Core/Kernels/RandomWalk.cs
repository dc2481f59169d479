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
        if (kh.IsUniform && !c.HasOwnDt && (kh.IsEverywhere || IsCovered(ref first, groups, kh)))
        {
            // Rounded as in each particle's own, so that it makes no difference whether the field is known to be the same everywhere.
            double length = Math.Abs(c.Dt) * factor;
            step = step with
            {
                SigmaX = MathF.Sqrt((float)(kh.UniformA * length)) * N.Unit,
                SigmaY = MathF.Sqrt((float)(kh.UniformB * length)) * N.Unit,
            };
        }
        else
        {
            FindVariances(ref first, groups, kh, c.HasOwnDt ? factor : 0.0);
            step = step with { IsOwnVariance = true, ArgumentFactor = c.HasOwnDt ? 1.0 : Math.Abs(c.Dt) * factor };
        }

        F.AddInSingle(
            step, groups, drawn, first.Index, first.Columns.Lat + first.Index,
            ref first.At.A, ref first.At.B, ref first.DLon, ref first.DLat, Unsafe.SizeOf<Particle<F>>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCovered<F>(ref Particle<F> first, int groups, FieldPair kh) where F : struct, ILane<F>
    {
        // One look at all groups: a comparison that is branched on costs more than keeping the largest.
        double* lon = first.Columns.Lon + first.Index;
        double* lat = first.Columns.Lat + first.Index;
        F middleLon = kh.MiddleLon, middleLat = kh.MiddleLat;
        F farLon = 0.0, farLat = 0.0;
        for (int g = 0; g < groups; g++)
        {
            farLon = F.Farther(farLon, F.Load(lon + (g * F.Count)) - middleLon);
            farLat = F.Farther(farLat, F.Load(lat + (g * F.Count)) - middleLat);
        }

        return kh.CoversWithin(farLon, farLat);
    }

    /// <summary>Kh to the east and north as A and B; times the factor and |dt| where particles have steps of their own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FindVariances<F>(ref Particle<F> first, int groups, FieldPair kh, double ownFactor) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Unsafe.Add(ref first, g).StandStill();
        kh.SampleOnGrid(ref first.At, Unsafe.SizeOf<Particle<F>>(), groups);
        for (int g = 0; g < groups && ownFactor != 0.0; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            F length = F.Abs(p.Dt) * ownFactor;
            p.At.A *= length;
            p.At.B *= length;
        }
    }
}
