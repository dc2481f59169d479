using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection by the scheme of Dormand and Prince, of fifth order, with steps that each particle chooses for itself: it divides dt as the
/// error asks, and never exceeds it.
/// </summary>
/// <remarks>
/// Accuracy: the error of each sub-step, in metres, is at most the tolerance where no sub-step is the shortest; what is left adds up over
/// a run. The next sub-step is the variable <c>next_dt</c>, which a checkpoint keeps. Errors: OutOfGrid, OutOfTime of sub-steps
/// that are the shortest; longer ones are repeated with shorter ones.
/// Source: Dormand and Prince (1980), "A family of embedded Runge-Kutta formulae", J. Comp. Appl. Math. 6, 19–26.
/// </remarks>
public struct AdvectionRk45 : IKernel
{
    private VectorField velocity = null!;
    private StepControl control;

    /// <summary>A kernel with the default tolerance.</summary>
    public AdvectionRk45()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK45";

    /// <summary>Largest error of a sub-step in metres.</summary>
    [Parameter("m", "largest error of a sub-step")]
    public double Tolerance { readonly get; init; } = 1.0;

    /// <summary>Shortest sub-step in seconds, whatever its error.</summary>
    [Parameter("s", "shortest sub-step, whatever its error")]
    public double MinDt { readonly get; init; } = 1.0;

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        velocity = binding.Velocity();
        control = StepControl.Of(binding, Name, Tolerance, MinDt);
    }

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
        DormandPrince.Step(ref p, 1, velocity, isIn3D: false, control, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c)
    {
        ref AdvectionRk45 self = ref KernelSelf.Of<K, AdvectionRk45>(ref kernel);
        DormandPrince.Step(ref first, groups, self.velocity, isIn3D: false, self.control, c);
    }
}
