using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Handles and pointers go to C as they are: nothing is ever converted on the way.
[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Drift.Mpi.Native;

/// <summary>
/// The C interface of MPI, one file per chapter of the standard; names and arguments are those of the standard.
/// Every handle is a zero-initialised <c>nint</c>: MPICH's are 32-bit integers in its low half, Open MPI's are addresses.
/// Source: MPI-4.0, chapters Process Initialization (11) and MPI Environmental Management (9).
/// </summary>
internal static unsafe partial class Mpi
{
    /// <summary>The name under which the resolver of <see cref="MpiLibrary"/> knows the library.</summary>
    public const string Library = "mpi";

    /// <summary>What every routine returns when all went well.</summary>
    public const int Success = 0;

    [LibraryImport(Library)]
    public static partial int MPI_Init_thread(int* argc, byte*** argv, int required, int* provided);

    [LibraryImport(Library)]
    public static partial int MPI_Initialized(int* flag);

    [LibraryImport(Library)]
    public static partial int MPI_Finalized(int* flag);

    [LibraryImport(Library)]
    public static partial int MPI_Finalize();

    [LibraryImport(Library)]
    public static partial int MPI_Abort(nint communicator, int errorCode);

    [LibraryImport(Library)]
    public static partial int MPI_Error_string(int errorCode, byte* text, int* length);

    [LibraryImport(Library)]
    public static partial int MPI_Get_library_version(byte* text, int* length);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_set_errhandler(nint communicator, nint handler);
}
