using Drift.Core.Gather;

namespace Drift.Core.Running;

/// <summary>How many cores a rank may count on: those it may use, divided by the ranks that may use the same ones.</summary>
internal static class CoreShare
{
    /// <summary>The cores of this rank, at least 1.</summary>
    /// <remarks>
    /// Collective. Ranks share cores where they are on one machine and bound to the same set: launchers bind either each rank
    /// to cores of its own, or all ranks of a node to all that the job has there.
    /// </remarks>
    public static int Of(ICommunicator communicator)
    {
        long[] places = new long[communicator.Size];
        places[communicator.Rank] = Fingerprint($"{Environment.MachineName} {Allowed()}");
        communicator.Allreduce<long>(places, Reduction.Max);
        return Math.Max(Environment.ProcessorCount / places.Count(p => p == places[communicator.Rank]), 1);
    }

    /// <summary>The set of cores as the system writes it; empty where it does not say, as if all ranks of a machine shared all cores.</summary>
    private static string Allowed()
    {
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>A positive number that differs between different texts (FNV-1a), the same in every process.</summary>
    private static long Fingerprint(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return (long)(hash >> 1);
    }
}
