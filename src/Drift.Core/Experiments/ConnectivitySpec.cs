using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>How many particles from one region are in another, counted while the run goes on.</summary>
public sealed record ConnectivitySpec : Spec
{
    /// <summary>Names of the regions of release.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Names of the regions of arrival.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Time between two counts; null for at each output.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<ConnectivitySpec> Keys { get; } = new(
        "a section such as {from: [north, south], to: [north, south]}",
        [
            Key.Required("from", Names, (ConnectivitySpec spec, IReadOnlyList<string> names) => spec with { From = names }, "names of regions in which particles are released"),
            Key.Required("to", Names, (ConnectivitySpec spec, IReadOnlyList<string> names) => spec with { To = names }, "names of regions in which they may be later"),
            DiagnosticTimes.Every((ConnectivitySpec spec, TimeSpan every) => spec with { Every = every }),
        ]);

    private static Form<IReadOnlyList<string>> Names => new ListForm<string>(new TextForm("the name of a region"), "a list of regions such as [north, south]");
}
