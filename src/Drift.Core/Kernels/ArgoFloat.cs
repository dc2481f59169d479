using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// The cycle of an Argo float: it sinks to its parking depth, drifts there, sinks to the depth of its profile, rises to the surface and stays there
/// until the cycle is over. The variable <c>cycle_phase</c> counts these five from 0. Horizontal motion comes from a kernel of advection beside it.
/// </summary>
/// <remarks>
/// Accuracy: depths are met exactly, times to a step. Forward in time only. Errors: none here.
/// Source: Roemmich et al. (2009), "The Argo Program: Observing the global ocean with profiling floats", Oceanography 22 (2), 34–43: 1000 m,
/// 2000 m, ten days; 0.1 m s-1 is the common speed of rise.
/// </remarks>
public struct ArgoFloat : IKernel
{
    private ParticleVariable phase, drifted, cycle;

    /// <summary>The cycle of the Argo programme.</summary>
    public ArgoFloat()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "ArgoFloat";

    /// <summary>Depth at which it drifts, in metres.</summary>
    [Parameter("m", "depth at which it drifts")]
    public double ParkDepth { readonly get; init; } = 1000;

    /// <summary>Depth from which it rises, in metres.</summary>
    [Parameter("m", "depth from which it rises")]
    public double ProfileDepth { readonly get; init; } = 2000;

    /// <summary>Depth at which it is at the surface, in metres.</summary>
    [Parameter("m", "depth at which it is at the surface")]
    public double SurfaceDepth { readonly get; init; }

    /// <summary>Speed of sinking and rising in m s-1.</summary>
    [Parameter("m s-1", "speed of sinking and rising")]
    public double Speed { readonly get; init; } = 0.1;

    /// <summary>How long it drifts, in seconds.</summary>
    [Parameter("s", "how long it drifts")]
    public double DriftTime { readonly get; init; } = 9 * 86400;

    /// <summary>Length of a cycle in seconds, from leaving the surface to leaving the surface.</summary>
    [Parameter("s", "length of a cycle, from leaving the surface to leaving the surface")]
    public double CycleTime { readonly get; init; } = 10 * 86400;

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        binding.NeedsDepth();
        phase = binding.Variable("cycle_phase", "1", "phase of the float: 0 sinks, 1 drifts, 2 sinks deeper, 3 rises, 4 is at the surface");
        drifted = binding.Variable("drift_age", "s", "time at the parking depth in this cycle", 0, Recorded.Never);
        cycle = binding.Variable("cycle_age", "s", "time since the float left the surface", 0, Recorded.Never);
        if (!(Speed > 0 && DriftTime >= 0 && CycleTime > 0 && SurfaceDepth <= ParkDepth && ParkDepth <= ProfileDepth && double.IsFinite(Speed + DriftTime + CycleTime + ProfileDepth)))
            binding.Refuse($"kernel {Name}: speed and cycle_time are positive, and surface_depth, park_depth and profile_depth do not fall");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F dt = F.Abs(p.Dt), now = p.Get(phase), depth = p.Depth;
        F age = p.Get(cycle) + dt;
        F isSinking = F.Equal(now, 0.0), isDrifting = F.Equal(now, 1.0), isDiving = F.Equal(now, 2.0), isRising = F.Equal(now, 3.0), isUp = F.Equal(now, 4.0);
        F target = F.Select(isSinking, ParkDepth, F.Select(isDiving, ProfileDepth, F.Select(isRising, SurfaceDepth, depth)));
        F most = dt * Speed;
        F way = F.Max(-most, F.Min(most, target - depth));
        p.DDepth += way;
        F isThere = F.Abs(target - depth) <= most;
        F drift = F.Select(isDrifting, p.Get(drifted) + dt, 0.0);
        F isOver = ((isSinking | isDiving | isRising) & isThere) | (isDrifting & (drift >= DriftTime)) | (isUp & (age >= CycleTime));
        F next = F.Select(isOver, F.Select(isUp, 0.0, now + 1.0), now);
        p.Set(phase, next);
        p.Set(drifted, drift);
        p.Set(cycle, F.Select(isUp & isOver, 0.0, age));
    }
}
