using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Drift.Core.Integration;
using Drift.Core.Output;

namespace Drift.Bench;

/// <summary>What a measurement was made on.</summary>
internal static class Machine
{
    /// <summary>The root of the repository: the folder above with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Everything that speed depends on, by name.</summary>
    public static IEnumerable<(string Name, string Value)> Fingerprint()
    {
        yield return ("date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC");
        yield return ("commit", Provenance.Commit);
        yield return ("processor", $"{FirstLine("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores");
        yield return ("caches", string.Join(", ", Caches()));
        yield return ("governor", Read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") ?? "not visible");
        yield return ("memory", FirstLine("/proc/meminfo", "MemTotal"));
        yield return ("system", RuntimeInformation.OSDescription);
        yield return (".NET", $"{Environment.Version}, {(int)LaneWidths.Choose()} lanes");
        yield return ("C", PlainC.Capture("gcc", "--version").Split('\n')[0] + ", -O3 -march=native");
        yield return ("load at the start", Read("/proc/loadavg") ?? "not visible");
    }

    /// <summary>Keeps this process, and those it starts, on one core, so that both programs have the same.</summary>
    public static void UseOneCore()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var self = Process.GetCurrentProcess();
        long allowed = self.ProcessorAffinity;
        self.ProcessorAffinity = (nint)(1L << (63 - (int)ulong.LeadingZeroCount((ulong)allowed)));
    }

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
        !File.Exists(file) ? "not visible" : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "not visible";

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Drift.Hpc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the benchmarks run inside a checkout of the repository");
    }
}
