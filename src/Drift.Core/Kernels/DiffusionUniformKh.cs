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
/// Accuracy: weak order 1 (exact on a plane). On the sphere the walk has the uniform density as its stationary state: equatorward
/// of 80° the drift −K tan φ |dt|/R² is added, poleward the step follows a great circle from the start-of-step position,
/// with the meridional diffusivity in all directions: great circles of unequal lengths east and north drift by
/// −(Kx − Ky) tan φ |dt|/R² in excess, which would empty (or fill) the caps.
/// Errors: OutOfGrid, OutOfTime of Kh. Determinism: draws 0 and 1 of its slot.
/// Source: Brillinger (1997), "A particle migrating randomly on a sphere", J. Theor. Probab. 10, 429–443, for the drift.
/// </remarks>
public struct DiffusionUniformKh : IKernel
{
    private const double PoleCapLatitude = 80.0;
    private Field khZonal;
    private Field khMeridional;
    private NormalDraws random;

    /// <inheritdoc/>
    public readonly string Name => "DiffusionUniformKh";

    /// <summary>The form of the walk on the sphere.</summary>
    public SphereMetric Metric { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        khZonal = binding.Field("Kh_zonal", "horizontal diffusivity to the east in m2 s-1");
        khMeridional = binding.Field("Kh_meridional", "horizontal diffusivity to the north in m2 s-1");
        random = binding.Normals();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F twoDt = F.Abs(p.Dt) * 2.0;
        F varianceX = p.Sample(khZonal) * twoDt;
        F varianceY = p.Sample(khMeridional) * twoDt;
        p.Normals(random, c, out F x, out F y);
        if (c.IsSpherical)
        {
            // A copy: a reference into the particle would keep all of it in memory.
            F lat = p.Lat;
            ToDegrees(in lat, in varianceX, in varianceY, ref x, ref y);
        }
        else
        {
            x *= F.Sqrt(varianceX);
            y *= F.Sqrt(varianceY);
        }

        p.DLon += x;
        p.DLat += y;
    }

    /// <summary>Turns two normal numbers into a displacement in degrees of longitude and latitude.</summary>
    // Not inlined: with it the loop exceeds the JIT's inlining budget and loses most of its speed. By reference: lanes
    // that are passed by value are copied in pieces, and read whole they have to wait for all of them.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void ToDegrees<F>(in F lat, in F varianceX, in F varianceY, ref F x, ref F y) where F : struct, ILane<F>
    {
        LaneMath.SinCosDegrees(lat, out F sin, out F cos);
        F perCos = 1.0 / cos;
        F metresNorth = y * F.Sqrt(varianceY);
        F dLon = x * F.Sqrt(varianceX) * (1.0 / Constants.MetresPerDegree) * perCos;
        F dLat = metresNorth * (1.0 / Constants.MetresPerDegree);
        if (Metric == SphereMetric.Exact)
        {
            // −K tan φ |dt|/R² in radians, with 2 K |dt| at hand.
            const double perRadius = 0.5 / (Constants.SphereRadius * Constants.MetresPerDegree);
            dLat -= varianceY * perRadius * (sin * perCos);
            F polar = F.Abs(lat) > PoleCapLatitude;
            if (F.Any(polar))
            {
                // East and north lose their meaning at a pole, and steps of unequal length along them would drift: see the remarks.
                GreatCircle.Step(sin, cos, lat, x * F.Sqrt(varianceY), metresNorth, out F farLon, out F farLat);
                dLon = F.Select(polar, farLon, dLon);
                dLat = F.Select(polar, farLat, dLat);
            }
        }

        x = dLon;
        y = dLat;
    }
}
