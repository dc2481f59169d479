using Drift.Core.Gather;

namespace Drift.Core.Running;

/// <summary>Runs the same experiment with several seeds, on ranks and on threads.</summary>
public static class Realisations
{
    /// <summary>Runs the realisations of this rank: a contiguous share of the seeds, some at a time.</summary>
    /// <param name="seeds">Seeds of all realisations (realisation), the same on every rank.</param>
    /// <param name="realisation">Runs one realisation; called from several threads, each time with another seed.</param>
    /// <param name="communicator">All ranks; null for this process alone.</param>
    /// <param name="workers">Realisations of this rank that run at the same time.</param>
    /// <returns>Results of this rank's seeds, in the order of the seeds.</returns>
    /// <remarks>Determinism: a realisation depends on its seed alone. Not collective: ranks do not wait for each other.</remarks>
    public static IReadOnlyList<T> Run<T>(
        IReadOnlyList<ulong> seeds, Func<ulong, T> realisation, ICommunicator? communicator = null, int workers = 1)
    {
        var partition = Partition.Even(seeds.Count, communicator?.Size ?? 1);
        int rank = communicator?.Rank ?? 0;
        int first = (int)partition.First(rank);
        var results = new T[partition.Count(rank)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(workers, 1) };
        Parallel.For(0, results.Length, parallel, i => results[i] = realisation(seeds[first + i]));
        return results;
    }
}
