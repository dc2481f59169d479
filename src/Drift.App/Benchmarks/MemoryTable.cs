using System.Globalization;
using Drift.App.Processes;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;

namespace Drift.App.Benchmarks;

/// <summary>Peak memory of a rank that runs an ensemble and writes its file, each size in a process of its own.</summary>
internal static class MemoryTable
{
    public const string Name = "memory";

    private const int Realisations = 4;

    public static BenchTable Make(BenchRun run)
    {
        long n = run.Settings.Particles;
        var measured = new List<(long Particles, long Bytes)>();
        foreach (long particles in new[] { Realisations, n, 3 * n, 10 * n, 30 * n, 100 * n })
        {
            run.Say($"memory of {particles} particles");
            string bytes = ChildProcess.Capture(ChildProcess.Own("bench", "--memory-of", particles.ToString(CultureInfo.InvariantCulture))).Output;
            measured.Add((particles, long.Parse(bytes, CultureInfo.InvariantCulture)));
        }

        long fixedBase = measured[0].Bytes;
        return new BenchTable(
            Name,
            $"Peak memory of one rank that runs four realisations, gathers and writes the file (three outputs); the base is that of {Realisations} particles.\n" +
            string.Create(CultureInfo.InvariantCulture, $"By least squares: {PerParticle(measured):F1} bytes per particle."),
            ["particles", "peak, MB", "bytes per particle beyond the base"],
            [.. measured.Select(m => new object?[] { m.Particles, m.Bytes / 1e6, m.Particles > Realisations ? (m.Bytes - fixedBase) / (double)m.Particles : null })]);
    }

    /// <summary>Runs the ensemble with some particles in total: what a process of its own does.</summary>
    /// <returns>Peak memory of this process in bytes.</returns>
    public static long RunOne(int particles)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("drift-bench-");
        try
        {
            string file = Path.Combine(folder.FullName, "ensemble.yaml");
            File.WriteAllText(file, Workload.Diffusion.Experiment + "\nrealisations: {seeds: 0..3}\n");
            string[] overrides =
            [
                string.Create(CultureInfo.InvariantCulture, $"particles.count={particles / Realisations}"), "execution.runtime=6 h", "output.every=3 h",
            ];
            using var communicator = new SelfCommunicator();
            (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(
                file, overrides, new RunOptions { Output = Path.Combine(folder.FullName, "ensemble.h5"), Threads = 1 }, communicator);
            if (plan is null)
                throw new DriftException(ExitCode.Preflight, problems);
            using (plan)
                return ExperimentRun.Execute(plan, communicator).PeakMemoryBytes;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Slope of the straight line of least squares, in bytes per particle.</summary>
    private static double PerParticle(IReadOnlyList<(long Particles, long Bytes)> measured)
    {
        double meanX = measured.Average(m => (double)m.Particles);
        double meanY = measured.Average(m => (double)m.Bytes);
        return measured.Sum(m => (m.Particles - meanX) * (m.Bytes - meanY)) / measured.Sum(m => (m.Particles - meanX) * (m.Particles - meanX));
    }
}
