using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>Looks whether the fields that others are computed from exist, and that none is computed from itself.</summary>
internal static class DerivationChecks
{
    /// <summary>Refuses a field that cannot be computed.</summary>
    /// <exception cref="DriftException">Code Preflight: a field is missing, or computed from itself.</exception>
    public static void Throw(Field field, IReadOnlyDictionary<string, Field> fields)
    {
        Problem? problem = Find(field.Name, $"field {field.Name}", name => fields.TryGetValue(name, out Field? part) ? part.Derivation?.Parts ?? [] : null, [.. fields.Keys]);
        if (problem is not null)
            throw new DriftException(ExitCode.Preflight, problem);
    }

    /// <summary>What keeps a field from being computed.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="place">Where it was defined.</param>
    /// <param name="partsOf">Names of the fields that one is made of; null for one that does not exist.</param>
    /// <param name="known">Names of all fields.</param>
    /// <returns>The problem; null if there is none.</returns>
    public static Problem? Find(string field, string place, Func<string, IReadOnlyList<string>?> partsOf, IReadOnlyCollection<string> known)
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        return Follow(field, []);

        Problem? Follow(string name, List<string> way)
        {
            if (way.Contains(name, StringComparer.Ordinal))
            {
                // Only the circle itself, without the way to it, and told alike from wherever it was found.
                string[] circle = [.. way.SkipWhile(before => !string.Equals(before, name, StringComparison.Ordinal))];
                int first = Array.IndexOf(circle, circle.Min(StringComparer.Ordinal));
                string told = string.Join(" → ", [.. circle[first..], .. circle[..first], circle[first]]);
                return new Problem(place, $"fields are made of themselves: {told}", "make one of them of other fields");
            }

            if (finished.Contains(name))
                return null;
            if (partsOf(name) is not { } parts)
                return new Problem(
                    place, $"{(way.Count > 0 ? way[^1] : field)} is made of a field {name}, which does not exist",
                    Suggestion.Nearest(name, [.. known, .. ExpressionParser.Places]) is { } near ? $"did you mean '{near}'?" : Suggestion.Remedy(name, known));
            way.Add(name);
            foreach (string part in parts)
            {
                if (Follow(part, way) is { } problem)
                    return problem;
            }

            way.RemoveAt(way.Count - 1);
            finished.Add(name);
            return null;
        }
    }
}
