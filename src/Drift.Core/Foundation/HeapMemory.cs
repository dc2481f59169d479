using System.Runtime.InteropServices;

namespace Drift.Core.Foundation;

/// <summary>Node memory of a single rank: the heap of this process.</summary>
public sealed unsafe class HeapMemory : INodeMemory
{
    /// <summary>The only instance: it has no state.</summary>
    public static HeapMemory Instance { get; } = new();

    /// <inheritdoc/>
    public bool Owner => true;

    /// <inheritdoc/>
    public NodeBlock Allocate(long bytes) => new HeapBlock(bytes);

    /// <inheritdoc/>
    public void Fence()
    {
    }

    /// <inheritdoc/>
    public void Max(Span<int> values)
    {
    }

    private sealed class HeapBlock : NodeBlock
    {
        private void* address;

        public HeapBlock(long bytes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bytes);
            nuint size = (nuint)Math.Max(bytes, 64);
            address = NativeMemory.AlignedAlloc(size, 64);
            NativeMemory.Clear(address, size);
            Bytes = bytes;
        }

        ~HeapBlock() => Dispose(false);

        public override nint Address => (nint)address;

        public override long Bytes { get; }

        protected override void Dispose(bool disposing)
        {
            NativeMemory.AlignedFree(address);
            address = null;
        }
    }
}
