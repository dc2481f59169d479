using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection by the classical Runge–Kutta scheme of fourth order; degrees per second at each stage's own latitude.</summary>
/// <remarks>
/// Accuracy: order 4 in dt where the velocity is smooth; a field interpolated linearly has kinks at its nodes and snapshots.
/// Errors: OutOfGrid, OutOfTime. Source: Kutta (1901).
/// </remarks>
public struct AdvectionRk4 : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK4";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, AdvectionRk4>(ref kernel).Step(ref first, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta.First(ref first, groups, velocity);
        RungeKutta.Next(ref first, groups, velocity, 0.5, 2.0);
        RungeKutta.Next(ref first, groups, velocity, 0.5, 2.0);
        RungeKutta.Next(ref first, groups, velocity, 1.0, 1.0);
        RungeKutta.Move(ref first, groups, 1.0 / 6.0);
    }
}
