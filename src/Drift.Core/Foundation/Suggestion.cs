namespace Drift.Core.Foundation;

/// <summary>Finds the word that was probably meant.</summary>
public static class Suggestion
{
    /// <summary>The candidate nearest to a word, counting letters added, lost, changed or swapped; case does not count.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    /// <returns>The nearest candidate (the first of equals), or null if none is near: more than a third of the letters differ.</returns>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate);
            int limit = Math.Max(1, Math.Max(word.Length, candidate.Length) / 3);
            if (distance <= limit && distance < least)
                (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>The remedy "did you mean …", or another one if no candidate is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    /// <returns>A clause for <see cref="Problem.Remedy"/>: the nearest candidate, else all of them.</returns>
    public static string Remedy(string word, IReadOnlyCollection<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $"did you mean '{nearest}'?"
        : candidates.Count == 0 ? "none is known here"
        : "known here: " + string.Join(", ", candidates);

    // Damerau and Levenshtein's distance in its "optimal string alignment" form, on three rows.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Math.Max(a.Length, b.Length) / 3 + 1)
            return int.MaxValue;
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
