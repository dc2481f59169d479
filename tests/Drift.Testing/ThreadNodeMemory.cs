using Drift.Core.Foundation;

namespace Drift.Testing;

/// <summary>Node memory of ranks that are threads: the heap, one block for all ranks of a node.</summary>
internal sealed class ThreadNodeMemory(RankGroup node, int nodeRank) : INodeMemory
{
    public bool Owner => nodeRank == 0;

    public NodeBlock Allocate(long bytes)
    {
        if (Owner)
            node.Shared = new Counted(HeapMemory.Instance.Allocate(bytes), node.Size);
        node.Meet(nameof(Allocate));
        var block = (Counted)node.Shared!;
        if (block.Whole.Bytes != bytes)
            throw new InvalidOperationException($"a rank asks for {bytes} bytes where the owner of the node asks for {block.Whole.Bytes}");
        node.Meet(nameof(Allocate));
        return new Part(block);
    }

    public void Fence() => node.Meet(nameof(Fence));

    public void Max(Span<int> values)
    {
        if (Owner)
            node.Shared = values.ToArray();
        node.Meet(nameof(Max));
        int[] all = (int[])node.Shared!;
        lock (all)
        {
            for (int i = 0; i < all.Length; i++)
                all[i] = Math.Max(all[i], values[i]);
        }

        node.Meet(nameof(Max));
        all.CopyTo(values);
        node.Meet(nameof(Max));
    }

    private sealed class Counted(NodeBlock whole, int users)
    {
        private int left = users;

        public NodeBlock Whole => whole;

        public void Release()
        {
            if (Interlocked.Decrement(ref left) == 0)
                whole.Dispose();
        }
    }

    private sealed class Part(Counted block) : NodeBlock
    {
        private bool disposed;

        public override nint Address => disposed ? 0 : block.Whole.Address;

        public override long Bytes => block.Whole.Bytes;

        protected override void Dispose(bool disposing)
        {
            if (!disposed)
                block.Release();
            disposed = true;
        }
    }
}
