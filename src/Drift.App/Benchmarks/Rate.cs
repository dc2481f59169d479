using System.Diagnostics;

namespace Drift.App.Benchmarks;

/// <summary>Speed of one run, in million particle-steps per second.</summary>
/// <param name="PerCpuSecond">By the CPU time of the run: what one core does, also where other programs share the machine.</param>
/// <param name="PerWallSecond">By the clock.</param>
internal readonly record struct Rate(double PerCpuSecond, double PerWallSecond)
{
    private const double ShortestTime = 1e-7;

    /// <summary>The speed of something that this process does.</summary>
    public static Rate Of(double particleSteps, Action run)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        run();
        TimeSpan wall = Stopwatch.GetElapsedTime(started);
        return From(particleSteps, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, wall.TotalSeconds);
    }

    /// <summary>The speed from both times in seconds; a time too short for the clock counts as 0.1 µs.</summary>
    public static Rate From(double particleSteps, double cpu, double wall) =>
        new(1e-6 * particleSteps / Math.Max(cpu, ShortestTime), 1e-6 * particleSteps / Math.Max(wall, ShortestTime));

    /// <summary>The medians of several runs.</summary>
    public static Rate Median(IReadOnlyCollection<Rate> rates) =>
        new(Median(rates.Select(r => r.PerCpuSecond)), Median(rates.Select(r => r.PerWallSecond)));

    /// <summary>The median of one value or more.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
