namespace Drift.Core.Foundation;

/// <summary>
/// Memory that all ranks of one node see: fields are held once per node, not once per rank.
/// On one rank it is ordinary memory.
/// </summary>
public interface INodeMemory
{
    /// <summary>Whether this rank fills the memory (the lowest rank of the node); the others only read it.</summary>
    bool Owner { get; }

    /// <summary>Allocates zeroed memory, aligned to 64 bytes.</summary>
    /// <param name="bytes">Size in bytes, the same on every rank of the node.</param>
    /// <returns>The memory; to be disposed by every rank of the node, in the same order.</returns>
    /// <remarks>Collective over the ranks of the node.</remarks>
    NodeBlock Allocate(long bytes);

    /// <summary>Waits for all ranks of the node and makes what the owner wrote visible to them.</summary>
    /// <remarks>Collective over the ranks of the node.</remarks>
    void Fence();

    /// <summary>Gives every rank of the node the largest value of any of them, element by element.</summary>
    /// <param name="values">Values, the same length on every rank; replaced by the result.</param>
    /// <remarks>Collective over the ranks of the node.</remarks>
    void Max(Span<int> values);
}

/// <summary>A piece of memory from <see cref="INodeMemory"/>.</summary>
public abstract class NodeBlock : IDisposable
{
    /// <summary>First byte, aligned to 64 bytes.</summary>
    public abstract nint Address { get; }

    /// <summary>Size in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back; called once with true, or by a finalizer with false.</summary>
    protected abstract void Dispose(bool disposing);
}
