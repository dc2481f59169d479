using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Drift.Core.Experiments.Keys;

/// <summary>Paths as they are written in an experiment file: relative to its folder, with environment variables.</summary>
internal static class InputPath
{
    /// <summary>The full path of an input file or pattern.</summary>
    public static bool TryResolve(string text, NodeAt at, [NotNullWhen(true)] out string? path)
    {
        path = TryExpand(text, at, out string? expanded) ? Path.GetFullPath(Path.Combine(at.Folder, expanded)) : null;
        return path is not null;
    }

    /// <summary>Puts environment variables in: <c>${NAME}</c>, or <c>${NAME:-default}</c> where it may be unset or empty.</summary>
    public static bool TryExpand(string text, NodeAt at, [NotNullWhen(true)] out string? expanded)
    {
        var result = new StringBuilder();
        expanded = null;
        int position = 0;
        while (text.IndexOf("${", position, StringComparison.Ordinal) is >= 0 and var begin)
        {
            int end = text.IndexOf('}', begin);
            if (end < 0)
                return at.Refuse($"'${{' in '{text}' is not closed", "write ${NAME} or ${NAME:-default}");
            string[] parts = text[(begin + 2)..end].Split(":-", 2);
            if (!parts[0].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || parts[0].Length == 0)
                return at.Refuse($"'{text[begin..(end + 1)]}' names no environment variable", "write ${NAME} or ${NAME:-default}");
            string value = Environment.GetEnvironmentVariable(parts[0]) ?? "";
            if (value.Length == 0 && parts.Length == 1)
                return at.Refuse($"the environment variable {parts[0]} is not set", $"set it, or write ${{{parts[0]}:-default}}");
            result.Append(text, position, begin - position).Append(value.Length > 0 ? value : parts[1]);
            position = end + 1;
        }
        expanded = result.Append(text, position, text.Length - position).ToString();
        return !expanded.Contains('\0', StringComparison.Ordinal) || at.Refuse("a path has no zero characters", "remove it");
    }
}
