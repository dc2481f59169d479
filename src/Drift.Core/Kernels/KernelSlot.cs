using System.Text;

namespace Drift.Core.Kernels;

/// <summary>
/// The stable number that addresses a kernel's random numbers: FNV-1a (Fowler, Noll &amp; Vo) of its name and occurrence,
/// folded to 16 bits. It never depends on which other kernels there are.
/// </summary>
public static class KernelSlot
{
    /// <summary>Slot of random numbers for release; no kernel has it.</summary>
    public const ushort Release = 0;

    /// <summary>The slot of a kernel.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="occurrence">0 for the first kernel of that name in a run, 1 for the second, …</param>
    /// <returns>1 … 65535.</returns>
    public static ushort Of(string name, int occurrence)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name}#{occurrence}")))
            hash = (hash ^ b) * 16777619;
        ushort folded = (ushort)((hash >> 16) ^ hash);
        return folded == Release ? (ushort)1 : folded;
    }
}
