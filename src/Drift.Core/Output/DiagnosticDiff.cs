using Drift.Core.Files;

namespace Drift.Core.Output;

/// <summary>Compares the diagnostics of two runs.</summary>
public static class DiagnosticDiff
{
    /// <summary>The diagnostics' files beside a file of trajectories.</summary>
    /// <param name="output">The file of trajectories.</param>
    public static IReadOnlyList<string> FilesOf(string output) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(output)) ?? "/", Path.GetFileNameWithoutExtension(output) + ".*.nc").Order(StringComparer.Ordinal)];

    /// <summary>The first difference in the values of two files, in words; null where all are the same bits.</summary>
    /// <param name="first">A file.</param>
    /// <param name="second">Another one.</param>
    /// <exception cref="Foundation.DriftException">One of them cannot be read.</exception>
    public static string? Compare(string first, string second)
    {
        using NetcdfReader a = NetcdfReader.Open(first), b = NetcdfReader.Open(second);
        string[] names = [.. a.Variables.Select(v => v.Name)];
        if (!names.SequenceEqual(b.Variables.Select(v => v.Name), StringComparer.Ordinal))
            return $"other variables: {string.Join(", ", names)}; {string.Join(", ", b.Variables.Select(v => v.Name))}";
        foreach (NetcdfVariable variable in a.Variables)
        {
            NetcdfVariable other = b.Variable(variable.Name);
            if (variable.Type != other.Type || !variable.Dimensions.Select(d => d.Length).SequenceEqual(other.Dimensions.Select(d => d.Length)))
                return $"{variable.Name} has another shape";
            byte[] valuesA = Raw(a, variable), valuesB = Raw(b, other);
            int different = valuesA.AsSpan().CommonPrefixLength(valuesB);
            if (different < valuesA.Length)
                return $"{variable.Name} differs at its value {different / NetcdfPath.SizeOf(variable.Type)}";
        }

        return null;
    }

    private static byte[] Raw(NetcdfReader file, NetcdfVariable variable)
    {
        byte[] values = new byte[variable.Count * NetcdfPath.SizeOf(variable.Type)];
        file.ReadRaw(variable, new long[variable.Dimensions.Count], [.. variable.Dimensions.Select(d => d.Length)], values);
        return values;
    }
}
