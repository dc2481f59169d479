using Drift.Core.Foundation;
using Drift.Core.Gather;

namespace Drift.Mpi.Probe;

/// <summary>Cases that end badly on purpose: the tests look at how the job ends.</summary>
internal static class Failures
{
    public static Dictionary<string, Action<ICommunicator, string[]>> All { get; } = new(StringComparer.Ordinal)
    {
        ["abort"] = (c, a) => OnLastRank(c, () => c.Abort(int.Parse(a[0], System.Globalization.CultureInfo.InvariantCulture))),
        ["defect"] = (c, _) => OnLastRank(c, () => throw new InvalidOperationException("particle 7 at 2 h")),
        ["same-defect"] = (_, _) => throw new InvalidOperationException("found by all"),
        ["disk-full"] = (c, _) => DiskFull(c),
        ["die-on-thread"] = (c, _) => OnLastRank(c, DieOnThread),
        ["wait"] = (c, _) => WaitForEver(c),
        ["misfit"] = (c, _) => Misfit(c),
    };

    private static void OnLastRank(ICommunicator c, Action action)
    {
        if (c.Rank == c.Size - 1)
            action();
        c.Barrier();
        c.Barrier();
    }

    private static void DieOnThread()
    {
        var t = new Thread(() => throw new InvalidOperationException("nobody catches this"));
        t.Start();
        t.Join();
    }

    /// <summary>Rank 0 cannot write: its file is closed on the way out, shared memory too, and the job ends with 4.</summary>
    private static void DiskFull(ICommunicator c)
    {
        using NodeBlock fields = c.NodeMemory.Allocate(1000);
        using var file = new Closing(c.Rank);
        for (int obs = 0; ; obs++)
        {
            Gathered.Once(c, Partition.Even(100_000, c.Size), 10_000, (column, first, _) =>
            {
                if (obs == 3 && first > 50_000)
                    throw new DriftException(ExitCode.FileFailed, new Problem("out.h5", "no space left on device", "free some"));
            });
        }
    }

    private static void WaitForEver(ICommunicator c)
    {
        Console.WriteLine($"rank {c.Rank} is process {Environment.ProcessId}");
        c.Barrier();
        if (c.Rank == 0)
            Console.WriteLine("all are here");
        if (c.Rank == c.Size - 1)
            Thread.Sleep(Timeout.Infinite);
        c.Barrier();
    }

    private static void Misfit(ICommunicator c)
    {
        long wrong = c.Rank == c.Size - 1 ? 1 : 0;
        using Columns mine = Columns.Of(Partition.Even(100, c.Size), c.Rank);
        new TrajectoryGather(c, new GatherPlan(Partition.Even(100, c.Size))).Gather(mine.Block(wrong), (_, _, _) => { });
    }

    private sealed class Closing(int rank) : IDisposable
    {
        public void Dispose() => Console.WriteLine($"rank {rank} closed its file");
    }
}
