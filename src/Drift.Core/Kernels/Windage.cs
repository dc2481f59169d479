using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Carries what floats with a part of the wind at 10 m, turned to the right of it north of the equator and to the left south of it. Give the
/// current by a kernel of advection beside it.
/// </summary>
/// <remarks>
/// Accuracy: explicit Euler. Errors: OutOfGrid, OutOfTime of the wind.
/// Source: Breivik and Allen (2008), "An operational search and rescue model for the Norwegian Sea and the North Sea", J. Mar. Syst. 69, 99–113:
/// 1 % to 6 % of the wind for objects adrift; 3 % is common for what lies on the surface.
/// </remarks>
public struct Windage : IKernel
{
    private FieldPair wind = null!;
    private double cos, sin;

    /// <summary>A kernel with three per cent of the wind.</summary>
    public Windage()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "Windage";

    /// <summary>The part of the wind.</summary>
    [Parameter("1", "the part of the wind")]
    public double Factor { readonly get; init; } = 0.03;

    /// <summary>How far to the right of the wind, in degrees.</summary>
    [Parameter("degrees", "how far to the right of the wind, to the left in the south")]
    public double Deflection { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        wind = binding.Pair("U_wind", "wind to the east in m s-1", "V_wind", "wind to the north in m s-1");
        if (!double.IsFinite(Factor) || !double.IsFinite(Deflection))
            binding.Refuse($"kernel {Name}: factor and deflection are finite numbers");
        LaneMath.SinCosDegrees((Lane1)Deflection, out Lane1 s, out Lane1 c);
        (sin, cos) = (Lane1.First(s) * Factor, Lane1.First(c) * Factor);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Sample(wind, out F u, out F v);
        F right = c.IsSpherical ? F.Select(p.Lat < 0.0, -sin, sin) : sin;
        p.AddMetres(((u * cos) + (v * right)) * p.Dt, ((v * cos) - (u * right)) * p.Dt, c);
    }
}
