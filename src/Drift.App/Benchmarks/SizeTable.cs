namespace Drift.App.Benchmarks;

/// <summary>A hundred times as many particles.</summary>
internal static class SizeTable
{
    public const string Name = "size";

    private const int Times = 100;

    public static BenchTable Make(BenchRun run)
    {
        BenchSettings settings = run.Settings;
        int many = checked(Times * settings.Particles);
        var rows = new List<object?[]>();
        foreach (Workload workload in Workload.Few)
        {
            using PreparedWorkload prepared = PreparedWorkload.Make(workload, run.Folder);
            prepared.Warm(settings.Lanes);
            int steps = workload.Steps / 5;
            Rate[] rates = run.Rounds(
                $"{many} particles, {workload.Name}",
                settings.FewRounds,
                () => prepared.Measure(settings.Particles, steps, settings.Lanes),
                () => prepared.Measure(many, steps, settings.Lanes));
            rows.Add([workload.Name, steps, (int)settings.Lanes, rates[0], rates[1], rates[1].PerCpuSecond / rates[0].PerCpuSecond]);
        }

        return new BenchTable(
            Name,
            $"Million particle-steps per second and core with {many} particles against {settings.Particles}, the same number of steps, medians of {settings.FewRounds} rounds.",
            ["workload", "steps", "lanes", "few particles", "many particles", "ratio"],
            rows);
    }
}
