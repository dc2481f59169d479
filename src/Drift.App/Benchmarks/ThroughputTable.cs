namespace Drift.App.Benchmarks;

/// <summary>Every workload on one core, beside the plain C loop that does the same job.</summary>
internal static class ThroughputTable
{
    public const string Name = "throughput";

    public static BenchTable Make(BenchRun run, IReadOnlyList<Workload> workloads)
    {
        (BenchSettings settings, PlainLoops loops) = (run.Settings, run.Loops);
        var rows = new List<object?[]>();
        foreach (Workload workload in workloads)
        {
            run.Say(workload.Name);
            using PreparedWorkload prepared = PreparedWorkload.Make(workload, run.Folder);
            prepared.Warm(settings.Lanes);
            int steps = settings.StepsOf(workload);
            string? mode = loops.Missing.Length == 0 ? workload.Loop : null;
            Func<Rate> drift = () => prepared.Measure(settings.Particles, steps, settings.Lanes);
            Rate[] rates = mode is null
                ? run.Rounds(workload.Name, settings.Rounds, drift)
                : run.Rounds(workload.Name, settings.Rounds, drift,
                    () => loops.Run(mode, settings.Particles, steps), () => loops.Run(mode, settings.Particles, steps, isGeneric: true));
            object? plain = mode is not null ? rates[1] : workload.Loop is null ? null : loops.Missing;
            rows.Add([workload.Name, 1, (int)settings.Lanes, workload.Loop, plain, rates[0], Ratio(1), mode is null ? plain : rates[2], Ratio(2)]);

            object? Ratio(int c) => mode is null ? null : rates[0].PerCpuSecond / rates[c].PerCpuSecond;
        }

        return new BenchTable(
            Name,
            $"Million particle-steps per second and core: {settings.Particles} particles, medians of {settings.Rounds} rounds in which both take turns on one core,\n" +
            "by CPU time (by the clock in brackets).",
            ["workload", "threads", "lanes", "C mode", "plain C", "Drift", "ratio", "generic C", "ratio to it"],
            rows);
    }
}
