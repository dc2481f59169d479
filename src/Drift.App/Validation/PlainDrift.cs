using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;

namespace Drift.App.Validation;

/// <summary>
/// A control that must fail: the walk in degrees with the drift −K tan φ/R² up to the very poles, where it explodes.
/// With the clamp latitudes stop at the poles; without, they cross them.
/// </summary>
internal struct PlainDrift : IKernel
{
    private Field khMeridional;
    private ushort slot;

    public readonly string Name => "PlainDrift";

    public bool IsClamped { readonly get; init; }

    public void Bind(KernelBinding binding)
    {
        khMeridional = binding.Field("Kh_meridional", "horizontal diffusivity to the north in m2 s-1");
        slot = binding.Slot;
    }

    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F variance = p.Sample(khMeridional) * (2.0 * c.Dt);
        c.Random.Normals(p.Id, slot, 0, out F x, out F y);
        F size = F.Sqrt(variance) * (1.0 / Constants.MetresPerDegree);
        LaneMath.SinCosDegrees(p.Lat, out F sin, out F cos);

        // A particle on the pole itself has no meridian; it is taken to be a metre away.
        cos = F.Max(cos, 1.6e-7);
        F dLat = (y * size) - (variance * (0.5 / (Constants.SphereRadius * Constants.MetresPerDegree)) * (sin / cos));
        p.DLon += x * size / cos;
        p.DLat += IsClamped ? F.Max(F.Min(p.Lat + dLat, 90.0), -90.0) - p.Lat : dLat;
    }
}
