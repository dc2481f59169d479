using System.Diagnostics;
using System.Globalization;
using Drift.Core.Gather;
using Drift.Core.Particles;

namespace Drift.Mpi.Probe;

/// <summary>What calls cost, printed by rank 0; no test looks at the figures.</summary>
internal static class Measures
{
    public static Dictionary<string, Action<ICommunicator, string[]>> All { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = (_, _) => { },
        ["latency"] = (c, _) => Latency(c),
        ["bandwidth"] = (c, a) => Bandwidth(c, a.Length > 0 ? long.Parse(a[0], CultureInfo.InvariantCulture) : 4_000_000),
    };

    private static void Latency(ICommunicator c)
    {
        Report(c, "barrier", 20_000, c.Barrier);
        long[] value = [1];
        Report(c, "allreduce of one number", 20_000, () => c.Allreduce<long>(value, Reduction.Max));
        int[] counts = new int[c.Size];
        Report(c, "gather of nothing", 20_000, () => c.GatherFlattened<byte>([], counts, []));
    }

    private static void Bandwidth(ICommunicator c, long rows)
    {
        Partition partition = Partition.Even(rows, c.Size);
        int count = (int)partition.Count(c.Rank);
        using var column = new Column(new Variable("lon", NumberType.Float64, "", ""), count);
        using var status = new Column(new Variable("status", NumberType.Int8, "", ""), count);
        var block = new TrajectoryBlock(partition.First(c.Rank), [column], status, StatusSet.Errors);
        var gather = new TrajectoryGather(c, new GatherPlan(partition));
        byte[] copy = new byte[rows * 8];
        double bytes = rows * 8.0;
        double seconds = Report(c, "gather", 10, () => gather.Gather(block, (_, _, _) => { }));
        if (c.Rank != 0)
            return;
        byte[] source = new byte[copy.Length];
        Array.Fill(source, (byte)1);
        source.CopyTo(copy, 0);
        long start = Stopwatch.GetTimestamp();
        source.CopyTo(copy, 0);
        double plain = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"gather {bytes / seconds / 1e9:F2} GB/s, memcpy {bytes / plain / 1e9:F2} GB/s"));
    }

    private static double Report(ICommunicator c, string what, int times, Action action)
    {
        for (int i = 0; i < Math.Min(times, 1000); i++)
            action();
        c.Barrier();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            action();
        double each = Stopwatch.GetElapsedTime(start).TotalSeconds / times;
        if (c.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {each * 1e6:F2} us"));
        return each;
    }
}
