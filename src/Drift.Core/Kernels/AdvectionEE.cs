using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection by the explicit Euler scheme, of first order.</summary>
/// <remarks>Accuracy: order 1 in dt. Errors: OutOfGrid, OutOfTime.</remarks>
public struct AdvectionEE : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionEE";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, AdvectionEE>(ref kernel).Step(ref first, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta.First(ref first, groups, velocity);
        RungeKutta.Move(ref first, groups, 1.0);
    }
}
