using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>How often the state of the run is saved, so that it can be resumed.</summary>
public sealed record CheckpointSpec : Spec
{
    /// <summary>Model time between two checkpoints, a whole number of steps; null for none.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Wall time between two checkpoints; null for none.</summary>
    public TimeSpan? Wall { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<CheckpointSpec> Keys { get; } = new(
        "a section such as {every: 5 d, wall: 30 min}",
        [
            Key.Optional("every", new DurationForm(), (CheckpointSpec spec, TimeSpan every) => spec with { Every = every }, "model time between checkpoints, a multiple of dt", "none"),
            Key.Optional("wall", new DurationForm(), (CheckpointSpec spec, TimeSpan wall) => spec with { Wall = wall }, "wall time between checkpoints", "none"),
        ],
        (spec, at) =>
        {
            if (!spec.Has("every") && !spec.Has("wall"))
                at.Refuse("it says neither 'every' nor 'wall'", "give one or both, such as {every: 5 d, wall: 30 min}");
            return spec;
        });
}
