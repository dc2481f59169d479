using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Document;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments.Keys;

/// <summary>
/// A section of the experiment file: the one list of its keys, by which it is read, checked and described.
/// </summary>
/// <param name="words">What it is, with its article.</param>
/// <param name="keys">Its keys.</param>
/// <param name="validate">Checks that concern several keys.</param>
internal sealed class Section<TSpec>(string words, Key<TSpec>[] keys, Func<TSpec, NodeAt, TSpec>? validate = null) : Form<TSpec>
    where TSpec : Spec, new()
{
    public override string Words => words;

    public override IEnumerable<KeyDescription> Describe(string path) => keys.SelectMany(key => key.Describe(path));

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out TSpec value)
    {
        value = null;
        if (at.Node is not MapNode map)
            return at.Expected(words);
        var places = new Dictionary<string, SpecPlace>(StringComparer.Ordinal);
        var spec = new TSpec();
        foreach (MapEntry entry in map.Entries)
        {
            NodeAt child = at.Child(entry.Key, entry.Value);
            places[entry.Key] = child.Place;
            if (keys.FirstOrDefault(key => string.Equals(key.Name, entry.Key, StringComparison.Ordinal)) is { } known)
                spec = known.Read(spec, child);
            else
                Unknown(at, entry);
        }
        foreach (Key<TSpec> key in keys.Where(key => key.Required && map.Find(key.Name) is null))
            at.Problems.Add(at.Place with { Key = at.Path(key.Name) }, "it is missing", $"give {key.Words}");
        spec = spec with { Place = at.Place, KeyPlaces = places };
        value = validate?.Invoke(spec, at) ?? spec;
        // The record is handed on even where keys in it have problems, so that the rest of it is still checked.
        return true;
    }

    private void Unknown(NodeAt at, MapEntry entry)
    {
        string[] names = [.. keys.Where(key => !key.Reserved).Select(key => key.Name)];
        at.Problems.Add(entry.KeyMark, at.Path(entry.Key), $"unknown key '{entry.Key}'", Suggestion.Remedy(entry.Key, names));
    }
}

/// <summary>Makes keys, in the words of a table.</summary>
internal static class Key
{
    /// <summary>A key that may be left out.</summary>
    public static Key<TSpec> Optional<TSpec, T>(string name, Form<T> form, Func<TSpec, T, TSpec> put, string summary, string initial = "") =>
        new ValueKey<TSpec, T>(name, form, put, summary, initial, false);

    /// <summary>A key that must be given.</summary>
    public static Key<TSpec> Required<TSpec, T>(string name, Form<T> form, Func<TSpec, T, TSpec> put, string summary) =>
        new ValueKey<TSpec, T>(name, form, put, summary, "", true);

    /// <summary>A key that is kept for later.</summary>
    public static Key<TSpec> Reserved<TSpec>(string name, string summary) => new ReservedKey<TSpec>(name, summary);
}
