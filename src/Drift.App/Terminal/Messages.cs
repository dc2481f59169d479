using System.Globalization;
using Drift.Core.Foundation;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Mpi.Communicators;

namespace Drift.App.Terminal;

/// <summary>What the program says to people, on standard error, from one rank only.</summary>
internal static class Messages
{
    /// <summary>Prints problems, one a line. Before MPI is started, all ranks find the same: only the first one speaks.</summary>
    public static void Problems(IReadOnlyList<Problem> problems)
    {
        foreach (Problem problem in problems)
            System.Console.Error.WriteLine($"drift: {problem}");
    }

    /// <summary>As <see cref="Problems"/>, but only on the first of the processes that a launcher started.</summary>
    public static void ProblemsOnce(IReadOnlyList<Problem> problems)
    {
        if (MpiEnvironment.LaunchedRank == 0)
            Problems(problems);
    }

    public static void Note(string text) => System.Console.Error.WriteLine($"drift: {text}");

    /// <summary>What a run says before it starts.</summary>
    public static void Warnings(RunPlan plan)
    {
        foreach (string warning in plan.Warnings())
            Note($"warning: {warning}");
    }

    /// <summary>The end of a run in two or three lines.</summary>
    public static void Report(RunReport report)
    {
        foreach ((ParticleStatus status, long count) in report.Ended)
            Note($"warning: {count} of {report.Trajectories} particles ended: {Words(status)}");
        string sections = string.Join(", ", report.Sections.Select(s => $"{s.Key.ToLowerInvariant()} {Seconds(s.Value)}"));
        Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Output}: {report.Trajectories} trajectories, {Rate(report.Rate)} particle-steps/s on {Count(report.Ranks, "rank")} × {Count(report.ThreadsPerRank, "thread")}"));
        Note($"{Seconds(report.Wall)} in all ({sections}); peak memory {report.PeakMemoryBytes >> 20} MiB per rank");
    }

    /// <summary>A rate with its prefix, such as "215.3 million".</summary>
    public static string Rate(double perSecond) => perSecond >= 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.0} million")
        : string.Create(CultureInfo.InvariantCulture, $"{perSecond:0}");

    /// <summary>A duration as people read it: 3.21 s, 4 min 5 s, 2 h 3 min.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        < 3600 => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>A number of things.</summary>
    public static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Words(ParticleStatus status) => status switch
    {
        ParticleStatus.OutOfGrid => "they left the grid of a field",
        ParticleStatus.OutOfTime => "they needed a field outside its times",
        ParticleStatus.AboveSurface => "they rose above the surface of the water",
        ParticleStatus.BelowBottom => "they sank below the bottom, or below the last level of a field",
        ParticleStatus.NotFinite => "their position stopped being a finite number",
        ParticleStatus.Deleted => "a kernel deleted them",
        _ => status.ToString(),
    };
}
