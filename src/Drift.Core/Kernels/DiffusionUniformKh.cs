using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Which form of the random walk is taken on the sphere.</summary>
public enum SphereMetric
{
    /// <summary>Right everywhere: with the drift −K tan φ/R² up to 80°, on great circles beyond.</summary>
    Exact,

    /// <summary>As in Parcels: increments divided by cos φ, without the drift; particles pile up at the poles.</summary>
    Parcels,
}

/// <summary>Random walk with Gaussian increments of variance 2 K |dt|, for a diffusivity that does not vary in space.</summary>
/// <remarks>
/// Accuracy: weak order 1 (exact on a plane), increments in single precision. On the sphere the walk has the uniform density as its
/// stationary state: equatorward of 80° the drift −K tan φ |dt|/R² is added, poleward the step follows a great circle from the
/// start-of-step position, with the meridional diffusivity in all directions: great circles of unequal lengths east and north
/// drift by −(Kx − Ky) tan φ |dt|/R² in excess, which would empty (or fill) the caps.
/// Errors: OutOfGrid, OutOfTime of Kh. Determinism: draws 0 and 1 of its slot.
/// Source: Brillinger (1997), "A particle migrating randomly on a sphere", J. Theor. Probab. 10, 429–443, for the drift.
/// </remarks>
public struct DiffusionUniformKh : IKernel
{
    private const double PoleCapLatitude = 80.0;
    private FieldPair kh;
    private NormalDraws random;

    /// <inheritdoc/>
    public readonly string Name => "DiffusionUniformKh";

    /// <summary>The form of the walk on the sphere.</summary>
    [Parameter("1", "the form of the walk on the sphere")]
    public SphereMetric Metric { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        kh = binding.Diffusivity();
        random = binding.Normals();
    }

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, DiffusionUniformKh>(ref kernel).Step(ref first, groups, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly unsafe void Step<F>(ref Particle<F> first, int groups, in StepContext c) where F : struct, ILane<F>
    {
        if (!c.IsSpherical || Metric == SphereMetric.Parcels || IsFarFromPoles(ref first, groups))
        {
            RandomWalk.Step<F, NormalNumbers>(ref first, groups, kh, c, random.Drawn(c), 2.0, Metric == SphereMetric.Exact);
            return;
        }

        for (int g = 0; g < groups; g++)
            NearPoles(ref Unsafe.Add(ref first, g), c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe bool IsFarFromPoles<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        // One look at all groups: a comparison that is branched on costs more than keeping the largest.
        double* lat = first.Columns.Lat + first.Index;
        F largest = 0.0;
        for (int g = 0; g < groups; g++)
            largest = F.Farther(largest, F.Load(lat + (g * F.Count)));
        return F.AllAtMost(largest, PoleCapLatitude);
    }

    /// <summary>
    /// East and north lose their meaning at a pole, and steps of unequal length along them would drift: see the remarks. Particles
    /// of the group that are not near a pole take the plain form.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly unsafe void NearPoles<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Sample(kh, out _, out F khMeridional);
        p.Normals(random, c, out F x, out F y);
        F sigma = F.Sqrt(khMeridional * (F.Abs(p.Dt) * 2.0));
        LaneMath.SinCosDegrees(p.Lat, out F sin, out F cos);
        GreatCircle.Step(sin, cos, p.Lat, x * sigma, y * sigma, out F farLon, out F farLat);
        (F beforeLon, F beforeLat) = (p.DLon, p.DLat);
        RandomWalk.Step<F, NormalNumbers>(ref p, 1, kh, c, random.Drawn(c), 2.0, hasDrift: true);
        F polar = F.Abs(p.Lat) > PoleCapLatitude;
        p.DLon = F.Select(polar, beforeLon + farLon, p.DLon);
        p.DLat = F.Select(polar, beforeLat + farLat, p.DLat);
    }
}
