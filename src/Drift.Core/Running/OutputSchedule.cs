namespace Drift.Core.Running;

/// <summary>When trajectories are recorded.</summary>
internal static class OutputSchedule
{
    /// <summary>Steps at whose start there is an output: the start, every interval, and the end of the run; only the end without interval.</summary>
    /// <param name="steps">Number of steps of the run.</param>
    /// <param name="every">Steps between two outputs; null for the final state only.</param>
    public static IReadOnlyList<long> Make(long steps, long? every)
    {
        if (every is not { } interval)
            return [steps];
        var outputs = new List<long>();
        for (long step = 0; step < steps; step += interval)
            outputs.Add(step);
        outputs.Add(steps);
        return outputs;
    }
}
