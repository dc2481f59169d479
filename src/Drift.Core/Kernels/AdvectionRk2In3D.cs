using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection in three dimensions by the midpoint scheme: U and V on the mesh, W in metres upward.</summary>
/// <remarks>
/// Accuracy: order 2 in dt where the velocity is smooth. Errors: OutOfGrid, OutOfTime, AboveSurface, BelowBottom; particles need a depth.
/// Source: Runge (1895).
/// </remarks>
public struct AdvectionRk2In3D : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK2_3D";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity3D();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, AdvectionRk2In3D>(ref kernel).Step(ref first, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta3D.First(ref first, groups, velocity);
        RungeKutta3D.Next(ref first, groups, velocity, 0.5, 1.0);
        RungeKutta3D.MoveByLast(ref first, groups);
    }
}
