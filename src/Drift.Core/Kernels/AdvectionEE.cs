using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Advection by the explicit Euler scheme, of first order.</summary>
/// <remarks>Accuracy: order 1 in dt. Errors: OutOfGrid, OutOfTime.</remarks>
public struct AdvectionEE : IKernel
{
    private VectorField velocity;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionEE";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => velocity = binding.Velocity();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out F u, out F v);
        p.DLon += u * p.Dt;
        p.DLat += v * p.Dt;
    }
}
