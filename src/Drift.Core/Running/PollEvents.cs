using System.Diagnostics;
using Drift.Core.Gather;

namespace Drift.Core.Running;

/// <summary>
/// The moments between outputs at which ranks agree whether to go on: every so many steps, as many as the slowest rank takes
/// in half a second. Results do not depend on them.
/// </summary>
/// <remarks>Half a second, since one launcher kills its ranks a second after it has passed on a signal.</remarks>
internal sealed class PollEvents(ICommunicator communicator, StopRequest stop)
{
    private const long FastestGrowth = 8;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.5);
    private long started = Stopwatch.GetTimestamp();

    /// <summary>Steps to take before the next one.</summary>
    public long Stride { get; private set; } = 1;

    /// <summary>Begins to measure.</summary>
    public void Start() => started = Stopwatch.GetTimestamp();

    /// <summary>Ends a stretch of steps.</summary>
    /// <param name="steps">Steps since the start, the same on all ranks.</param>
    /// <returns>The signal that ends the run, 0 to go on; the same on all ranks.</returns>
    /// <remarks>Collective.</remarks>
    public int Agree(long steps)
    {
        long[] agreed = [stop.Signal, Stopwatch.GetElapsedTime(started).Ticks];
        communicator.Allreduce<long>(agreed, Reduction.Max);
        double perStep = Math.Max(agreed[1], 1) / (double)steps;

        // Measured over a single step at first, so grow by and by; a short rest before an output is no reason to begin again.
        Stride = Math.Max((long)Math.Min(Between.Ticks / perStep, Math.Max(Stride, steps * FastestGrowth)), 1);
        return (int)agreed[0];
    }
}
