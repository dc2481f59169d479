using System.Runtime.InteropServices;

namespace Drift.Mpi.Native;

/// <content>Source: MPI-4.0, chapter Collective Communication (6).</content>
internal static unsafe partial class Mpi
{
    [LibraryImport(Library)]
    public static partial int MPI_Barrier(nint communicator);

    [LibraryImport(Library)]
    public static partial int MPI_Bcast(void* buffer, int count, nint type, int root, nint communicator);

    [LibraryImport(Library)]
    public static partial int MPI_Allreduce(void* send, void* receive, int count, nint type, nint operation, nint communicator);

    [LibraryImport(Library)]
    public static partial int MPI_Gatherv(
        void* send, int count, nint sendType,
        void* receive, int* counts, int* displacements, nint receiveType, int root, nint communicator);

    [LibraryImport(Library)]
    public static partial int MPI_Igatherv(
        void* send, int count, nint sendType,
        void* receive, int* counts, int* displacements, nint receiveType, int root, nint communicator, nint* request);
}
