using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>A random walk in a diffusivity that varies in space, by Milstein's scheme of first order.</summary>
/// <remarks>
/// Accuracy: weak order 1, and in each direction strong order 1: the terms that mix directions are left out, as is usual. On the sphere with the drift −K tan φ/R²,
/// within 10° of the poles along great circles. Backward in time the walk is the same: diffusion has no direction in time.
/// Errors: OutOfGrid, OutOfTime of Kh. Determinism: draws 0 and 1 of its slot.
/// Source: Gräwe (2011), "Implementation of high-order particle-tracking schemes in a water column model", Ocean Modelling 36, 80–89.
/// </remarks>
public struct DiffusionM1 : IKernel
{
    private VariableWalk walk;

    /// <inheritdoc/>
    public readonly string Name => "DiffusionM1";

    /// <summary>Half the distance over which the gradient of Kh is taken, in units of the mesh; 0 for that of the interpolation itself.</summary>
    [Parameter("1", "half the distance over which the gradient of Kh is taken, in degrees or, on a flat mesh, metres; 0 for the gradient of the interpolation itself")]
    public double Dres { readonly get; init; }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => walk = VariableWalk.Of(binding, Name, Dres, isMilstein: true);

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, DiffusionM1>(ref kernel).Step(ref first, groups, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Step<F>(ref Particle<F> first, int groups, in StepContext c) where F : struct, ILane<F> =>
        walk.Step(ref first, groups, c);
}
