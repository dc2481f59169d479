using Drift.Core.Foundation;

namespace Drift.Core.Gather;

/// <summary>How values of all ranks are combined.</summary>
public enum Reduction
{
    /// <summary>The sum; for integers only, so that the order of ranks does not matter.</summary>
    Sum,

    /// <summary>The smallest value.</summary>
    Min,

    /// <summary>The largest value.</summary>
    Max,
}

/// <summary>
/// A group of ranks that work together: the only way in which a run knows that it is not alone.
/// Root is always rank 0. All methods but <see cref="Abort"/> are collective and belong on the main thread.
/// </summary>
/// <remarks>
/// Errors: an error on one rank alone is made known by <see cref="Abort"/> at the top of the program, never by disposing,
/// which is collective and would wait for ranks that wait elsewhere. Nothing else that a run disposes on its way out
/// (blocks of node memory, requests, writers) waits for other ranks.
/// </remarks>
public interface ICommunicator : IDisposable
{
    /// <summary>This process's number, 0 … Size − 1.</summary>
    int Rank { get; }

    /// <summary>Number of ranks, at least 1.</summary>
    int Size { get; }

    /// <summary>Ranks of this group that share this rank's node, at least 1.</summary>
    int RanksOnNode { get; }

    /// <summary>The library behind it with its version, such as "Open MPI 4.1.4", or "none".</summary>
    string Library { get; }

    /// <summary>Memory shared by the ranks of this node.</summary>
    INodeMemory NodeMemory { get; }

    /// <summary>Waits until all ranks are here.</summary>
    void Barrier();

    /// <summary>Copies the values of rank 0 to all ranks.</summary>
    /// <param name="values">Values, the same length on every rank.</param>
    void Broadcast<T>(Span<T> values) where T : unmanaged;

    /// <summary>Combines the values of all ranks element by element, and gives every rank the result.</summary>
    /// <param name="values">Values, the same length on every rank, not NaN; replaced by the result. T is int, long or double.</param>
    /// <param name="reduction">Sum is refused for double.</param>
    /// <exception cref="ArgumentException">As <see cref="Reductions.Check{T}"/>.</exception>
    void Allreduce<T>(Span<T> values, Reduction reduction) where T : unmanaged;

    /// <summary>Collects the values of all ranks at rank 0, in the order of ranks.</summary>
    /// <param name="values">This rank's values, <c>counts[Rank]</c> of them.</param>
    /// <param name="counts">Number of values of each rank (rank).</param>
    /// <param name="gathered">At rank 0 room for the sum of <paramref name="counts"/>; elsewhere ignored.</param>
    void GatherFlattened<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> counts, Span<T> gathered) where T : unmanaged;

    /// <summary>Starts a <see cref="GatherFlattened"/> that goes on while the caller computes.</summary>
    /// <param name="values">This rank's values; must stay untouched until the request has ended.</param>
    /// <param name="counts">Number of values of each rank (rank).</param>
    /// <param name="gathered">At rank 0 room for all; elsewhere ignored.</param>
    /// <returns>The request; Test or Wait must be called until it has ended.</returns>
    IRequest BeginGatherFlattened<T>(Memory<T> values, ReadOnlySpan<int> counts, Memory<T> gathered) where T : unmanaged;

    /// <summary>The integer that stands for this group in Fortran, which parallel files take; −1 without MPI.</summary>
    int FortranHandle { get; }

    /// <summary>Ends all ranks at once with this exit code; does not return where there is more than one rank.</summary>
    void Abort(int exitCode);
}

/// <summary>A communication under way.</summary>
public interface IRequest : IDisposable
{
    /// <summary>Drives the communication on.</summary>
    /// <returns>Whether it has ended.</returns>
    bool Test();

    /// <summary>Waits until it has ended.</summary>
    void Wait();
}
