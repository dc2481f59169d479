using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>How <see cref="AdvectionRk4In3DCroco"/> comes from its stages to the new depth.</summary>
public enum SigmaForm
{
    /// <summary>The Runge–Kutta sum of dσ/dt, times the water depth where the particle then is.</summary>
    Exact,

    /// <summary>The weights of Parcels v3.1.4 on the depths of the stages, which leave an error of second order.</summary>
    Parcels,
}

/// <summary>
/// Advection in three dimensions along the levels of a terrain-following model, as Parcels does it for CROCO: the particle keeps its
/// depth as a part σ of the water depth H, and W changes it by dσ/dt = W σ / H. For a W that is the upward velocity itself
/// <see cref="AdvectionRk4In3D"/> is the right one.
/// </summary>
/// <remarks>
/// Accuracy: order 4 in dt where velocity and H are smooth; the form of Parcels misses z·(u ∂H/∂x dt/H)²/4 a step. Errors: OutOfGrid, OutOfTime,
/// AboveSurface, BelowBottom; particles need a depth. Source: Parcels v3.1.4, kernel of the same name.
/// </remarks>
public struct AdvectionRk4In3DCroco : IKernel
{
    private VectorField velocity;
    private Field bottom;

    /// <summary>How the new depth comes from the stages.</summary>
    [Parameter("1", "how the new depth comes from the stages")]
    public SigmaForm Form { get; init; }

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
        F water = p.Sample(bottom, p.Time, 0.0, p.Lat, p.Lon);
        F start = p.Depth / water;
        F lon = p.Lon, lat = p.Lat, sigma = start, sumU = 0.0, sumV = 0.0, sumSigma = 0.0, sumDepth = 0.0;
        for (int stage = 0; stage < 4; stage++)
        {
            F time = p.Time + (p.Dt * (stage == 0 ? 0.0 : stage == 3 ? 1.0 : 0.5));
            p.Velocity3D(velocity, time, sigma * water, lat, lon, out F u, out F v, out F w);
            w = w * sigma / water;
            double weight = stage is 0 or 3 ? 1.0 : 2.0;
            sumU += weight * u;
            sumV += weight * v;
            sumSigma += weight * w;

            // Where the next stage is; after the last one only Parcels looks.
            F length = p.Dt * (stage < 2 ? 0.5 : 1.0);
            lon = p.Lon + (u * length);
            lat = p.Lat + (v * length);
            sigma = start + (w * length);
            if (stage == 3 && Form == SigmaForm.Exact)
                break;
            water = p.Sample(bottom, time, 0.0, lat, lon);
            sumDepth += ((sigma * water) - p.Depth) * (stage switch { 0 => 2.0, 1 => 4.0, 2 => 2.0, _ => 1.0 });
        }

        F sixth = p.Dt * (1.0 / 6.0);
        F dLon = sumU * sixth, dLat = sumV * sixth;
        p.DLon += dLon;
        p.DLat += dLat;
        p.DDepth += Form == SigmaForm.Parcels
            ? sumDepth * (1.0 / 6.0)
            : ((start + (sumSigma * sixth)) * p.Sample(bottom, p.Time + p.Dt, 0.0, p.Lat + dLat, p.Lon + dLon)) - p.Depth;
    }
}
