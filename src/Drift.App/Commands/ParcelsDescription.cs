using System.Runtime.InteropServices;
using Drift.Core.Output;

namespace Drift.App.Commands;

/// <summary>What an output file in the layout of Parcels holds.</summary>
internal static class ParcelsDescription
{
    private const int BlockBytes = 8 << 20;

    public static IEnumerable<(string Name, string Value)> Of(ParcelsFile file)
    {
        yield return ("file", $"{file.Path} (complete)");
        yield return ("layout", "that of Parcels, (trajectory, obs): each trajectory from its release on, fill values behind its end");
        yield return ("title", file.Attributes.FirstOrDefault(a => a.Name is "title")?.Text ?? "");
        yield return ("trajectories", OutputDescription.Number(file.Trajectories));
        yield return ("observations", $"up to {OutputDescription.Number(file.Observations)} of a trajectory, {OutputDescription.Number(Count(file))} in all");
        yield return ("time", $"{file.TimeUnits} ({file.Calendar ?? "no calendar"})");
        if (file.IndexOf("final_status") is var status and >= 0)
            yield return ("status at the last", Status(file, status));
        foreach ((string, string) line in OutputDescription.VariablesAndAttributes(file.Variables, file.Attributes))
            yield return line;
    }

    /// <summary>The observations that are there: those with a time.</summary>
    private static long Count(ParcelsFile file)
    {
        int variable = file.IndexOf("time");
        long rows = Math.Clamp(BlockBytes / sizeof(double) / file.Observations, 1, file.Trajectories);
        double[] times = new double[rows * file.Observations];
        long count = 0;
        for (long first = 0; first < file.Trajectories; first += rows)
        {
            Span<double> part = times.AsSpan(0, (int)Math.Min(rows, file.Trajectories - first) * file.Observations);
            file.ReadRows(variable, first, part.Length / file.Observations, MemoryMarshal.AsBytes(part));
            foreach (double time in part)
                count += double.IsNaN(time) ? 0 : 1;
        }

        return count;
    }

    private static string Status(ParcelsFile file, int variable)
    {
        long[] counts = new long[byte.MaxValue + 1];
        byte[] rows = new byte[(int)Math.Min(BlockBytes, file.Trajectories)];
        for (long first = 0; first < file.Trajectories; first += rows.Length)
        {
            Span<byte> part = rows.AsSpan(0, (int)Math.Min(rows.Length, file.Trajectories - first));
            file.ReadRows(variable, first, part.Length, part);
            foreach (byte status in part)
                counts[status]++;
        }

        return OutputDescription.Counted(counts);
    }
}
