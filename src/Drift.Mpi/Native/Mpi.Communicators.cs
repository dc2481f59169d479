using System.Runtime.InteropServices;

namespace Drift.Mpi.Native;

/// <content>Source: MPI-4.0, chapter Groups, Contexts, Communicators, and Caching (7).</content>
internal static unsafe partial class Mpi
{
    [LibraryImport(Library)]
    public static partial int MPI_Comm_rank(nint communicator, int* rank);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_size(nint communicator, int* size);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_split_type(nint communicator, int type, int key, nint info, nint* part);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_free(nint* communicator);

    /// <summary>Not in MPICH, where it is a macro: there the handle itself is the Fortran integer.</summary>
    [LibraryImport(Library)]
    public static partial int MPI_Comm_c2f(nint communicator);
}
