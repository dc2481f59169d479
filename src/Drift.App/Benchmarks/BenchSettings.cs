using Drift.Core.Integration;

namespace Drift.App.Benchmarks;

/// <summary>How a measurement is made.</summary>
internal sealed record BenchSettings
{
    /// <summary>Particles of a run.</summary>
    public int Particles { get; init; } = 100_000;

    /// <summary>Rounds, in which all that is compared takes turns.</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>A fifth of the steps.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Width of lanes.</summary>
    public LaneWidth Lanes { get; init; } = LaneWidths.Choose();

    /// <summary>Threads of the table that compares them with one.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Part of the name of workloads, or the name of a table; empty for everything.</summary>
    public string Only { get; init; } = "";

    /// <summary>Rounds of what takes long.</summary>
    public int FewRounds => Math.Min(Rounds, 3);

    /// <summary>Steps of a run of a workload.</summary>
    public int StepsOf(Workload workload) => IsQuick ? workload.Steps / 5 : workload.Steps;
}
