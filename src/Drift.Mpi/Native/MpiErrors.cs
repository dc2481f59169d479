using System.Text;
using Drift.Core.Foundation;

namespace Drift.Mpi.Native;

/// <summary>Turns the codes that MPI returns into errors that say which routine failed and why.</summary>
internal static unsafe class MpiErrors
{
    // The largest of all libraries: 256 in Open MPI, 512 in MPICH and the standard ABI; 8192 for the version.
    private const int Longest = 8192;

    /// <summary>Does nothing after success.</summary>
    /// <exception cref="DriftException">Exit code 3, with the text of MPI_Error_string.</exception>
    public static void Check(int code, string routine)
    {
        if (code != Mpi.Success)
            throw new DriftException(ExitCode.Mpi, new Problem(routine, Text(code)));
    }

    /// <summary>What MPI says about a code, in one line.</summary>
    public static string Text(int code)
    {
        byte* text = stackalloc byte[Longest];
        int length = 0;
        return Mpi.MPI_Error_string(code, text, &length) == Mpi.Success
            ? Line(text, length)
            : $"MPI error {code}";
    }

    /// <summary>The version text of the library, in one line; may be asked for before MPI is started.</summary>
    public static string LibraryVersion()
    {
        byte* text = stackalloc byte[Longest];
        int length = 0;
        return Mpi.MPI_Get_library_version(text, &length) == Mpi.Success ? Line(text, length) : "";
    }

    private static string Line(byte* text, int length) =>
        string.Join(' ', Encoding.UTF8.GetString(text, length).Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('\0', ' ');
}
