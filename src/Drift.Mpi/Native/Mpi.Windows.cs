using System.Runtime.InteropServices;

namespace Drift.Mpi.Native;

/// <content>Source: MPI-4.0, chapter One-Sided Communications (12).</content>
internal static unsafe partial class Mpi
{
    [LibraryImport(Library)]
    public static partial int MPI_Win_allocate_shared(
        nint bytes, int displacementUnit, nint info, nint communicator, void** address, nint* window);

    [LibraryImport(Library)]
    public static partial int MPI_Win_shared_query(
        nint window, int rank, nint* bytes, int* displacementUnit, void** address);

    [LibraryImport(Library)]
    public static partial int MPI_Win_lock_all(int assertion, nint window);

    [LibraryImport(Library)]
    public static partial int MPI_Win_unlock_all(nint window);

    [LibraryImport(Library)]
    public static partial int MPI_Win_sync(nint window);

    [LibraryImport(Library)]
    public static partial int MPI_Win_free(nint* window);
}
