using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection in three dimensions by the scheme of Dormand and Prince, of fifth order, with steps that each particle chooses for itself: it divides dt as the
/// error asks, and never exceeds it.
/// </summary>
/// <remarks>
/// Accuracy: the error of each sub-step, in metres, is at most the tolerance where no sub-step is the shortest; what is left adds up over
/// a run. The next sub-step is the variable <c>next_dt</c>, which a checkpoint keeps. Errors: OutOfGrid, OutOfTime, AboveSurface, BelowBottom of sub-steps
/// that are the shortest; longer ones are repeated with shorter ones.
/// Source: Dormand and Prince (1980), "A family of embedded Runge-Kutta formulae", J. Comp. Appl. Math. 6, 19–26.
/// </remarks>
public struct AdvectionRk45In3D : IKernel
{
    private VectorField velocity = null!;
    private StepControl control;

    /// <summary>A kernel with the default tolerance.</summary>
    public AdvectionRk45In3D()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK45_3D";

    /// <summary>Largest error of a sub-step in metres.</summary>
    [Parameter("m", "largest error of a sub-step")]
    public double Tolerance { readonly get; init; } = 1.0;

    /// <summary>Shortest sub-step in seconds, whatever its error.</summary>
    [Parameter("s", "shortest sub-step, whatever its error")]
    public double MinDt { readonly get; init; } = 1.0;

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        velocity = binding.Velocity3D();
        control = StepControl.Of(binding, Name, Tolerance, MinDt);
    }

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
        DormandPrince.Step(ref p, 1, velocity, isIn3D: true, control, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c)
    {
        ref AdvectionRk45In3D self = ref KernelSelf.Of<K, AdvectionRk45In3D>(ref kernel);
        DormandPrince.Step(ref first, groups, self.velocity, isIn3D: true, self.control, c);
    }
}
