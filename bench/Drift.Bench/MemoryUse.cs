using System.Globalization;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;

namespace Drift.Bench;

/// <summary>Peak memory of a rank that runs the ensemble and writes its file.</summary>
internal static class MemoryUse
{
    /// <summary>Runs the ensemble with some particles in total, and prints the peak memory: in a process of its own.</summary>
    public static int RunOne(long particles, string folder)
    {
        string[] overrides =
        [
            string.Create(CultureInfo.InvariantCulture, $"particles.count={particles / 4}"),
            "execution.runtime=6 h", "output.every=3 h",
        ];
        var options = new RunOptions { Output = Path.Combine(folder, "memory.h5"), Overwrite = true, Threads = 1 };
        using var communicator = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(
            Path.Combine(Machine.Root, "examples", "brownian-ensemble.yaml"), overrides, options, communicator);
        if (plan is null)
            throw new DriftException(ExitCode.Preflight, problems);
        using (plan)
            Console.WriteLine(ExperimentRun.Execute(plan, communicator).PeakMemoryBytes.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Measures in child processes.</summary>
    /// <returns>Particles and peak bytes of each.</returns>
    public static IReadOnlyList<(long Particles, long Bytes)> Measure(IEnumerable<long> particles)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("drift-bench");
        try
        {
            return [.. particles.Select(n => (n, long.Parse(
                PlainC.Capture(Environment.ProcessPath!, "memory", $"{n}", folder.FullName), CultureInfo.InvariantCulture)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Slope of the straight line of least squares, in bytes per particle.</summary>
    public static double PerParticle(IReadOnlyList<(long Particles, long Bytes)> measured)
    {
        double meanX = measured.Average(m => (double)m.Particles);
        double meanY = measured.Average(m => (double)m.Bytes);
        return measured.Sum(m => (m.Particles - meanX) * (m.Bytes - meanY)) / measured.Sum(m => (m.Particles - meanX) * (m.Particles - meanX));
    }
}
