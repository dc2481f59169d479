namespace Drift.App.Benchmarks;

/// <summary>Several threads against one.</summary>
internal static class ThreadsTable
{
    public const string Name = "threads";

    /// <returns>The table; null where there is one core only.</returns>
    public static BenchTable? Make(BenchRun run)
    {
        BenchSettings settings = run.Settings;
        if (settings.Threads < 2)
            return null;
        var rows = new List<object?[]>();
        foreach (Workload workload in Workload.Few)
        {
            using PreparedWorkload prepared = PreparedWorkload.Make(workload, run.Folder);
            prepared.Warm(settings.Lanes);
            int steps = settings.StepsOf(workload);
            Rate[] rates = run.Rounds(
                $"{settings.Threads} threads, {workload.Name}",
                settings.Rounds,
                () => prepared.Measure(settings.Particles, steps, settings.Lanes),
                () => prepared.Measure(settings.Particles, steps, settings.Lanes, settings.Threads));
            rows.Add([workload.Name, (int)settings.Lanes, settings.Threads, rates[0].PerWallSecond, rates[1].PerWallSecond, rates[1].PerWallSecond / rates[0].PerWallSecond]);
        }

        return new BenchTable(
            Name,
            $"Million particle-steps per second by the clock, on {settings.Threads} threads against one, {settings.Particles} particles: other programs on the machine lower the ratio.",
            ["workload", "lanes", "threads", "one thread", "all threads", "ratio"],
            rows);
    }
}
