using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Random walk with uniform increments, as in the notebook of Parcels: a uniform number in (−1, 1) has variance r = ⅓,
/// so it is scaled by √(2 K |dt| / r). No metric correction on the sphere.
/// </summary>
/// <remarks>
/// Accuracy: variance exact, kurtosis −1.2/n after n steps; not for high latitudes, where <see cref="DiffusionUniformKh"/> is right.
/// Errors: OutOfGrid, OutOfTime of Kh. Determinism: draws 0 and 1 of its slot. Source: Parcels, BrownianMotion2D.
/// </remarks>
public struct BrownianMotion2D : IKernel
{
    private Field khZonal;
    private Field khMeridional;
    private UniformDraws random;

    /// <inheritdoc/>
    public readonly string Name => "BrownianMotion2D";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        khZonal = binding.Field("Kh_zonal", "horizontal diffusivity to the east in m2 s-1");
        khMeridional = binding.Field("Kh_meridional", "horizontal diffusivity to the north in m2 s-1");
        random = binding.Uniforms();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F twoDtOverR = F.Abs(p.Dt) * (2.0 * 3.0);
        F dx = F.Sqrt(p.Sample(khZonal) * twoDtOverR);
        F dy = F.Sqrt(p.Sample(khMeridional) * twoDtOverR);
        p.SymmetricUniforms(random, c, out F x, out F y);
        if (c.IsSpherical)
        {
            dy *= 1.0 / Constants.MetresPerDegree;
            dx = dx * (1.0 / Constants.MetresPerDegree) / LaneMath.CosDegrees(p.Lat);
        }

        p.DLon += dx * x;
        p.DLat += dy * y;
    }
}
