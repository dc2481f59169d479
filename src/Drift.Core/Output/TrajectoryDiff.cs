using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// Compares the data of two trajectory files bit for bit, block by block. A missing value equals a missing value only with the
/// same bits, and −0 is not 0. Attributes are not compared: dates, hosts and ranks may differ; nor is whether a file is compressed.
/// Two files in the layout of Parcels are compared likewise; files of two layouts differ in shape.
/// </summary>
public static class TrajectoryDiff
{
    private const int BlockBytes = 8 << 20;

    /// <summary>Compares two files.</summary>
    /// <param name="a">Name of one file, complete or interrupted.</param>
    /// <param name="b">Name of the other.</param>
    /// <returns>The first difference, by output, then variable in the order of the file, then trajectory; null where there is none.</returns>
    /// <exception cref="Foundation.DriftException">Code Preflight: a file cannot be read, or is no trajectory file.</exception>
    /// <remarks>Allocation: two blocks of 8 MiB, whatever the size of the files.</remarks>
    public static TrajectoryDifference? Compare(string a, string b)
    {
        bool isParcels = ParcelsFile.IsOne(a);
        if (isParcels != ParcelsFile.IsOne(b))
            return Unlike(isParcels ? "layout of Parcels (trajectory, obs)" : "plain layout (time, trajectory)", isParcels ? "plain (time, trajectory)" : "that of Parcels (trajectory, obs)");
        if (isParcels)
            return ParcelsDiff.Compare(a, b);
        using TrajectoryFile left = TrajectoryFile.Open(a);
        using TrajectoryFile right = TrajectoryFile.Open(b);
        return Shape(left, right) ?? Realisations(left, right) ?? Data(left, right);
    }

    private static TrajectoryDifference? Shape(TrajectoryFile a, TrajectoryFile b)
    {
        if (a.Trajectories != b.Trajectories)
            return Unlike($"{a.Trajectories} trajectories", $"{b.Trajectories}");
        if (a.Times.Count != b.Times.Count)
            return Unlike($"{a.Times.Count} outputs", $"{b.Times.Count}");
        if (a.Reached != b.Reached)
            return Unlike($"{a.Reached} outputs reached", $"{b.Reached}");
        if (!string.Equals(a.TimeUnits, b.TimeUnits, StringComparison.Ordinal) || !string.Equals(a.Calendar, b.Calendar, StringComparison.Ordinal))
            return Unlike($"time in {a.TimeUnits} ({a.Calendar ?? "no calendar"})", $"{b.TimeUnits} ({b.Calendar ?? "no calendar"})");
        return Lacking(a, b) is { } name ? Unlike($"variable {name}", "no such variable")
            : Lacking(b, a) is { } other ? Unlike($"no variable {other}", "one of this name")
            : a.Variables.FirstOrDefault(v => !Alike(v, b.Variables[b.IndexOf(v.Name)])) is { } odd
                ? Unlike($"variable {odd.Name} of type {odd.Type}, recorded {odd.Recorded}", $"{b.Variables[b.IndexOf(odd.Name)].Type}, {b.Variables[b.IndexOf(odd.Name)].Recorded}")
            : null;
    }

    private static TrajectoryDifference? Realisations(TrajectoryFile a, TrajectoryFile b)
    {
        if (a.Seeds.Count != b.Seeds.Count)
            return Unlike($"{a.Seeds.Count} realisations", $"{b.Seeds.Count}");
        for (int r = 0; r < a.Seeds.Count; r++)
        {
            if (a.Seeds[r] != b.Seeds[r])
                return Unlike($"seed {a.Seeds[r]} of realisation {r}", $"{b.Seeds[r]}");
        }
        return null;
    }

    private static TrajectoryDifference? Data(TrajectoryFile a, TrajectoryFile b)
    {
        var left = new byte[BlockBytes];
        var right = new byte[BlockBytes];
        TrajectoryDifference? found = null;
        for (int obs = 0; obs < a.Reached && found is null; obs++)
        {
            if (BitConverter.DoubleToInt64Bits(a.Times[obs]) != BitConverter.DoubleToInt64Bits(b.Times[obs]))
            {
                return TrajectoryDifference.Of(
                    TrajectoryLayout.Time, NumberType.Float64, -1, obs, BitConverter.GetBytes(a.Times[obs]), BitConverter.GetBytes(b.Times[obs]));
            }
            for (int v = 0; v < a.Variables.Count && found is null; v++)
            {
                if (obs == 0 || a.Variables[v].Recorded == Recorded.Always)
                    found = Rows(a, b, obs, v, left, right);
            }
        }
        return found;
    }

    private static TrajectoryDifference? Rows(TrajectoryFile a, TrajectoryFile b, int obs, int variable, byte[] left, byte[] right)
    {
        Variable compared = a.Variables[variable];
        int other = b.IndexOf(compared.Name);
        int size = Column.SizeOf(compared.Type);
        for (long first = 0; first < a.Trajectories; first += BlockBytes / size)
        {
            int bytes = (int)Math.Min(BlockBytes / size, a.Trajectories - first) * size;
            a.ReadRows(obs, variable, first, left.AsSpan(0, bytes));
            b.ReadRows(obs, other, first, right.AsSpan(0, bytes));
            int same = left.AsSpan(0, bytes).CommonPrefixLength(right.AsSpan(0, bytes));
            if (same == bytes)
                continue;
            int row = same / size;
            return TrajectoryDifference.Of(
                compared.Name, compared.Type, first + row, compared.Recorded == Recorded.Once ? -1 : obs,
                left.AsSpan(row * size, size), right.AsSpan(row * size, size));
        }
        return null;
    }

    private static string? Lacking(TrajectoryFile a, TrajectoryFile b) => a.Variables.FirstOrDefault(v => b.IndexOf(v.Name) < 0)?.Name;

    private static bool Alike(Variable a, Variable b) => a.Type == b.Type && a.Recorded == b.Recorded;

    private static TrajectoryDifference Unlike(string a, string b) => new("", -1, -1, a, b, null);
}
