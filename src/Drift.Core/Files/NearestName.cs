namespace Drift.Core.Files;

/// <summary>Finds what somebody may have meant by a name that is not there.</summary>
internal static class NearestName
{
    /// <summary>The closest of the names that are there, or null where none is close.</summary>
    /// <remarks>Source: Levenshtein (1966), without regard to case; close means at most a third of the letters differ.</remarks>
    internal static string? Of(string name, IEnumerable<string> there)
    {
        string? best = null;
        int least = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in there)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
                (best, least) = (candidate, distance);
        }
        return best ?? there.FirstOrDefault(c => name.Length > 2 && c.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
