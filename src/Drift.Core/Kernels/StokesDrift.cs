using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Carries particles with the Stokes drift of the waves: the whole of it at the surface, and below it what waves of one length in deep
/// water have left, e^(−4πz/wavelength). Give the current by a kernel of advection beside it.
/// </summary>
/// <remarks>
/// Accuracy: explicit Euler. Errors: OutOfGrid, OutOfTime of the drift.
/// Source: Stokes (1847), "On the theory of oscillatory waves", Trans. Camb. Phil. Soc. 8, 441–455; van den Bremer and Breivik (2018), "Stokes
/// drift", Phil. Trans. R. Soc. A 376, 20170104.
/// </remarks>
public struct StokesDrift : IKernel
{
    private FieldPair drift;

    /// <inheritdoc/>
    public readonly string Name => "StokesDrift";

    /// <summary>Length of the waves in metres; 0 for the same drift at all depths.</summary>
    [Parameter("m", "length of the waves, by which the drift decays with depth; 0 for no decay")]
    public double Wavelength { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        drift = binding.Pair("U_stokes", "Stokes drift at the surface to the east in m s-1", "V_stokes", "Stokes drift at the surface to the north in m s-1");
        if (!(Wavelength >= 0 && double.IsFinite(Wavelength)))
            binding.Refuse(FormattableString.Invariant($"kernel {Name}: wavelength is {Wavelength} m, not a length"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Sample(drift, out F u, out F v);
        F dt = p.Dt;
        if (Wavelength > 0)
            dt *= LaneMath.Exp(F.Max(p.Depth, 0.0) * (-4 * Math.PI / Wavelength));
        p.AddMetres(u * dt, v * dt, c);
    }
}
