using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// Ends particles, with the status died: each step with the probability 1 − e^(−dt/lifetime), or at an age, or both, whichever comes first.
/// </summary>
/// <remarks>Accuracy: the probability is exact for any dt; the age is reached at the end of a step. Errors: none. Determinism: draw 0 of its slot.</remarks>
public struct Mortality : IKernel
{
    private UniformDraws random;
    private ParticleVariable lived;

    /// <inheritdoc/>
    public readonly string Name => "Mortality";

    /// <summary>Mean lifetime in seconds; 0 for none.</summary>
    [Parameter("s", "mean lifetime; 0 for none")]
    public double Lifetime { readonly get; init; }

    /// <summary>Largest age in seconds; 0 for none.</summary>
    [Parameter("s", "largest age; 0 for none")]
    public double MaxAge { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        random = binding.Uniforms();
        lived = binding.Variable("lived", "s", "time since release, for mortality", 0, Recorded.Never);
        if (!(Lifetime >= 0 && MaxAge >= 0 && double.IsFinite(Lifetime + MaxAge)) || Lifetime + MaxAge == 0)
            binding.Refuse($"kernel {Name} needs a lifetime or a max_age, such as 30 d");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F dt = F.Abs(p.Dt), age = p.Get(lived) + dt;
        p.Set(lived, age);
        if (MaxAge > 0)
            p.End(age >= MaxAge, ParticleStatus.Died);
        if (!(Lifetime > 0))
            return;
        p.Uniforms(random, c, out F x, out _);
        p.End(x < 1.0 - LaneMath.Exp(dt * (-1.0 / Lifetime)), ParticleStatus.Died);
    }
}
