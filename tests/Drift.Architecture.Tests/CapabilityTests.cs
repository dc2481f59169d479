using System.Text.RegularExpressions;
using Xunit;

namespace Drift.Architecture.Tests;

/// <summary>The page of capabilities names what there is.</summary>
public sealed partial class CapabilityTests
{
    private static string[][] Rows { get; } =
    [
        .. Docs.Read("docs/reference/capabilities.md").Split("## What Drift refuses")[0].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| **", StringComparison.Ordinal) && !line.StartsWith("| feature", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];

    [Fact]
    public void Each_feature_has_a_test_that_exists()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)];
        Assert.True(Rows.Length > 40);
        Found.Nothing(Rows.Where(row => !Exists(row[2].Trim('`'), sources)).Select(row => $"{row[0]}: {row[2]}"));
    }

    [Fact]
    public void Each_example_exists()
    {
        string[] links = [.. Rows.Select(row => Link().Match(row[3])).Where(match => match.Success).Select(match => match.Groups["path"].Value)];
        Assert.True(links.Length > 30);
        Found.Nothing(links.Where(link => !File.Exists(Path.Combine(Checkout.Root, "docs", "reference", link))));
    }

    private static bool Exists(string test, string[] sources)
    {
        string[] parts = test.Split('.');
        return sources.FirstOrDefault(s => string.Equals(Path.GetFileNameWithoutExtension(s), parts[0], StringComparison.Ordinal)) is { } source
            && (parts[1] is "*" || File.ReadAllText(source).Contains($" {parts[1]}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\((?<path>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
