using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Mpi.Native;

/// <summary>The MPI library of this process: which one, where, and which binary interface it has.</summary>
internal sealed partial class MpiLibrary
{
    private const string Override = Launcher.LibraryVariable;
    private static readonly string[] OpenMpiNames = OperatingSystem.IsMacOS() ? ["libmpi.40.dylib"] : ["libmpi.so.40"];

    private static readonly string[] MpichNames = OperatingSystem.IsMacOS()
        ? ["libmpi.12.dylib", "libmpich.12.dylib"]
        : ["libmpi.so.12", "libmpich.so.12", "libmpi_cray.so.12"];

    private static readonly string[] StandardNames = OperatingSystem.IsMacOS() ? ["libmpi_abi.0.dylib"] : ["libmpi_abi.so.0"];

    private static MpiLibrary? loaded;
    private readonly nint handle;

    private MpiLibrary(nint handle, string file)
    {
        this.handle = handle;
        File = file;
        Constants = NativeLibrary.TryGetExport(handle, OpenMpiConstants.Mark, out _) ? OpenMpiConstants.Of(handle)
            : NativeLibrary.TryGetExport(handle, StandardConstants.Mark, out _) ? StandardConstants.Table
            : MpichConstants.Table;
    }

    /// <summary>Name or path under which it was found.</summary>
    public string File { get; }

    /// <summary>The table of its binary interface.</summary>
    public MpiConstants Constants { get; }

    /// <summary>Names to try in turn: the launcher's own family first, then any other, which the check of the size judges.</summary>
    public static string[] Candidates(LauncherKind launcher, string? chosen)
    {
        if (!string.IsNullOrEmpty(chosen))
            return [chosen];
        return launcher == LauncherKind.Mpich
            ? [.. MpichNames, .. StandardNames, .. OpenMpiNames]
            : [.. OpenMpiNames, .. StandardNames, .. MpichNames];
    }

    /// <summary>Loads the library for a launcher; every import of <see cref="Mpi"/> goes to it from then on.</summary>
    /// <exception cref="DriftException">Exit code 3: no library was found.</exception>
    public static MpiLibrary Load(Launcher launcher)
    {
        if (loaded is not null)
            return loaded;
        // UCX inside MPICH would otherwise take over SIGSEGV, and with it every NullReferenceException that the
        // program catches would end the rank. Environment variables of .NET do not reach C.
        if (!OperatingSystem.IsWindows())
            _ = SetVariable("UCX_ERROR_SIGNALS", "SIGILL,SIGBUS,SIGFPE", 1);
        string? chosen = System.Environment.GetEnvironmentVariable(Override);
        string[] names = Candidates(launcher.Kind, chosen);
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle))
                continue;
            if (!NativeLibrary.TryGetExport(handle, nameof(Mpi.MPI_Init_thread), out _))
                throw new DriftException(ExitCode.Mpi, new Problem(name, "this is not an MPI library", $"mend {Override}"));
            loaded = new(handle, name);
            NativeLibrary.SetDllImportResolver(
                typeof(MpiLibrary).Assembly, (library, _, _) => library is Mpi.Library ? loaded.handle : 0);
            return loaded;
        }
        string[] missing = string.IsNullOrEmpty(chosen)
            ? [$"this process was started by {launcher.Name}, but no MPI library was found (tried {string.Join(", ", names)})",
                $"install that MPI or load its module, or name the library in {Override}"]
            : [$"the MPI library of {Override} cannot be loaded", $"mend {Override}, or unset it to take the launcher's own library"];
        throw new DriftException(ExitCode.Mpi, new Problem(chosen ?? "MPI", missing[0], missing[1]));
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
