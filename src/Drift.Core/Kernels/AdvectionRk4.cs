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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F dt = p.Dt;
        F half = dt * 0.5;
        p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out F u1, out F v1);
        p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + v1 * half, p.Lon + u1 * half, out F u2, out F v2);
        p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + v2 * half, p.Lon + u2 * half, out F u3, out F v3);
        p.Velocity(velocity, p.Time + dt, p.Depth, p.Lat + v3 * dt, p.Lon + u3 * dt, out F u4, out F v4);
        F sixth = dt * (1.0 / 6.0);
        p.DLon += (u1 + 2.0 * u2 + 2.0 * u3 + u4) * sixth;
        p.DLat += (v1 + 2.0 * v2 + 2.0 * v3 + v4) * sixth;
    }
}
