using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What the program said and wrote, in forms to compare.</summary>
internal static class Said
{
    private const string Prefix = "drift: ";

    /// <summary>The program's messages, one a line; the launcher's own are left out.</summary>
    public static string[] Messages(this ShellResult result) =>
        [.. result.ErrorLines.Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)).Select(line => line[Prefix.Length..])];

    /// <summary>Asserts that the program ended with a code after exactly these messages, and printed nothing else.</summary>
    public static void AssertProblems(this ShellResult result, ExitCode code, params string[] messages)
    {
        Assert.True(result.ExitCode == (int)code && messages.SequenceEqual(result.Messages()), $"expected {(int)code} and\n{string.Join('\n', messages)}\nbut {result}");
        Assert.Empty(result.Lines);
    }

    /// <summary>A variable at one output (trajectory).</summary>
    public static double[] At(this TrajectoryFile file, int obs, string variable)
    {
        double[] values = new double[file.Trajectories];
        file.ReadRows<double>(obs, file.IndexOf(variable), 0, values);
        return values;
    }

    /// <summary>A variable at all outputs as bits (obs · trajectory), of a range of trajectories.</summary>
    public static long[] Bits(this TrajectoryFile file, string variable, long first = 0, long? count = null)
    {
        double[] values = new double[count ?? file.Trajectories];
        var bits = new List<long>();
        for (int obs = 0; obs < file.Reached; obs++)
        {
            file.ReadRows<double>(obs, file.IndexOf(variable), first, values);
            bits.AddRange(values.Select(BitConverter.DoubleToInt64Bits));
        }

        return [.. bits];
    }
}
