using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Particles;
using Drift.Mpi.Communicators;
using Drift.Mpi.Native;

namespace Drift.Mpi.Probe;

/// <summary>One small case per routine; each holds on any number of ranks, and "all" runs them one after another.</summary>
internal static unsafe class Routines
{
    public static Dictionary<string, Action<ICommunicator, string[]>> All { get; } = new(StringComparer.Ordinal)
    {
        ["identity"] = (c, _) => Identity(c),
        ["barrier"] = (c, _) => Barrier(c),
        ["broadcast"] = (c, _) => Broadcast(c),
        ["allreduce"] = (c, _) => Allreduce(c),
        ["gather"] = (c, _) => GatherValues(c),
        ["gather-cut"] = (c, _) => GatherInSmallCalls(),
        ["begin-gather"] = (c, _) => BeginGather(c),
        ["node-memory"] = (c, _) => NodeMemory(c),
        ["trajectories"] = (c, _) => Trajectories(c),
        ["null-references"] = (_, _) => NullReferences(),
        ["errors"] = (_, _) => Errors(),
        ["main-thread"] = (c, _) => MainThread(c),
    };

    private static void Identity(ICommunicator c)
    {
        Expect.Equal(MpiEnvironment.LaunchedRank, c.Rank);
        Expect.True(c.Rank >= 0 && c.Rank < c.Size);
        Expect.Equal(c.Size, c.RanksOnNode);
        Expect.True(c.Library.StartsWith("Open MPI ", StringComparison.Ordinal) || c.Library.StartsWith("MPICH ", StringComparison.Ordinal));
        Span<int> handle = [c.FortranHandle];
        c.Broadcast(handle);
        Expect.Equal(handle[0], c.FortranHandle);
        Expect.True(c.FortranHandle >= 0);
        Expect.Throws<InvalidOperationException>(() => MpiEnvironment.Start());
    }

    private static void Barrier(ICommunicator c)
    {
        // Each rank comes at another time; nobody may leave before the last has come.
        Span<long> last = [Environment.TickCount64 + (20 * c.Rank)];
        while (Environment.TickCount64 < last[0])
            Thread.Yield();
        c.Barrier();
        long left = Environment.TickCount64;
        c.Allreduce(last, Reduction.Max);
        Expect.True(left >= last[0]);
    }

    private static void Broadcast(ICommunicator c)
    {
        double[] values = c.Rank == 0 ? [1.5, double.NaN, -0.0] : new double[3];
        c.Broadcast<double>(values);
        Expect.True(values[0] == 1.5 && double.IsNaN(values[1]) && double.IsNegative(values[2]));
        byte[] large = new byte[5_000_001];
        if (c.Rank == 0)
            Array.Fill(large, (byte)77);
        c.Broadcast<byte>(large);
        Expect.True(large.AsSpan().IndexOfAnyExcept((byte)77) < 0);
        c.Broadcast<int>([]);
    }

    private static void Allreduce(ICommunicator c)
    {
        int n = c.Size;
        int[] small = [c.Rank, -c.Rank];
        c.Allreduce<int>(small, Reduction.Max);
        Expect.True(small[0] == n - 1 && small[1] == 0);
        long[] large = [1L << 40, c.Rank];
        c.Allreduce<long>(large, Reduction.Sum);
        Expect.True(large[0] == n * (1L << 40) && large[1] == n * (n - 1L) / 2);
        double[] real = [c.Rank + 0.25, c.Rank == n - 1 ? double.NegativeInfinity : 0];
        c.Allreduce<double>(real, Reduction.Min);
        Expect.True(real[0] == 0.25 && double.IsNegativeInfinity(real[1]));
        c.Allreduce<int>([], Reduction.Sum);
        Expect.Throws<ArgumentException>(() => c.Allreduce<double>(new double[1], Reduction.Sum));
        Expect.Throws<ArgumentException>(() => c.Allreduce<short>(new short[1], Reduction.Max));
    }

    private static void GatherValues(ICommunicator c)
    {
        // Ragged: rank r brings r² values, every third rank none.
        int[] counts = [.. Enumerable.Range(0, c.Size).Select(r => r % 3 == 2 ? 0 : r * r)];
        int before = counts[..c.Rank].Sum();
        long[] mine = [.. Enumerable.Range(before, counts[c.Rank]).Select(i => (long)i << 32)];
        long[] all = new long[c.Rank == 0 ? counts.Sum() : 0];
        c.GatherFlattened<long>(mine, counts, all);
        for (int i = 0; i < all.Length; i++)
            Expect.Equal((long)i << 32, all[i]);
        c.GatherFlattened<int>([], new int[c.Size], []);
        Expect.Throws<ArgumentException>(() => c.GatherFlattened<int>([], new int[c.Size + 1], []));
    }

    private static void GatherInSmallCalls()
    {
        // The same way as for more than 2³¹ bytes, in calls of 7 bytes that cut through values and ranks.
        var c = new MpiCommunicator(MpiLibrary.Load(Launcher.Current), finalizes: false, window: 7);
        int[] counts = [.. Enumerable.Range(0, c.Size).Select(r => r % 2 == 0 ? 5 : 0)];
        int before = counts[..c.Rank].Sum();
        double[] mine = [.. Enumerable.Range(before, counts[c.Rank]).Select(i => Math.ScaleB(i, -3))];
        double[] all = new double[c.Rank == 0 ? counts.Sum() : 0];
        c.GatherFlattened<double>(mine, counts, all);
        Check(all);
        Array.Clear(all);
        using (IRequest request = c.BeginGatherFlattened<double>(mine, counts, all))
            request.Wait();
        Check(all);
        double[] told = c.Rank == 0 ? [1, 2, 3] : new double[3];
        c.Broadcast<double>(told);
        Expect.True(told.AsSpan().SequenceEqual([1, 2, 3]));

        static void Check(double[] all)
        {
            for (int i = 0; i < all.Length; i++)
                Expect.Equal(Math.ScaleB(i, -3), all[i]);
        }
    }

    private static void BeginGather(ICommunicator c)
    {
        // Two gathers at once, ended in the other order, with the collector moving whatever is not held in place.
        int n = 100_000 + c.Rank;
        int[] counts = [.. Enumerable.Range(0, c.Size).Select(r => 100_000 + r)];
        int total = c.Rank == 0 ? counts.Sum() : 0;
        int[] first = new int[n];
        int[] second = new int[n];
        Array.Fill(first, c.Rank);
        Array.Fill(second, -c.Rank);
        int[] a = new int[total];
        int[] b = new int[total];
        using IRequest one = c.BeginGatherFlattened<int>(first, counts, a);
        using IRequest two = c.BeginGatherFlattened<int>(second, counts, b);
        for (int i = 0; i < 20 && !two.Test(); i++)
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        two.Wait();
        one.Wait();
        Expect.True(one.Test() && two.Test());
        for (int r = 0, at = 0; c.Rank == 0 && r < c.Size; at += counts[r++])
        {
            Expect.True(a.AsSpan(at, counts[r]).IndexOfAnyExcept(r) < 0);
            Expect.True(b.AsSpan(at, counts[r]).IndexOfAnyExcept(-r) < 0);
        }
    }

    private static void NodeMemory(ICommunicator c)
    {
        INodeMemory memory = c.NodeMemory;
        Expect.Equal(c.Rank == 0, memory.Owner);
        NodeBlock old = memory.Allocate(1_000_003);
        for (int round = 1; round <= 3; round++)
        {
            NodeBlock block = memory.Allocate(8 * 1024);
            Expect.Equal(0, (int)(block.Address % 64));
            Expect.Equal(8 * 1024L, block.Bytes);
            var values = new Span<long>((void*)block.Address, 1024);
            Expect.True(values.IndexOfAnyExcept(0) < 0);
            memory.Fence();
            if (memory.Owner)
                values.Fill(round);
            memory.Fence();
            Expect.True(values.IndexOfAnyExcept(round) < 0);
            old.Dispose();
            old.Dispose();
            old = block;
        }
        memory.Allocate(0).Dispose();
        old.Dispose();
    }

    private static void Trajectories(ICommunicator c)
    {
        long[] even = [0, 1, 5, c.Size, 1000];
        foreach (long total in even)
            Gathered.Check(c, Partition.Even(total, c.Size), rowsPerBlock: 64);
        long[] ragged = [.. Enumerable.Range(0, c.Size).Select(r => r % 2 == 1 ? 0L : 17 * r)];
        Gathered.Check(c, Partition.Of(ragged), rowsPerBlock: 10);
    }

    private static void NullReferences()
    {
        int caught = 0;
        for (int i = 0; i < 1000; i++)
        {
            try
            {
                string? nothing = i < 0 ? "" : null;
                caught += nothing!.Length;
            }
            catch (NullReferenceException)
            {
                caught++;
            }
        }
        Expect.Equal(1000, caught);
    }

    private static void Errors()
    {
        // A count below zero: MPI must return an error, not end the program, and its text must reach the user.
        nint nowhere = 0;
        nint world = MpiLibrary.Load(Launcher.Current).Constants.World;
        try
        {
            MpiErrors.Check(Native.Mpi.MPI_Bcast(&nowhere, -1, MpiLibrary.Load(Launcher.Current).Constants.Byte, 0, world), "MPI_Bcast");
        }
        catch (DriftException e)
        {
            Expect.Equal(ExitCode.Mpi, e.Code);
            Expect.True(e.Message.StartsWith("MPI_Bcast: ", StringComparison.Ordinal) && e.Message.Contains("count", StringComparison.OrdinalIgnoreCase));
            return;
        }
        Expect.True(false);
    }

    private static void MainThread(ICommunicator c)
    {
        Exception? error = null;
        var other = new Thread(() =>
        {
            try
            {
                c.Barrier();
            }
            catch (InvalidOperationException e)
            {
                error = e;
            }
        });
        other.Start();
        other.Join();
        Expect.True(error is not null);
    }
}
