using System.Diagnostics;
using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>The most memory that this process has held so far.</summary>
public static class PeakMemory
{
    /// <summary>Peak resident size in bytes, by the kernel's accounting where it has one.</summary>
    public static long Bytes()
    {
        try
        {
            string? line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (line is not null)
                return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // Another system than Linux: asked below.
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
