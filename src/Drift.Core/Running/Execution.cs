using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Runs a particle set in a program: the short form, without experiment file and output.</summary>
public static class Execution
{
    /// <summary>Takes all particles through a run of kernels; a second call goes on from where the first ended.</summary>
    /// <param name="particles">The particles; positions, status and time are changed.</param>
    /// <param name="kernel">A kernel or a sum of kernels.</param>
    /// <param name="runtime">Length of the run, 0 or more; a whole number of steps.</param>
    /// <param name="dt">Length of a step, not 0; negative backward in time.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <param name="threads">Number of threads; results do not depend on it.</param>
    /// <param name="lanes">Particles computed at once; results do not depend on it.</param>
    /// <param name="boundaries">What happens at the sides of the domain, in this order; null for nothing.</param>
    /// <param name="sort">Whether particles near one another are computed together; results do not depend on it.</param>
    /// <returns>The same particle set.</returns>
    /// <exception cref="ArgumentException">The runtime is negative or no whole number of steps, or dt is 0.</exception>
    /// <exception cref="DriftException">A field or variable that a kernel needs is missing, or a boundary is wrong.</exception>
    /// <remarks>Determinism: the same bits for any number of threads and any lanes, sorted or not.</remarks>
    public static ParticleSet Execute(
        this ParticleSet particles,
        IKernel kernel,
        TimeSpan runtime,
        TimeSpan dt,
        ulong seed = 0,
        int threads = 1,
        LaneWidth lanes = LaneWidth.Automatic,
        IReadOnlyList<IBoundary>? boundaries = null,
        bool sort = false)
    {
        if (dt == TimeSpan.Zero)
            throw new ArgumentException("dt is 0", nameof(dt));
        if (runtime < TimeSpan.Zero)
            throw new ArgumentException($"the runtime {Durations.Format(runtime)} is negative; to run backward in time make dt negative", nameof(runtime));
        if (runtime.Ticks % dt.Ticks != 0)
            throw new ArgumentException($"the runtime {Durations.Format(runtime)} is no whole number of steps of {Durations.Format(dt)}", nameof(runtime));
        long steps = runtime.Ticks / Math.Abs(dt.Ticks);
        particles.UseSeed(seed);

        // The step numbers of a later call follow on, so that it draws new random numbers.
        var clock = new StepClock(particles.Time - (particles.StepsTaken * dt), dt);
        var loop = new TimeLoop(particles, KernelPlan.Make([kernel], particles.Fields, boundaries, particles.Added), clock, threads, lanes, sort);
        long last = particles.StepsTaken + steps;
        loop.Observe(particles.StepsTaken);
        loop.Advance(particles.StepsTaken, last);
        loop.Observe(last);
        particles.Time = clock.TimeAt(particles.StepsTaken);
        return particles;
    }
}
