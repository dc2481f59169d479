using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection in three dimensions along the levels of a terrain-following model, as Parcels does it for CROCO: the particle keeps its
/// depth as a part σ of the water depth H, and W changes it by dσ/dt = W σ / H. For a W that is the upward velocity itself
/// <see cref="AdvectionRk4In3D"/> is the right one.
/// </summary>
/// <remarks>Accuracy: order 4 in dt where velocity and H are smooth. Errors: OutOfGrid, OutOfTime, AboveSurface, BelowBottom; particles need a depth. Source: Parcels v3.1, kernel of the same name.</remarks>
public struct AdvectionRk4In3DCroco : IKernel
{
    private VectorField velocity;
    private Field bottom;

    /// <inheritdoc/>
    public readonly string Name => "AdvectionRK4_3D_CROCO";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        velocity = binding.Velocity3D();
        bottom = binding.Field("H", "depth of the water in m");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F part = p.Depth / p.Sample(bottom, p.Time, 0.0, p.Lat, p.Lon);
        F lon = p.Lon, lat = p.Lat, sigma = part, sumU = 0.0, sumV = 0.0, sumSigma = 0.0;
        for (int stage = 0; stage < 4; stage++)
        {
            double ahead = stage == 0 ? 0.0 : stage == 3 ? 1.0 : 0.5;
            double weight = stage is 0 or 3 ? 1.0 : 2.0;
            F time = p.Time + (p.Dt * ahead);
            F depth = p.Sample(bottom, time, 0.0, lat, lon);
            p.Velocity3D(velocity, time, sigma * depth, lat, lon, out F u, out F v, out F w);
            w = w * sigma / depth;
            sumU += weight * u;
            sumV += weight * v;
            sumSigma += weight * w;
            F length = p.Dt * (stage == 2 ? 1.0 : 0.5);
            lon = p.Lon + (u * length);
            lat = p.Lat + (v * length);
            sigma = part + (w * length);
        }

        F dLon = sumU * (p.Dt * (1.0 / 6.0)), dLat = sumV * (p.Dt * (1.0 / 6.0));
        F end = part + (sumSigma * (p.Dt * (1.0 / 6.0)));
        p.DLon += dLon;
        p.DLat += dLat;
        p.DDepth += (end * p.Sample(bottom, p.Time + p.Dt, 0.0, p.Lat + dLat, p.Lon + dLon)) - p.Depth;
    }
}
