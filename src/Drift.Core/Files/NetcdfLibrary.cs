using System.Reflection;
using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>
/// The installed netCDF library of this process: where it is looked for, and the one lock under which it is called,
/// because neither it nor HDF5 below it may be entered by two threads.
/// </summary>
public static unsafe class NetcdfLibrary
{
    /// <summary>The environment variable that names the library file to load, before all other places.</summary>
    public const string Override = "DRIFT_NETCDF_LIBRARY";

    /// <summary>The largest piece, in bytes, that is read or written while the lock is held.</summary>
    public const int SlabBytes = 16 << 20;

    private static readonly string[] Names =
        ["libnetcdf.so.19", "libnetcdf.so.22", "libnetcdf.so", "libnetcdf.19.dylib", "libnetcdf.22.dylib", "libnetcdf.dylib"];

    private static nint handle;
    private static bool hasTrim = true;
    [ThreadStatic] private static bool quiet;

    private static readonly Lock Lock = new();

    /// <summary>Takes the lock under which every call goes; to be disposed at once after the call.</summary>
    internal static Lock.Scope Enter()
    {
        Lock.Scope scope = Lock.EnterScope();
        if (!quiet)
            Silence();
        return scope;
    }

    /// <summary>The library's version as it tells it itself, such as "4.9.0".</summary>
    /// <exception cref="DriftException">No netCDF library is installed.</exception>
    public static string Version
    {
        get
        {
            Load();
            using (Enter())
            {
                string text = Marshal.PtrToStringUTF8((nint)NetcdfNative.nc_inq_libvers()) ?? "";
                int space = text.IndexOf(' ', StringComparison.Ordinal);
                return space > 0 ? text[..space] : text;
            }
        }
    }

    /// <summary>Loads the library, once per process.</summary>
    /// <exception cref="DriftException">Code Preflight: it is not installed, or the override names something else.</exception>
    public static void Load()
    {
        lock (Lock)
        {
            if (handle == 0)
            {
                handle = Find();
                NativeLibrary.SetDllImportResolver(typeof(NetcdfLibrary).Assembly, Resolve);
            }
        }
    }

    /// <summary>
    /// Gives back to the system what the library has freed. Decompressing takes room for chunks on whichever thread reads, and the C library
    /// keeps it for that thread: tens of MB on a rank, as long as it runs. Where the C library is another one nothing is done.
    /// </summary>
    public static void GiveMemoryBack()
    {
        if (hasTrim)
            hasTrim = TryTrim();
    }

    private static bool TryTrim()
    {
        try
        {
            _ = NetcdfNative.malloc_trim(0);
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, NetcdfNative.Library, StringComparison.Ordinal) ? handle : 0;

    private static nint Find()
    {
        string? named = Environment.GetEnvironmentVariable(Override);
        if (!string.IsNullOrEmpty(named))
        {
            if (NativeLibrary.TryLoad(named, out nint chosen) && NativeLibrary.TryGetExport(chosen, "nc_inq_libvers", out _))
                return chosen;
            throw new DriftException(ExitCode.Preflight, new Problem(
                Override, $"'{named}' is not a netCDF library that can be loaded", "name the file libnetcdf.so.19, or unset the variable"));
        }

        string conda = Environment.GetEnvironmentVariable("CONDA_PREFIX") ?? "";
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint found)
                || (conda.Length > 0 && NativeLibrary.TryLoad(Path.Combine(conda, "lib", name), out found))
                || (OperatingSystem.IsMacOS() && NativeLibrary.TryLoad("/opt/homebrew/lib/" + name, out found)))
                return found;
        }
        throw new DriftException(ExitCode.Preflight, new Problem(
            "netCDF", "the netCDF C library (libnetcdf) is not installed, or not where libraries are looked for",
            "install it: 'apt-get install libnetcdf19' (Debian, Ubuntu), 'module load netcdf-c' (clusters), "
            + $"'conda install libnetcdf' or 'brew install netcdf'; or set {Override} to the library file"));
    }

    /// <summary>
    /// HDF5 prints its error stack to stderr unless told not to, and a thread-safe build has to be told by each thread.
    /// netCDF tells it for the first thread only.
    /// </summary>
    private static void Silence()
    {
        quiet = true;
        if (NativeLibrary.TryGetExport(handle, "H5Eset_auto2", out nint set))
            ((delegate* unmanaged<long, void*, void*, int>)set)(0, null, null);
    }
}
