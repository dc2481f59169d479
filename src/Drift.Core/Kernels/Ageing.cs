using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Counts the time since release in the variable <c>age</c>, in s. Backward in time it counts upward too: how long a
/// particle has been carried, not how much later it is.
/// </summary>
/// <remarks>Accuracy: one rounding per step; exact where dt is a whole number of seconds. Errors: none.</remarks>
public struct Ageing : IKernel
{
    private ParticleVariable age;

    /// <inheritdoc/>
    public readonly string Name => "Ageing";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => age = binding.Variable("age", "s", "time since release");

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
        p.Set(age, p.Get(age) + F.Abs(p.Dt));
}
