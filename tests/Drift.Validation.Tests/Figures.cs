using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Measured numbers for the log: lines that begin with FIGURE are collected by test.sh.</summary>
internal static class Figures
{
    /// <summary>Whether the full counts are asked for.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("DRIFT_TEST_LONG") is "1";

    /// <summary>Writes one figure: case, value and limit.</summary>
    public static void Write(FormattableString text) =>
        TestContext.Current.TestOutputHelper?.WriteLine("FIGURE " + FormattableString.Invariant(text));
}
