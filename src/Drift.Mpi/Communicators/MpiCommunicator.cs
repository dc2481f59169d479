using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Mpi.Native;
using static Drift.Mpi.Native.Mpi;

namespace Drift.Mpi.Communicators;

/// <summary>
/// The ranks that a launcher started, over the MPI library of the launcher. Root is rank 0. Names are MPI.NET's.
/// </summary>
/// <remarks>
/// Errors: what MPI reports becomes a <see cref="DriftException"/> with exit code 3; the other ranks do not learn of it,
/// so the program ends them by <see cref="Abort"/>, as <see cref="MpiEnvironment.Run"/> does.
/// Source: MPI-4.0.
/// </remarks>
public sealed unsafe class MpiCommunicator : ICommunicator
{
    private const int Window = 1 << 30;
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(250);
    private readonly MpiConstants constants;
    private readonly nint handle;
    private readonly int window;
    private readonly int mainThread = System.Environment.CurrentManagedThreadId;
    private readonly int[] scratch;
    private readonly bool finalizes;
    private readonly SharedNodeMemory? shared;
    private bool disposed;

    /// <summary>Takes MPI_COMM_WORLD of a started library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="finalizes">Whether disposing ends MPI.</param>
    /// <param name="window">Bytes of one gather call, smaller in tests of the cutting.</param>
    internal MpiCommunicator(MpiLibrary library, bool finalizes, int window = Window)
    {
        constants = library.Constants;
        handle = constants.World;
        this.finalizes = finalizes;
        this.window = window;
        int rank;
        int size;
        MpiErrors.Check(MPI_Comm_set_errhandler(handle, constants.ErrorsReturn), nameof(MPI_Comm_set_errhandler));
        MpiErrors.Check(MPI_Comm_rank(handle, &rank), nameof(MPI_Comm_rank));
        MpiErrors.Check(MPI_Comm_size(handle, &size), nameof(MPI_Comm_size));
        Rank = rank;
        Size = size;
        Library = LibraryName.Of(MpiErrors.LibraryVersion());
        FortranHandle = constants.HandleIsFortran ? (int)handle : MPI_Comm_c2f(handle);
        scratch = rank == 0 ? new int[2 * size] : [];
        shared = size > 1 ? new SharedNodeMemory(constants, handle, rank) : null;
        RanksOnNode = shared?.Ranks ?? 1;
        NodeMemory = RanksOnNode > 1 ? shared! : HeapMemory.Instance;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public int RanksOnNode { get; }

    /// <inheritdoc/>
    public string Library { get; }

    /// <inheritdoc/>
    public INodeMemory NodeMemory { get; }

    /// <inheritdoc/>
    public int FortranHandle { get; }

    /// <inheritdoc/>
    public void Barrier()
    {
        Enter();
        MpiErrors.Check(MPI_Barrier(handle), nameof(MPI_Barrier));
    }

    /// <inheritdoc/>
    public void Broadcast<T>(Span<T> values) where T : unmanaged
    {
        Enter();
        long bytes = (long)values.Length * sizeof(T);
        fixed (T* start = values)
        {
            for (long at = 0; at < bytes; at += window)
            {
                int count = (int)Math.Min(window, bytes - at);
                MpiErrors.Check(MPI_Bcast((byte*)start + at, count, constants.Byte, 0, handle), nameof(MPI_Bcast));
            }
        }
    }

    /// <inheritdoc/>
    public void Allreduce<T>(Span<T> values, Reduction reduction) where T : unmanaged
    {
        Enter();
        Reductions.Check<T>(reduction);
        nint type = typeof(T) == typeof(int) ? constants.Int32 : typeof(T) == typeof(long) ? constants.Int64 : constants.Float64;
        nint operation = reduction switch
        {
            Reduction.Sum => constants.Sum,
            Reduction.Min => constants.Min,
            _ => constants.Max,
        };
        fixed (T* start = values)
        {
            // A null address is refused by some libraries even where there is nothing to combine.
            T nothing = default;
            MpiErrors.Check(
                MPI_Allreduce((void*)constants.InPlace, start == null ? &nothing : start, values.Length, type, operation, handle),
                nameof(MPI_Allreduce));
        }
    }

    /// <inheritdoc/>
    public void GatherFlattened<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> counts, Span<T> gathered) where T : unmanaged
    {
        Enter();
        CheckLengths(values.Length, counts, gathered.Length);
        var windows = new FlattenedWindows(counts, sizeof(T), window);
        int calls = windows.Calls;
        fixed (T* from = values)
        fixed (T* to = gathered)
        fixed (int* sent = scratch)
        {
            for (int call = 0; call < calls; call++)
            {
                if (Rank == 0)
                    windows.Parts(call, scratch.AsSpan(0, Size), scratch.AsSpan(Size));
                (long mine, int count) = windows.Part(call, Rank);
                MpiErrors.Check(
                    MPI_Gatherv(
                        (byte*)from + mine, count, constants.Byte,
                        (byte*)to + ((long)call * window), sent, sent + Size, constants.Byte, 0, handle),
                    nameof(MPI_Gatherv));
            }
        }
    }

    /// <inheritdoc/>
    public IRequest BeginGatherFlattened<T>(Memory<T> values, ReadOnlySpan<int> counts, Memory<T> gathered) where T : unmanaged
    {
        Enter();
        CheckLengths(values.Length, counts, gathered.Length);
        var windows = new FlattenedWindows(counts, sizeof(T), window);
        int calls = windows.Calls;
        var request = new GatherRequest(this, constants, calls, values.Pin(), gathered.Pin());
        for (int call = 0; call < calls; call++)
        {
            int* sent = null;
            if (Rank == 0)
            {
                Span<int> lists = request.Keep(2 * Size, out sent);
                windows.Parts(call, lists[..Size], lists[Size..]);
            }
            (long mine, int count) = windows.Part(call, Rank);
            nint pending = 0;
            MpiErrors.Check(
                MPI_Igatherv(
                    (byte*)request.From + mine, count, constants.Byte,
                    (byte*)request.To + ((long)call * window), sent, sent + Size, constants.Byte, 0, handle, &pending),
                nameof(MPI_Igatherv));
            request.Add(pending);
        }
        return request;
    }

    /// <inheritdoc/>
    public void Abort(int exitCode)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        // MPICH's launcher throws away what it has not forwarded yet, which would be the reason of the end.
        Thread.Sleep(LastWords);
        // From any thread: the process is past saving, and the others must not wait for it.
        _ = MPI_Abort(handle, exitCode);
        System.Environment.Exit(exitCode);
    }

    /// <summary>Ends MPI. Collective: after an error on one rank alone call <see cref="Abort"/> instead.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        Enter();
        disposed = true;
        shared?.Close();
        if (finalizes)
            MpiErrors.Check(MPI_Finalize(), nameof(MPI_Finalize));
    }

    /// <summary>Guards every call: MPI was started for the main thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (System.Environment.CurrentManagedThreadId != mainThread)
            throw new InvalidOperationException("MPI belongs to the thread that started it");
    }

    private void CheckLengths(int values, ReadOnlySpan<int> counts, int gathered)
    {
        if (counts.Length != Size)
            throw new ArgumentException($"{counts.Length} counts for {Size} ranks", nameof(counts));
        if (values < counts[Rank])
            throw new ArgumentException($"rank {Rank} has {values} values and promises {counts[Rank]}", nameof(counts));
        long total = 0;
        foreach (int count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }
        if (Rank == 0 && gathered < total)
            throw new ArgumentException($"room for {gathered} values, but {total} come", nameof(gathered));
    }
}
