using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A diagnostic that has nothing to choose but its times: the dispersion of particles, or the spread of an ensemble.</summary>
public sealed record SpreadSpec : Spec
{
    /// <summary>Time between two counts; null for at each output.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<SpreadSpec> Keys { get; } = new(
        "a section such as {} or {every: 1 h}", [DiagnosticTimes.Every((SpreadSpec spec, TimeSpan every) => spec with { Every = every })]);
}
