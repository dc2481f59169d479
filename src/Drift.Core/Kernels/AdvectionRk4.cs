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
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        RungeKutta.First(ref p, velocity);
        RungeKutta.Next(ref p, velocity, 0.5, 2.0);
        RungeKutta.Next(ref p, velocity, 0.5, 2.0);
        RungeKutta.Next(ref p, velocity, 1.0, 1.0);
        F sixth = p.Dt * (1.0 / 6.0);
        p.DLon += p.StagesLon * sixth;
        p.DLat += p.StagesLat * sixth;
    }
}
