using System.Buffers;
using Drift.Core.Gather;
using Drift.Mpi.Native;

namespace Drift.Mpi.Communicators;

/// <summary>A gather under way: it holds its memory in place until MPI has let go of it.</summary>
internal sealed unsafe class GatherRequest : IRequest
{
    // What MPI may still write to must stay reachable, even if the caller forgets the request.
    private static readonly List<GatherRequest> UnderWay = [];
    private readonly MpiCommunicator communicator;
    private readonly MpiConstants constants;
    private readonly nint[] pending;
    private readonly List<int[]> lists = [];
    private MemoryHandle values;
    private MemoryHandle gathered;
    private int begun;
    private int ended;

    public GatherRequest(MpiCommunicator communicator, MpiConstants constants, int calls, MemoryHandle values, MemoryHandle gathered)
    {
        this.communicator = communicator;
        this.constants = constants;
        this.values = values;
        this.gathered = gathered;
        pending = GC.AllocateArray<nint>(calls, pinned: true);
        UnderWay.Add(this);
    }

    /// <summary>First byte to send.</summary>
    public void* From => values.Pointer;

    /// <summary>First byte of the room at root.</summary>
    public void* To => gathered.Pointer;

    /// <summary>A list of numbers that stays in place until the end, as MPI asks of counts and displacements.</summary>
    public Span<int> Keep(int length, out int* address)
    {
        int[] list = GC.AllocateArray<int>(length, pinned: true);
        lists.Add(list);
        fixed (int* first = list)
            address = first;
        return list;
    }

    /// <summary>Adds a call that has begun.</summary>
    public void Add(nint request) => pending[begun++] = request;

    /// <inheritdoc/>
    public bool Test()
    {
        while (ended < begun)
        {
            communicator.Enter();
            int flag = 0;
            fixed (nint* request = &pending[ended])
                MpiErrors.Check(Native.Mpi.MPI_Test(request, &flag, constants.NoStatus), nameof(Native.Mpi.MPI_Test));
            if (flag == 0)
                return false;
            ended++;
        }
        LetGo();
        return true;
    }

    /// <inheritdoc/>
    public void Wait()
    {
        for (; ended < begun; ended++)
        {
            communicator.Enter();
            fixed (nint* request = &pending[ended])
                MpiErrors.Check(Native.Mpi.MPI_Wait(request, constants.NoStatus), nameof(Native.Mpi.MPI_Wait));
        }
        LetGo();
    }

    /// <summary>Forgets the request. It never waits: on the way out of an error the other ranks may not come.</summary>
    public void Dispose()
    {
    }

    private void LetGo()
    {
        if (!UnderWay.Remove(this))
            return;
        values.Dispose();
        gathered.Dispose();
        lists.Clear();
    }
}
