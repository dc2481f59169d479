using Drift.Core.Foundation;

namespace Drift.Core.Gather;

/// <summary>The group of one rank: no launcher, no MPI library.</summary>
public sealed class SelfCommunicator : ICommunicator
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public int RanksOnNode => 1;

    /// <inheritdoc/>
    public string Library => "none";

    /// <inheritdoc/>
    public INodeMemory NodeMemory => HeapMemory.Instance;

    /// <inheritdoc/>
    public int FortranHandle => -1;

    /// <inheritdoc/>
    public void Barrier()
    {
    }

    /// <inheritdoc/>
    public void Broadcast<T>(Span<T> values) where T : unmanaged
    {
    }

    /// <inheritdoc/>
    public void Allreduce<T>(Span<T> values, Reduction reduction) where T : unmanaged => Reductions.Check<T>(reduction);

    /// <inheritdoc/>
    public void GatherFlattened<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> counts, Span<T> gathered) where T : unmanaged =>
        values[..counts[0]].CopyTo(gathered);

    /// <inheritdoc/>
    public IRequest BeginGatherFlattened<T>(Memory<T> values, ReadOnlySpan<int> counts, Memory<T> gathered) where T : unmanaged
    {
        values.Span[..counts[0]].CopyTo(gathered.Span);
        return new EndedRequest();
    }

    /// <inheritdoc/>
    public void Abort(int exitCode) => System.Environment.Exit(exitCode);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class EndedRequest : IRequest
    {
        public bool Test() => true;

        public void Wait()
        {
        }

        public void Dispose()
        {
        }
    }
}
