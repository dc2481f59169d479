namespace Drift.Core.Experiments;

/// <summary>A record from the experiment file, which knows where each of its keys stands.</summary>
public abstract record Spec
{
    /// <summary>Where the record stands.</summary>
    public SpecPlace Place { get; init; } = SpecPlace.None;

    /// <summary>Where each key that was given stands.</summary>
    internal IReadOnlyDictionary<string, SpecPlace> KeyPlaces { get; init; } = new Dictionary<string, SpecPlace>(StringComparer.Ordinal);

    /// <summary>Whether a key was given.</summary>
    /// <param name="key">Name of the key within this record.</param>
    public bool Has(string key) => KeyPlaces.ContainsKey(key);

    /// <summary>Where a key stands.</summary>
    /// <param name="key">Name of the key within this record.</param>
    /// <returns>The place of its value, or that of this record if the key was not given.</returns>
    public SpecPlace PlaceOf(string key) => KeyPlaces.TryGetValue(key, out SpecPlace? place) ? place : Place;
}
