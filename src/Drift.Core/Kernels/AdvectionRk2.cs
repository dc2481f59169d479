using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection by the midpoint scheme, a Runge–Kutta scheme of second order; degrees per second at each stage's own latitude.</summary>
/// <remarks>
/// Accuracy: order 2 in dt where the velocity is smooth. Errors: OutOfGrid, OutOfTime. Source: Runge (1895).
/// </remarks>
public struct AdvectionRk2 : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK2";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, AdvectionRk2>(ref kernel).Step(ref first, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta.First(ref first, groups, velocity);
        RungeKutta.Next(ref first, groups, velocity, 0.5, 1.0);
        RungeKutta.MoveByLast(ref first, groups);
    }
}
