using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Lets what a particle carries decay: the variable <c>mass</c>, 1 at release, is halved in each half-life. Backward in time too: it is the part of what
/// is there now that comes from a place.
/// </summary>
/// <remarks>Accuracy: exact for any dt but for a rounding per step. Errors: none.</remarks>
public struct Decay : IKernel
{
    private ParticleVariable mass;

    /// <inheritdoc/>
    public readonly string Name => "Decay";

    /// <summary>Half-life in seconds.</summary>
    [Parameter("s", "half-life")]
    public double HalfLife { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        mass = binding.Variable("mass", "1", "what is left of 1 at release", 1);
        if (!(HalfLife > 0 && double.IsFinite(HalfLife)))
            binding.Refuse(FormattableString.Invariant($"kernel {Name} needs a half_life, such as 30 d"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
        p.Set(mass, p.Get(mass) * LaneMath.Exp(F.Abs(p.Dt) * (-0.69314718055994531 / HalfLife)));
}
