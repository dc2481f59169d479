using Drift.Core.Foundation;

namespace Drift.Core.Experiments.Document;

/// <summary>Collects everything that is wrong with an experiment, so that it is said at once.</summary>
internal sealed class ProblemList(string file)
{
    // More than this helps nobody: a file in a wrong format would give one for each line.
    private const int Most = 50;
    private readonly List<(SpecPlace Place, Problem Problem)> found = [];
    private int suppressed;

    public int Count => found.Count + suppressed;

    public void Add(Mark mark, string key, string what, string remedy = "") => Add(PlaceAt(mark, key), what, remedy);

    public void Add(SpecPlace place, string what, string remedy = "") => Add(place, new Problem(place.ToString(), what, remedy));

    public void Add(SpecPlace place, Problem problem)
    {
        if (found.Count < Most)
            found.Add((place, problem));
        else
            suppressed++;
    }

    /// <summary>The place of a mark in this file.</summary>
    public SpecPlace PlaceAt(Mark mark, string key) =>
        mark.Line == 0 ? new(SpecPlace.Set, 0, 0, key) : new(file, mark.Line, mark.Column, key);

    /// <summary>Whether nothing was found so far under a key.</summary>
    public bool Sound(string key) => !found.Any(each =>
        each.Place.Key.StartsWith(key, StringComparison.Ordinal)
        && (each.Place.Key.Length == key.Length || each.Place.Key[key.Length] is '.' or '['));

    /// <summary>All problems in the order of the text, those of the command line first.</summary>
    public IReadOnlyList<Problem> InOrder()
    {
        List<Problem> all = [.. found.OrderBy(each => each.Place.Line).ThenBy(each => each.Place.Column).Select(each => each.Problem)];
        if (suppressed > 0)
            all.Add(new(file, $"and {suppressed} more problems", "mend these first"));
        return all;
    }
}
