using System.Text;
using System.Text.RegularExpressions;

namespace Drift.Core.Experiments.Document;

/// <summary>
/// Finds files by a pattern as a shell does: <c>*</c> and <c>?</c> within a name, <c>[a-c]</c> one of some letters,
/// <c>**</c> any folders. Hidden files are found only by patterns that begin with a dot.
/// </summary>
internal static class FilePattern
{
    private static readonly EnumerationOptions Options = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The files that match, in ordinal order of their paths.</summary>
    /// <param name="pattern">A full path; a file of exactly that name is taken as it is.</param>
    public static IReadOnlyList<string> Find(string pattern)
    {
        if (File.Exists(pattern))
            return [pattern];
        string[] parts = pattern.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        string root = Path.GetPathRoot(pattern) ?? "/";
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(root, parts.AsSpan(root.Length > 1 ? 1 : 0), found);
        return [.. found];
    }

    /// <summary>The deepest folder of a pattern that exists, for a message.</summary>
    public static string ExistingFolder(string pattern)
    {
        string? folder = Path.GetDirectoryName(pattern);
        while (folder is not null && !Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        return folder ?? "/";
    }

    private static void Walk(string folder, ReadOnlySpan<string> parts, SortedSet<string> found)
    {
        if (parts.IsEmpty)
            return;
        string part = parts[0];
        bool last = parts.Length == 1;
        if (part is "**")
        {
            // No folder at all, or one more; links are not followed, so that a circle of them ends.
            Walk(folder, last ? ["*"] : parts[1..], found);
            foreach (string inner in Directories(folder).Where(inner => !Path.GetFileName(inner).StartsWith('.') && new DirectoryInfo(inner).LinkTarget is null))
                Walk(inner, parts, found);
        }
        else if (part.AsSpan().IndexOfAny("*?[") < 0)
        {
            string path = Path.Combine(folder, part);
            if (last && File.Exists(path))
                found.Add(path);
            else if (!last && Directory.Exists(path))
                Walk(path, parts[1..], found);
        }
        else
        {
            Regex match = Match(part);
            foreach (string path in last ? Files(folder) : Directories(folder))
            {
                string name = Path.GetFileName(path);
                if (!match.IsMatch(name) || (name.StartsWith('.') && !part.StartsWith('.')))
                    continue;
                if (last)
                    found.Add(path);
                else
                    Walk(path, parts[1..], found);
            }
        }
    }

    private static string[] Files(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*", Options) : [];

    private static string[] Directories(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder, "*", Options) : [];

    private static Regex Match(string part)
    {
        var expression = new StringBuilder("\\A");
        for (int i = 0; i < part.Length; i++)
        {
            int close = part[i] == '[' ? part.IndexOf(']', Math.Min(i + 2, part.Length)) : -1;
            if (close > 0)
            {
                string letters = part[(i + 1)..close];
                bool not = letters.StartsWith('!');
                expression.Append(not ? "[^" : "[").Append((not ? letters[1..] : letters).Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)).Append(']');
                i = close;
            }
            else
            {
                expression.Append(part[i] switch { '*' => ".*", '?' => ".", var letter => Regex.Escape(letter.ToString()) });
            }
        }
        try
        {
            return new Regex(expression.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (ArgumentException)
        {
            // A range from back to front, as in [z-a]: the brackets are taken as they stand.
            return new Regex("\\A" + Regex.Escape(part) + "\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
    }
}
