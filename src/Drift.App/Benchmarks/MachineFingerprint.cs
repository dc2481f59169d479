using System.Globalization;
using System.Runtime.InteropServices;
using Drift.App.Terminal;
using Drift.Core.Integration;
using Drift.Core.Output;

namespace Drift.App.Benchmarks;

/// <summary>What a measurement was made on: everything that speed depends on.</summary>
internal static class MachineFingerprint
{
    private const string Hidden = "not visible";

    /// <summary>The machine by name and value.</summary>
    /// <param name="lanes">Width of lanes of the measurement.</param>
    /// <param name="loops">The plain C loops.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(LaneWidth lanes, PlainLoops loops) =>
    [
        ("date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC"),
        ("drift", $"{Provenance.Version}, commit {Provenance.Commit}"),
        ("processor", $"{FirstLine("/proc/cpuinfo", "model name")}, {Messages.Count(Environment.ProcessorCount, "core")} for this process"),
        ("caches", string.Join(", ", Caches()) is { Length: > 0 } caches ? caches : Hidden),
        ("governor", Read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") ?? Hidden),
        ("memory", FirstLine("/proc/meminfo", "MemTotal")),
        ("system", RuntimeInformation.OSDescription),
        (".NET", $"{Environment.Version}, {(int)lanes} lanes"),
        ("C", loops.Description),
        ("load at the start", Read("/proc/loadavg") ?? Hidden),
    ];

    private static IEnumerable<string> Caches()
    {
        for (int i = 0; Read($"/sys/devices/system/cpu/cpu0/cache/index{i}/size") is { } size; i++)
        {
            string folder = $"/sys/devices/system/cpu/cpu0/cache/index{i}";
            if (Read($"{folder}/type") is not "Instruction")
                yield return $"L{Read($"{folder}/level")} {size}";
        }
    }

    private static string? Read(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    private static string FirstLine(string file, string key) =>
        !File.Exists(file) ? Hidden : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? Hidden;
}
