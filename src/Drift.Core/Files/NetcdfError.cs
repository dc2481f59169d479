using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>Turns the library's error numbers into problems that a person can mend.</summary>
internal static unsafe class NetcdfError
{
    /// <summary>Throws where a call failed.</summary>
    /// <param name="status">What the call returned; 0 is success.</param>
    /// <param name="code">The exit code to end with.</param>
    /// <param name="path">The file.</param>
    /// <param name="action">What was tried, such as "cannot write variable 'lon'".</param>
    internal static void Check(int status, ExitCode code, string path, string action)
    {
        if (status != 0)
            throw Create(status, Marshal.GetLastPInvokeError(), code, path, action);
    }

    /// <summary>The error of a call that failed.</summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="errno">The system's error number behind it; 0 where there is none.</param>
    /// <param name="code">The exit code to end with.</param>
    /// <param name="path">The file.</param>
    /// <param name="action">What was tried.</param>
    internal static DriftException Create(int status, int errno, ExitCode code, string path, string action)
    {
        errno = status > 0 ? status : status == NetcdfNative.HdfError && IsTelling(errno) ? errno : 0;
        string text = errno != 0 ? Marshal.GetPInvokeErrorMessage(errno) : Text(status);
        return new DriftException(code, new Problem(path, $"{action}: {text}", Remedy(status, errno)));
    }

    /// <summary>The library's own words for an error number.</summary>
    internal static string Text(int status) =>
        Marshal.PtrToStringUTF8((nint)NetcdfNative.nc_strerror(status)) ?? $"netCDF error {status}";

    /// <summary>Whether an error number is a reason: HDF5 leaves others behind that have no meaning.</summary>
    private static bool IsTelling(int errno) => Disk.IsOutOfRoom(errno) || errno is 1 or 5 or 11 or 13 or 30 or 37 or 38 or 95;

    private static string Remedy(int status, int errno)
    {
        if (Disk.IsOutOfRoom(errno))
            return errno == 27 ? "raise the limit (ulimit -f unlimited)" : "make room on this disk, or write to another one";
        return errno switch
        {
            1 or 13 => "check who may read and write it (ls -l)",
            11 => "another program has it open; wait for it, or set HDF5_USE_FILE_LOCKING=FALSE if none has",
            30 => "write to another disk",
            37 or 38 or 95 => "this file system has no locks: set HDF5_USE_FILE_LOCKING=FALSE",
            _ => status == NetcdfNative.HdfError ? "the file is damaged or cut short: fetch or write it again" : "",
        };
    }
}
