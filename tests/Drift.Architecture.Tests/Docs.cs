using System.Text.RegularExpressions;

namespace Drift.Architecture.Tests;

/// <summary>The pages of the documentation: every Markdown file that git tracks or would.</summary>
internal static partial class Docs
{
    /// <summary>A fenced block of a page.</summary>
    /// <param name="Place">Page and line of its first line.</param>
    /// <param name="Language">What stands behind the fence.</param>
    /// <param name="Text">Its lines.</param>
    public sealed record Block(string Place, string Language, string Text);

    /// <summary>Paths from the root of the checkout.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. from file in Directory.EnumerateFiles(Checkout.Root, "*.md", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/')
           where !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.StartsWith('.')
           orderby path
           select path,
    ];

    /// <summary>The text of a page.</summary>
    public static string Read(string page) => File.ReadAllText(Path.Combine(Checkout.Root, page));

    /// <summary>All blocks of all pages in one language.</summary>
    public static IEnumerable<Block> Blocks(string language) =>
        from page in Pages
        let text = Read(page)
        from match in Fence().Matches(text)
        where string.Equals(match.Groups["language"].Value, language, StringComparison.Ordinal)
        let line = text.AsSpan(0, match.Index).Count('\n') + 2
        select new Block($"{page}:{line}", language, match.Groups["text"].Value);

    /// <summary>The targets of all links of a page, with their lines.</summary>
    public static IEnumerable<(string Place, string Target)> Links(string page)
    {
        string text = Fence().Replace(Read(page), match => new string('\n', match.Value.AsSpan().Count('\n')));
        return from match in Link().Matches(text)
               select ($"{page}:{text.AsSpan(0, match.Index).Count('\n') + 1}", match.Groups["target"].Value);
    }

    /// <summary>The name that a heading is linked by, as the usual viewers make it.</summary>
    public static IEnumerable<string> Anchors(string page) =>
        from match in Heading().Matches(Fence().Replace(Read(page), ""))
        select NotInAnchor().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^```(?<language>\w*)[^\n]*\n(?<text>.*?)^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchor();
}
