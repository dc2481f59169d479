using System.Runtime.InteropServices;

namespace Drift.Output.Probe;

/// <summary>Sets the size limit of files for this process, as <c>ulimit -f</c> would, but in the middle of the run.</summary>
internal static partial class Limits
{
    internal static unsafe void Set(long bytes)
    {
        ulong* limit = stackalloc ulong[2] { (ulong)bytes, (ulong)bytes };
        const int fileSize = 1;
        if (setrlimit(fileSize, limit) != 0)
            throw new InvalidOperationException("the limit cannot be set");
    }

    [LibraryImport("libc")]
    private static unsafe partial int setrlimit(int kind, ulong* limit);
}
