using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>What becomes of particles, by the status that they get.</summary>
public sealed record OnErrorSpec : Spec
{
    /// <summary>The status of a particle that rose above the surface.</summary>
    public const string AboveSurface = "above_surface";

    /// <summary>The status of a particle that sank below the bottom.</summary>
    public const string BelowBottom = "below_bottom";

    private static readonly (string, OnError)[] Ends = [("delete", OnError.Delete), ("abort", OnError.Abort), ("stop", OnError.Stop)];
    private static readonly (string, OnError)[] AtWater = [.. Ends, ("clamp", OnError.Clamp), ("reflect", OnError.Reflect)];

    private readonly IReadOnlyDictionary<string, OnError> given = new Dictionary<string, OnError>(StringComparer.Ordinal);

    /// <summary>The statuses that have a policy, with what they mean and what becomes of a particle where nothing is said; null for the word that holds for all errors.</summary>
    public static IReadOnlyList<(string Name, string Meaning, OnError? Otherwise)> Statuses { get; } =
    [
        ("out_of_grid", "a particle that leaves the grid of a field that it needs", null),
        ("out_of_time", "a particle that needs a field outside its times", null),
        ("not_finite", "a particle whose position is no finite number", null),
        (AboveSurface, "a particle that rises above the surface; clamp or reflect keep it in the water", null),
        (BelowBottom, "a particle that sinks below the bottom; clamp or reflect keep it in the water", null),
        ("absorbed", "a particle that reaches an absorbing side", OnError.Delete),
        ("beached", "a particle that runs ashore", OnError.Stop),
        ("stuck", "a particle that has not moved for too long", OnError.Stop),
        ("died", "a particle whose kernel lets it die", OnError.Delete),
    ];

    /// <summary>The policy for errors that none is given for.</summary>
    public OnError Errors { get; init; } = OnError.Delete;

    /// <summary>The policy for a status.</summary>
    /// <param name="status">A name of <see cref="Statuses"/>.</param>
    public OnError Of(string status) => given.TryGetValue(status, out OnError policy) ? policy : Statuses.First(s => string.Equals(s.Name, status, StringComparison.Ordinal)).Otherwise ?? Errors;

    /// <summary>How it is read: a word for all errors, or a section by status.</summary>
    internal static Form<OnErrorSpec> Form { get; } = new EitherForm<OnErrorSpec>(
        "delete, abort or stop, or a section such as {out_of_grid: stop, above_surface: reflect}",
        new MadeForm<OnError, OnErrorSpec>(new WordForm<OnError>(Ends), (policy, at) => new() { Errors = policy, Place = at.Place }),
        section: new Section<OnErrorSpec>(
            "a section such as {out_of_grid: stop, above_surface: reflect}",
            [
                Key.Optional("errors", new WordForm<OnError>(Ends), (OnErrorSpec spec, OnError policy) => spec with { Errors = policy },
                    "what becomes of all particles with an error that is not named", "delete"),
                .. Statuses.Select(s => Key.Optional(
                    s.Name, new WordForm<OnError>(s.Name is AboveSurface or BelowBottom ? AtWater : Ends), (OnErrorSpec spec, OnError policy) => spec.With(s.Name, policy),
                    s.Meaning, s.Otherwise is { } otherwise ? otherwise.ToString().ToLowerInvariant() : "as errors")),
            ]));

    private OnErrorSpec With(string status, OnError policy) => this with { Given = new Dictionary<string, OnError>(given, StringComparer.Ordinal) { [status] = policy } };

    private IReadOnlyDictionary<string, OnError> Given { init => given = value; }
}
