using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection in three dimensions by the explicit Euler scheme: U and V on the mesh, W in metres upward.</summary>
/// <remarks>
/// Accuracy: order 1 in dt. Errors: OutOfGrid, OutOfTime, AboveSurface, BelowBottom; particles need a depth.
/// </remarks>
public struct AdvectionEEIn3D : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionEE_3D";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity3D();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, AdvectionEEIn3D>(ref kernel).Step(ref first, groups);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
    {
        RungeKutta3D.First(ref first, groups, velocity);
        RungeKutta3D.Move(ref first, groups, 1.0);
    }
}
