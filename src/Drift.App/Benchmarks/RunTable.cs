using System.Globalization;
using Drift.App.Processes;

namespace Drift.App.Benchmarks;

/// <summary>Whole processes on one core, from the start of the program to its end.</summary>
internal static class RunTable
{
    public const string Name = "run";

    public static BenchTable Make(BenchRun run)
    {
        (BenchSettings settings, PlainLoops loops) = (run.Settings, run.Loops);
        var rows = new List<object?[]>();
        foreach (Workload workload in Workload.Whole)
        {
            int steps = settings.StepsOf(workload);
            string file = PreparedWorkload.WriteExperiment(workload, run.Folder);
            IReadOnlyList<string> command = Command(file, run, steps);
            var drift = new List<double>();
            var plain = new List<double>();
            for (int round = 1; round <= settings.Rounds; round++)
            {
                run.Say($"drift run, {workload.Name}, round {round} of {settings.Rounds}");
                drift.Add(ChildProcess.Capture(command).Wall.TotalSeconds);
                if (loops.Missing.Length == 0)
                    plain.Add(loops.Time(workload.Loop!, settings.Particles, steps).TotalSeconds);
            }

            double seconds = Rate.Median(drift);
            double? plainSeconds = plain.Count > 0 ? Rate.Median(plain) : null;
            rows.Add(
            [
                workload.Name, settings.Particles, steps, (int)settings.Lanes, workload.Loop, plainSeconds is { } c ? c : loops.Missing, seconds,
                1e-6 * settings.Particles * steps / seconds, plainSeconds / seconds,
            ]);
        }

        return new BenchTable(
            Name,
            $"Seconds of whole processes by the clock on one core, start-up included, one final output: medians of {settings.Rounds} rounds in which both take turns.",
            ["workload", "particles", "steps", "lanes", "C mode", "plain C, s", "drift run, s", "million particle-steps/s", "ratio"],
            rows);
    }

    private static IReadOnlyList<string> Command(string file, BenchRun run, int steps) => ChildProcess.Own(
        "run", file, "--quiet", "--overwrite", "--threads", "1", "--lanes", Text((int)run.Settings.Lanes), "--output", Path.Combine(run.Folder, "run.h5"),
        "--set", $"particles.count={Text(run.Settings.Particles)}", "--set", $"execution.runtime={Text(steps)} h");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
