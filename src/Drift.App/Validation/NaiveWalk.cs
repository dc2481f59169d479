using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;

namespace Drift.App.Validation;

/// <summary>A control that must fail: the walk without K′, along y and in depth, which gathers particles where the diffusivity is small.</summary>
internal struct NaiveWalk : IKernel
{
    private FieldPair kh;
    private Field kz;
    private NormalDraws random;

    public readonly string Name => "NaiveWalk";

    /// <summary>In depth, with Kz; otherwise along y, with Kh_meridional.</summary>
    public bool IsVertical { readonly get; init; }

    public void Bind(KernelBinding binding)
    {
        if (IsVertical)
            kz = binding.Field("Kz", "vertical diffusivity in m2 s-1");
        else
            kh = binding.Diffusivity();
        random = binding.Normals();
    }

    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Normals(random, c, out F x, out _);
        F k;
        if (IsVertical)
            k = p.Sample(kz);
        else
            p.Sample(kh, out _, out k);
        F step = x * F.Sqrt(2.0 * k * F.Abs(p.Dt));
        if (IsVertical)
            p.DDepth += step;
        else
            p.DLat += step;
    }
}
