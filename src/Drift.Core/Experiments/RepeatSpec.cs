using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A release that is repeated.</summary>
public sealed record RepeatSpec : Spec
{
    /// <summary>Time between two releases.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>Time of the last possible release after the first one; null for the end of the run.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>Number of releases.</summary>
    /// <param name="runtime">Length of the run.</param>
    public long Rounds(TimeSpan runtime) => Every <= TimeSpan.Zero ? 1 : ((Until is { } until && until < runtime ? until : runtime).Ticks / Every.Ticks) + 1;

    /// <summary>How it is read.</summary>
    internal static Form<RepeatSpec> Form { get; } = new EitherForm<RepeatSpec>(
        "a duration such as 1 d, or {every: 1 d, until: 10 d}",
        new MadeForm<TimeSpan, RepeatSpec>(new DurationForm(), (every, at) => new() { Every = every, Place = at.Place }),
        section: new Section<RepeatSpec>(
            "a section such as {every: 1 d, until: 10 d}",
            [
                Key.Required("every", new DurationForm(), (RepeatSpec spec, TimeSpan every) => spec with { Every = every }, "time between two releases"),
                Key.Optional("until", new DurationForm(), (RepeatSpec spec, TimeSpan until) => spec with { Until = until }, "time of the last release, after the first", "the end of the run"),
            ]));
}
