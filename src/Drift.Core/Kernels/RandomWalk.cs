using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>The step that all random walks with a diffusivity to the east and one to the north share.</summary>
internal static unsafe class RandomWalk
{
    /// <summary>Adds the displacement of a step, in units of the mesh.</summary>
    /// <param name="p">The particles; those where Kh has no value end.</param>
    /// <param name="kh">Kh_zonal and Kh_meridional in m2 s-1.</param>
    /// <param name="c">The step.</param>
    /// <param name="drawn">What was drawn for the group.</param>
    /// <param name="factor">The variance is factor · K · |dt|.</param>
    /// <param name="hasDrift">Whether the drift −K tan φ/R² is added on the sphere.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<F, N>(
        ref Particle<F> p, FieldPair kh, in StepContext c, float* drawn, double factor, bool hasDrift)
        where F : struct, ILane<F>
        where N : struct, IDrawnPair
    {
        double length = Math.Abs(c.Dt) * factor;
        if (kh.IsUniform && kh.Covers(p.Lon, p.Lat) && F.AllEqual(p.Dt, c.Dt))
        {
            // Rounded as below, so that it makes no difference whether the field is known to be the same everywhere.
            var step = new RandomStep<N>
            {
                SigmaX = MathF.Sqrt((float)(kh.UniformA * length)),
                SigmaY = MathF.Sqrt((float)(kh.UniformB * length)),
                IsSpherical = c.IsSpherical,
                HasDrift = hasDrift,
            };
            ref readonly F lat = ref p.LatInPlace;
            F.AddInSingle(step, drawn, lat, lat, lat, ref p.DLon, ref p.DLat);
        }
        else
        {
            OnGrid<F, N>(ref p, kh, c, drawn, factor, hasDrift);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OnGrid<F, N>(
        ref Particle<F> p, FieldPair kh, in StepContext c, float* drawn, double factor, bool hasDrift)
        where F : struct, ILane<F>
        where N : struct, IDrawnPair
    {
        p.Sample(kh, out F a, out F b);
        F lengths = F.Abs(p.Dt) * factor;
        p.At.A = a * lengths;
        p.At.B = b * lengths;
        var step = new RandomStep<N> { IsOwnVariance = true, IsSpherical = c.IsSpherical, HasDrift = hasDrift };
        F.AddInSingle(step, drawn, p.LatInPlace, p.At.A, p.At.B, ref p.DLon, ref p.DLat);
    }
}
