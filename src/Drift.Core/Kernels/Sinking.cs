using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Sinks particles at a constant speed, or lets them rise where it is negative. Backward in time they rise: where they came from.
/// </summary>
/// <remarks>Accuracy: exact but for rounding. Errors: none here; what becomes of those that come to the bottom says <c>on_error</c>.</remarks>
public struct Sinking : IKernel
{
    /// <inheritdoc/>
    public readonly string Name => "Sinking";

    /// <summary>Speed downward in m s-1.</summary>
    [Parameter("m s-1", "speed downward, negative upward")]
    public double Speed { readonly get; init; }

    /// <inheritdoc/>
    public readonly void Bind(KernelBinding binding)
    {
        binding.NeedsDepth();
        if (!double.IsFinite(Speed) || Speed == 0)
            binding.Refuse(FormattableString.Invariant($"kernel {Name}: speed is {Speed} m s-1; give one, such as 50 m d-1"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.DDepth += p.Dt * Speed;
}
