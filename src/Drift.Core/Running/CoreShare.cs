using System.Numerics;
using Drift.Core.Foundation;
using Drift.Core.Gather;

namespace Drift.Core.Running;

/// <summary>How many threads a rank runs by default: the cores it may use, divided by the ranks that share them.</summary>
internal static class CoreShare
{
    private const int Words = AllowedCores.MaskWords + 1;

    /// <summary>Threads of this rank, at least 1.</summary>
    /// <remarks>Collective. Ranks that were bound to cores of their own share with nobody; others share all cores of the node.</remarks>
    public static int Threads(ICommunicator communicator)
    {
        ulong[] mask = AllowedCores.Mask();
        int cores = Math.Clamp(mask.Sum(BitOperations.PopCount), 1, Environment.ProcessorCount);
        if (communicator.Size == 1)
            return cores;
        ulong[] mine = [HostNumber(), .. mask];
        ulong[] all = new ulong[communicator.Size * Words];
        int[] counts = new int[communicator.Size];
        counts.AsSpan().Fill(Words);
        communicator.GatherFlattened<ulong>(mine, counts, all);
        communicator.Broadcast<ulong>(all);
        int sharing = 0;
        for (int rank = 0; rank < communicator.Size; rank++)
        {
            ReadOnlySpan<ulong> other = all.AsSpan(rank * Words, Words);
            if (other[0] == mine[0] && Overlap(other[1..], mask))
                sharing++;
        }

        return Math.Max(cores / Math.Max(sharing, 1), 1);
    }

    private static bool Overlap(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if ((a[i] & b[i]) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The same for all ranks of a host (FNV-1a of its name).</summary>
    private static ulong HostNumber()
    {
        ulong hash = 14695981039346656037;
        foreach (char c in Environment.MachineName)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
