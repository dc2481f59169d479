using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Moves nothing: for experiments whose kernels only look on.</summary>
internal readonly struct StandingStill : IKernel
{
    public void Bind(KernelBinding binding)
    {
    }

    public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
    }
}
