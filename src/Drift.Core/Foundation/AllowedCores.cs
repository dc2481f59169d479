using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>The processor cores that this process may run on, as its launcher or batch system bound it.</summary>
public static class AllowedCores
{
    /// <summary>Number of 64-bit words of a <see cref="Mask"/>: room for 1024 cores.</summary>
    public const int MaskWords = 16;

    /// <summary>One bit for each core (core): all of those counted by the system where it does not tell which.</summary>
    public static ulong[] Mask()
    {
        var mask = new ulong[MaskWords];
        foreach ((int first, int last) in Ranges())
        {
            for (int core = first; core <= last && core < MaskWords * 64; core++)
                mask[core / 64] |= 1UL << (core % 64);
        }

        return mask;
    }

    /// <summary>Ranges of a list such as "0-3,8".</summary>
    private static IEnumerable<(int First, int Last)> Ranges()
    {
        string? list = null;
        if (File.Exists("/proc/self/status"))
            list = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        if (list is null)
            return [(0, Environment.ProcessorCount - 1)];
        return list["Cpus_allowed_list:".Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            string[] ends = part.Split('-');
            return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
        });
    }
}
