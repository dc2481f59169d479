using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Derived;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>How a step of vertical mixing is computed.</summary>
public enum MixingScheme
{
    /// <summary>dz = K′dt + √(2K(z + ½K′dt)) dW.</summary>
    Visser,

    /// <summary>dz = ½K′(dW² + dt) + √(2K) dW.</summary>
    Milstein,

    /// <summary>dz = K′dt + √(2K) dW.</summary>
    Euler,
}

/// <summary>
/// A random walk in depth with the vertical diffusivity Kz, which leaves well mixed what is well mixed. What becomes of a particle at
/// surface and bottom says the experiment: <c>on_error: {above_surface: reflect, below_bottom: reflect}</c>, or the boundary Reflecting.
/// </summary>
/// <remarks>
/// Accuracy: weak order 1, Milstein's strong order 1; dt has to be short against 1/|K″|, and against the square of the distance over which K
/// changes divided by K. Errors: OutOfGrid, OutOfTime, AboveSurface, BelowBottom of Kz. Determinism: draw 0 of its slot.
/// Source: Visser (1997), "Using random walk models to simulate the vertical distribution of particles in a turbulent water column",
/// Mar. Ecol. Prog. Ser. 158, 275–281; Gräwe (2011), "Implementation of high-order particle-tracking schemes in a water column model", Ocean
/// Modelling 36, 80–89.
/// </remarks>
public struct VerticalMixing : IKernel
{
    private const double Millimetre = 1e-3;
    private Field kz = null!;
    private NormalDraws random;

    /// <summary>A kernel with the default scheme.</summary>
    public VerticalMixing()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "VerticalMixing";

    /// <summary>The scheme.</summary>
    [Parameter("1", "the scheme")]
    public MixingScheme Scheme { readonly get; init; }

    /// <summary>Half the distance in metres over which K′ is taken; a millimetre is that of the interpolation itself.</summary>
    [Parameter("m", "half the distance over which the gradient of Kz is taken")]
    public double Dres { readonly get; init; } = Millimetre;

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        binding.NeedsDepth();
        kz = binding.Field("Kz", "vertical diffusivity in m2 s-1");
        random = binding.Normals();
        if (!(Dres > 0 && double.IsFinite(Dres)))
            binding.Refuse(FormattableString.Invariant($"kernel {Name}: dres is {Dres} m, not a distance"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Normals(random, c, out F x, out _);
        F dt = F.Abs(p.Dt);
        F slope = Slopes.Down(kz, Dres, p.Time, p.Depth, p.Lat, p.Lon, ref p.At);
        F drift = slope * dt;
        F ahead = p.Depth;
        if (Scheme == MixingScheme.Visser)
            ahead += 0.5 * drift;
        F k = At(ref p, ahead);
        if (Scheme == MixingScheme.Milstein)
            drift = 0.5 * drift * F.MultiplyAdd(x, x, 1.0);
        p.DDepth += F.MultiplyAdd(F.Sqrt(2.0 * k * dt), x, drift);
    }

    /// <summary>K there; where the half step leads out of the water, K where the particle is.</summary>
    private readonly F At<F>(ref Particle<F> p, F ahead) where F : struct, ILane<F>
    {
        F here = p.Sample(kz);
        if (Scheme != MixingScheme.Visser)
            return here;
        (F error, bool hasError) = (p.At.Error, p.At.HasError);
        F there = p.Sample(kz, p.Time, ahead, p.Lat, p.Lon);
        F failed = F.Equal(error, 0.0) & ~F.Equal(p.At.Error, 0.0);
        F waits = failed & F.Equal(p.At.Error, (double)(int)FieldError.NotHeld);
        (p.At.Error, p.At.HasError) = (error, hasError);
        FieldErrors.Set(ref p.At, waits, FieldError.NotHeld);
        return F.Select(failed, here, there);
    }
}
