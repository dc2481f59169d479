using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Random walk with uniform increments, as in the notebook of Parcels: a uniform number in [−1, 1] has variance r = ⅓,
/// so it is scaled by √(2 K |dt| / r). No metric correction on the sphere.
/// </summary>
/// <remarks>
/// Accuracy: variance exact, kurtosis −1.2/n after n steps; not for high latitudes, where <see cref="DiffusionUniformKh"/> is right.
/// Errors: OutOfGrid, OutOfTime of Kh. Determinism: draws 0 and 1 of its slot. Source: Parcels, BrownianMotion2D.
/// </remarks>
public struct BrownianMotion2D : IKernel
{
    private FieldPair kh;
    private UniformDraws random;

    /// <inheritdoc/>
    public readonly string Name => "BrownianMotion2D";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        kh = binding.Diffusivity();
        random = binding.Uniforms();
    }

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Step(ref p, 1, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
        KernelSelf.Of<K, BrownianMotion2D>(ref kernel).Step(ref first, groups, c);

    private readonly unsafe void Step<F>(ref Particle<F> first, int groups, in StepContext c) where F : struct, ILane<F> =>
        RandomWalk.Step<F, UniformNumbers>(ref first, groups, kh, c, random.Drawn(c), 2.0 * 3.0, hasDrift: false);
}
