using System.Runtime.InteropServices;

namespace Drift.Mpi.Native;

/// <content>Source: MPI-4.0, chapter Point-to-Point Communication (3), completion of non-blocking operations.</content>
internal static unsafe partial class Mpi
{
    [LibraryImport(Library)]
    public static partial int MPI_Test(nint* request, int* flag, nint status);

    [LibraryImport(Library)]
    public static partial int MPI_Wait(nint* request, nint status);
}
