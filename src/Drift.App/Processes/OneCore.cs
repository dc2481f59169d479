using System.Diagnostics;
using System.Numerics;

namespace Drift.App.Processes;

/// <summary>Keeps work on one core, so that what is compared has the same one.</summary>
internal static class OneCore
{
    /// <summary>
    /// Binds the main thread, and with it all processes and threads that it starts from here on, to the last core that it may use.
    /// Does nothing on other systems than Linux.
    /// </summary>
    public static void Use()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var self = Process.GetCurrentProcess();
        ulong allowed = (ulong)self.ProcessorAffinity;
        if (allowed != 0)
            self.ProcessorAffinity = (nint)(1UL << BitOperations.Log2(allowed));
    }
}
