using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>Compares two files in the layout of Parcels bit for bit, block by block, as <see cref="TrajectoryDiff"/> does plain ones.</summary>
internal static class ParcelsDiff
{
    private const int BlockBytes = 8 << 20;

    /// <summary>The first difference, by variable in the order of the file, then trajectory, then observation; null where there is none.</summary>
    internal static TrajectoryDifference? Compare(string pathA, string pathB)
    {
        using ParcelsFile a = ParcelsFile.Open(pathA);
        using ParcelsFile b = ParcelsFile.Open(pathB);
        if (Shape(a, b) is { } shape)
            return shape;
        for (int v = 0; v < a.Variables.Count; v++)
        {
            if (Rows(a, b, v) is { } found)
                return found;
        }
        return null;
    }

    private static TrajectoryDifference? Shape(ParcelsFile a, ParcelsFile b)
    {
        if (a.Trajectories != b.Trajectories)
            return Unlike($"{a.Trajectories} trajectories", $"{b.Trajectories}");
        if (a.Observations != b.Observations)
            return Unlike($"{a.Observations} observations", $"{b.Observations}");
        if (!string.Equals(Time(a), Time(b), StringComparison.Ordinal))
            return Unlike($"time in {Time(a)}", Time(b));
        return string.Equals(Words(a), Words(b), StringComparison.Ordinal) ? null : Unlike($"variables {Words(a)}", Words(b));
    }

    private static TrajectoryDifference Unlike(string a, string b) => new("", -1, -1, a, b, null);

    private static string Time(ParcelsFile file) => $"{file.TimeUnits} ({file.Calendar ?? "no calendar"})";

    private static string Words(ParcelsFile file) =>
        string.Join(", ", file.Variables.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name} ({v.Type}, {v.Recorded})"));

    private static TrajectoryDifference? Rows(ParcelsFile a, ParcelsFile b, int variable)
    {
        Variable compared = a.Variables[variable];
        int size = Column.SizeOf(compared.Type), wide = compared.Recorded == Recorded.Once ? 1 : a.Observations;
        long rows = Math.Clamp(BlockBytes / size / wide, 1, a.Trajectories);
        byte[] left = new byte[rows * wide * size], right = new byte[left.Length];
        for (long first = 0; first < a.Trajectories; first += rows)
        {
            long count = Math.Min(rows, a.Trajectories - first);
            int bytes = (int)(count * wide) * size;
            a.ReadRows(variable, first, count, left.AsSpan(0, bytes));
            b.ReadRows(b.IndexOf(compared.Name), first, count, right.AsSpan(0, bytes));
            int same = left.AsSpan(0, bytes).CommonPrefixLength(right.AsSpan(0, bytes));
            if (same == bytes)
                continue;
            int value = same / size;
            return TrajectoryDifference.Of(
                compared.Name, compared.Type, first + (value / wide), compared.Recorded == Recorded.Once ? -1 : value % wide,
                left.AsSpan(value * size, size), right.AsSpan(value * size, size));
        }
        return null;
    }
}
