using Xunit;

namespace Drift.Architecture.Tests;

/// <summary>What a rule of the house found.</summary>
internal static class Found
{
    /// <summary>Fails with every finding, one a line and whole.</summary>
    public static void Nothing(IEnumerable<string> findings)
    {
        string[] all = [.. findings.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
