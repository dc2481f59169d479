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
        string remedy = errno == 0 && status == NetcdfNative.HdfError ? "the file is damaged or cut short: fetch or write it again" : Disk.Remedy(errno);
        return new DriftException(code, new Problem(path, $"{action}: {text}", remedy));
    }

    /// <summary>The library's own words for an error number.</summary>
    internal static string Text(int status) =>
        Marshal.PtrToStringUTF8((nint)NetcdfNative.nc_strerror(status)) ?? $"netCDF error {status}";

    /// <summary>Whether an error number is a reason: HDF5 leaves others behind that have no meaning.</summary>
    private static bool IsTelling(int errno) => errno == 5 || Disk.Remedy(errno).Length > 0;
}
