using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>When the run starts, how long it is, and in which steps.</summary>
public sealed record ExecutionSpec : Spec
{
    /// <summary>The start of the run.</summary>
    public StartSpec Start { get; init; } = new();

    /// <summary>Length of the run in model time, positive; a whole number of steps.</summary>
    public TimeSpan Runtime { get; init; }

    /// <summary>The step; negative if the run goes backward, never 0.</summary>
    public TimeSpan Dt { get; init; }

    /// <summary>What becomes of a particle that cannot go on.</summary>
    public OnErrorSpec OnError { get; init; } = new();

    /// <summary>Whether particles near one another are computed together; no result depends on it.</summary>
    public bool Sort { get; init; }

    /// <summary>Number of steps.</summary>
    public long Steps => Dt == TimeSpan.Zero ? 0 : Runtime.Ticks / Dt.Duration().Ticks;

    /// <summary>How it is read.</summary>
    internal static Section<ExecutionSpec> Keys { get; } = new(
        "a section such as {runtime: 10 d, dt: 1 h}",
        [
            Key.Optional("start", StartSpec.Form, (ExecutionSpec spec, StartSpec start) => spec with { Start = start }, "when the run starts", "first; last if dt is negative"),
            Key.Required("runtime", new DurationForm(), (ExecutionSpec spec, TimeSpan runtime) => spec with { Runtime = runtime }, "length of the run, a multiple of dt"),
            Key.Required("dt", new DurationForm(positive: false), (ExecutionSpec spec, TimeSpan dt) => spec with { Dt = dt }, "the time step; a negative one runs backward"),
            Key.Optional("on_error", OnErrorSpec.Form, (ExecutionSpec spec, OnErrorSpec then) => spec with { OnError = then },
                "what becomes of a particle that leaves the fields: delete it, abort the run, or let it stop in place; for all errors, or by status", "delete"),
            Key.Optional("sort", new WordForm<bool>(("true", true), ("false", false)), (ExecutionSpec spec, bool sort) => spec with { Sort = sort },
                "compute particles near one another together: faster on large fields where particles lie in no order; results are the same", "false"),
        ],
        (spec, at) =>
        {
            if (at.Sound("runtime", "dt"))
                Multiple(spec.Runtime, spec.PlaceOf("runtime"), "runtime", spec.Dt, at);
            return spec.Has("start") ? spec : spec with { Start = new() { Place = at.Place, IsLast = spec.Dt < TimeSpan.Zero } };
        });

    /// <summary>Says so if a duration is no whole number of steps, with the nearest that are.</summary>
    internal static void Multiple(TimeSpan duration, SpecPlace place, string name, TimeSpan dt, NodeAt at)
    {
        long step = dt.Duration().Ticks;
        if (step == 0 || duration.Ticks % step == 0)
            return;
        long below = duration.Ticks / step * step;
        string near = below == 0 ? "" : Durations.Format(TimeSpan.FromTicks(below)) + " or ";
        at.Problems.Add(
            place, $"{name} of {Durations.Format(duration)} is no whole number of steps of {Durations.Format(dt.Duration())}",
            $"give {near}{Durations.Format(TimeSpan.FromTicks(below + step))}, or another dt");
    }
}
