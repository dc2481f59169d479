using System.Runtime.InteropServices;
using Drift.Core.Foundation;
using Drift.Mpi.Native;
using static Drift.Mpi.Native.Mpi;

namespace Drift.Mpi.Communicators;

/// <summary>
/// Memory that the ranks of one node see, by MPI shared windows: the lowest rank of the node owns all of it.
/// </summary>
/// <remarks>
/// Giving memory back is collective in MPI, but a rank that leaves by an error must not wait for the others. So
/// disposing a block only notes it; what was noted is freed at the next <see cref="Allocate"/> or <see cref="Fence"/>,
/// where all ranks of the node meet anyway, or at the end.
/// Source: MPI-4.0, sections 12.2.3 (shared windows) and 12.5.3 (lock all, sync).
/// </remarks>
internal sealed unsafe class SharedNodeMemory : INodeMemory
{
    private const int Alignment = 64;
    private const string Backing = "/dev/shm";
    private readonly MpiConstants constants;
    private readonly List<SharedBlock> blocks = [];
    private readonly List<SharedBlock> noted = [];
    private nint node;
    private bool closed;

    /// <summary>Finds the ranks of this node. Collective over all ranks.</summary>
    public SharedNodeMemory(MpiConstants constants, nint communicator, int rank)
    {
        this.constants = constants;
        nint part = 0;
        int nodeRank;
        int ranks;
        MpiErrors.Check(
            MPI_Comm_split_type(communicator, constants.TypeShared, rank, constants.NoInfo, &part), nameof(MPI_Comm_split_type));
        node = part;
        MpiErrors.Check(MPI_Comm_set_errhandler(node, constants.ErrorsReturn), nameof(MPI_Comm_set_errhandler));
        MpiErrors.Check(MPI_Comm_rank(node, &nodeRank), nameof(MPI_Comm_rank));
        MpiErrors.Check(MPI_Comm_size(node, &ranks), nameof(MPI_Comm_size));
        Owner = nodeRank == 0;
        Ranks = ranks;
    }

    /// <summary>Number of ranks on this node.</summary>
    public int Ranks { get; }

    /// <inheritdoc/>
    public bool Owner { get; }

    /// <inheritdoc/>
    public NodeBlock Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Free();
        RequireRoom(bytes);
        nint own = Owner ? checked((nint)bytes + Alignment) : 0;
        void* address;
        nint window = 0;
        MpiErrors.Check(
            MPI_Win_allocate_shared(own, 1, constants.NoInfo, node, &address, &window), nameof(MPI_Win_allocate_shared));
        nint size;
        int unit;
        MpiErrors.Check(MPI_Win_shared_query(window, 0, &size, &unit, &address), nameof(MPI_Win_shared_query));
        MpiErrors.Check(MPI_Win_lock_all(constants.NoCheck, window), nameof(MPI_Win_lock_all));
        var block = new SharedBlock(this, window, ((nint)address + Alignment - 1) & -Alignment, bytes);
        blocks.Add(block);
        if (Owner)
            NativeMemory.Clear((void*)block.Address, (nuint)bytes);
        Fence();
        return block;
    }

    /// <inheritdoc/>
    public void Fence()
    {
        Free();
        Synchronise();
        MpiErrors.Check(MPI_Barrier(node), nameof(MPI_Barrier));
        Synchronise();
    }

    /// <inheritdoc/>
    public void Max(Span<int> values)
    {
        Free();
        int[] own = values.ToArray();
        fixed (int* send = own, receive = values)
            MpiErrors.Check(MPI_Allreduce(send, receive, values.Length, constants.Int32, constants.Max, node), nameof(MPI_Allreduce));
    }

    /// <summary>Gives everything back. Collective over the ranks of the node.</summary>
    public void Close()
    {
        noted.Clear();
        noted.AddRange(blocks);
        Free();
        nint part = node;
        MpiErrors.Check(MPI_Comm_free(&part), nameof(MPI_Comm_free));
        node = part;
        closed = true;
    }

    private void Synchronise()
    {
        foreach (SharedBlock block in blocks)
            MpiErrors.Check(MPI_Win_sync(block.Window), nameof(MPI_Win_sync));
    }

    private void Free()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        foreach (SharedBlock block in noted)
        {
            nint window = block.Window;
            MpiErrors.Check(MPI_Win_unlock_all(window), nameof(MPI_Win_unlock_all));
            MpiErrors.Check(MPI_Win_free(&window), nameof(MPI_Win_free));
            blocks.Remove(block);
        }
        noted.Clear();
    }

    /// <summary>Without this a full backing store shows only as SIGBUS at the first touch.</summary>
    private void RequireRoom(long bytes)
    {
        long free = long.MaxValue;
        if (Owner && Directory.Exists(Backing))
            free = new DriveInfo(Backing).AvailableFreeSpace;
        MpiErrors.Check(MPI_Bcast(&free, sizeof(long), constants.Byte, 0, node), nameof(MPI_Bcast));
        if (free < bytes)
        {
            throw new DriftException(ExitCode.Mpi, new Problem(
                Backing,
                $"the ranks of a node are to share {bytes / 1048576} MiB of fields, but only {free / 1048576} MiB of shared memory are free",
                $"enlarge {Backing} on the compute nodes, or read a smaller part of the fields"));
        }
    }

    private sealed class SharedBlock(SharedNodeMemory memory, nint window, nint address, long bytes) : NodeBlock
    {
        private bool disposed;

        public nint Window => window;

        public override nint Address => disposed ? 0 : address;

        public override long Bytes => bytes;

        protected override void Dispose(bool disposing)
        {
            if (!disposed)
                memory.noted.Add(this);
            disposed = true;
        }
    }
}
