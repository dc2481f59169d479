using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>What the file system says and does about room: free bytes, limits, reservation, and writing through to the disk.</summary>
public static unsafe partial class Disk
{
    private const int SizeLimitSignal = 25; // SIGXFSZ on Linux and macOS
    private const int FileSizeLimitKind = 1; // RLIMIT_FSIZE on Linux and macOS
    private const int ReadWrite = 2; // O_RDWR; not by FileStream, which would ask for the lock that HDF5 holds

    /// <summary>Whether an error number says that there is no more room: disk full, over quota, over the size limit of files.</summary>
    internal static bool IsOutOfRoom(int errno) => errno is 28 or 27 || errno == (OperatingSystem.IsMacOS() ? 69 : 122);

    /// <summary>Bytes that this user may still write below a folder, or null where the file system does not say.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The largest file in bytes that this process may write (<c>ulimit -f</c>), or null for any size.</summary>
    public static long? FileSizeLimit()
    {
        Limit limit;
        return getrlimit(FileSizeLimitKind, &limit) == 0 && limit.Soft < long.MaxValue ? (long)limit.Soft : null;
    }

    /// <summary>
    /// Makes a write beyond the size limit of files an error that can be reported:
    /// by default the system ends the process by a signal.
    /// </summary>
    internal static void IgnoreSizeLimitSignal() => signal(SizeLimitSignal, 1);

    /// <summary>What to do about an error number of the system; empty where nothing is known.</summary>
    internal static string Remedy(int errno) => errno switch
    {
        27 => "raise the limit (ulimit -f unlimited)",
        _ when IsOutOfRoom(errno) => "make room on this disk, or write to another one",
        1 or 13 => "check who may read and write it (ls -l)",
        11 => "another program has it open; wait for it, or set HDF5_USE_FILE_LOCKING=FALSE if none has",
        30 => "write to another disk",
        37 or 38 or 95 => "this file system has no locks: set HDF5_USE_FILE_LOCKING=FALSE",
        _ => "",
    };

    /// <summary>Sets disk space aside for a file, so that a full disk shows now and not in the middle of the run.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="bytes">Its size; the file is not made longer or shorter.</param>
    /// <exception cref="DriftException">Code FileFailed: there is no room; never where the file system cannot reserve.</exception>
    public static void Reserve(string path, long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int file = open(path, ReadWrite, 0);
        if (file < 0)
            return;
        const int keepSize = 1;
        int errno = fallocate(file, keepSize, 0, bytes) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = close(file);
        if (IsOutOfRoom(errno))
            throw Failed(path, errno);
    }

    /// <summary>
    /// Gives the room of a file back that another library still has open and that is of no more use: what the library writes to it
    /// when it closes it then finds room.
    /// </summary>
    internal static void Empty(string path) => _ = truncate(path, 0);

    /// <summary>Waits until a file is on the disk, not only with the system.</summary>
    /// <exception cref="DriftException">Code FileFailed: the disk failed.</exception>
    public static void Flush(string path)
    {
        int file = open(path, ReadWrite, 0);
        int errno = file < 0 || fsync(file) != 0 ? Marshal.GetLastPInvokeError() : 0;
        if (file >= 0)
            _ = close(file);
        if (errno != 0)
            throw Failed(path, errno);
    }

    private static DriftException Failed(string path, int errno) =>
        new(ExitCode.FileFailed, new Problem(path, Marshal.GetPInvokeErrorMessage(errno), Remedy(errno)));

    /// <summary>Waits until the names in a folder (a rename) are on the disk; does nothing where folders cannot be flushed.</summary>
    public static void FlushFolder(string folder)
    {
        int handle = open(folder, 0, 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    private static partial int getrlimit(int kind, Limit* limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fallocate(int file, int mode, long offset, long bytes);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int truncate(string path, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
