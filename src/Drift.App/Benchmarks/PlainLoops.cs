using System.Globalization;
using Drift.App.Processes;

namespace Drift.App.Benchmarks;

/// <summary>
/// The plain C loops of bench/plainc: built by their Makefile where the program stands in a checkout and the machine has a C
/// compiler, and run as child processes. Where they cannot be built, nothing is compared.
/// </summary>
internal sealed class PlainLoops
{
    private readonly string? program;

    private PlainLoops(string? program, string description, string missing)
    {
        this.program = program;
        Description = description;
        Missing = missing;
    }

    /// <summary>Compiler, flags and C library; or why there are no loops.</summary>
    public string Description { get; }

    /// <summary>What stands in a table in place of a rate; empty where the loops are there.</summary>
    public string Missing { get; }

    /// <summary>Builds them.</summary>
    /// <param name="folder">Where the program goes: it is of use on this machine only.</param>
    public static PlainLoops Build(string folder)
    {
        if (Checkout.Root is not { } root || !File.Exists(Path.Combine(root, "bench", "plainc", "Makefile")))
            return None("no sources", "no plain C loops: this program does not stand in a checkout of its sources");
        if (ChildProcess.Find("gcc", "cc") is not { } compiler)
            return None("no gcc", "no plain C loops: there is no gcc");
        if (ChildProcess.Find("make") is not { } make)
            return None("no make", "no plain C loops: there is no make");
        try
        {
            ChildProcess.Capture(make, "-C", Path.Combine(root, "bench", "plainc"), $"OUT={folder}", $"CC={compiler}");
            string built = Path.Combine(folder, "loops");
            string version = ChildProcess.Capture(compiler, "--version").Output.Split('\n')[0];
            string library = Values(ChildProcess.Capture(built, "normal", "1", "1").Output)["libc"];
            return new PlainLoops(built, $"{version}, glibc {library}, -O3 -march=native; generic: -O3", "");
        }
        catch (InvalidOperationException e)
        {
            return None("does not build", "no plain C loops: " + e.Message.Split('\n')[0]);
        }
    }

    /// <summary>Runs one job, where the loops are there.</summary>
    /// <param name="mode">The job.</param>
    /// <param name="particles">Particles.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="isGeneric">Whether the loops are taken that are not compiled for this processor.</param>
    public Rate Run(string mode, int particles, int steps, bool isGeneric = false)
    {
        string loops = isGeneric ? program + "-generic" : program!;
        Dictionary<string, string> values = Values(ChildProcess.Capture(loops, mode, $"{particles}", $"{steps}").Output);
        return Rate.From((double)particles * steps, Number("cpu"), Number("seconds"));

        double Number(string key) => double.Parse(values[key], CultureInfo.InvariantCulture);
    }

    /// <summary>Wall time of the whole process, where the loops are there.</summary>
    public TimeSpan Time(string mode, int particles, int steps) => ChildProcess.Capture(program!, mode, $"{particles}", $"{steps}").Wall;

    private static PlainLoops None(string missing, string description) => new(null, description, missing);

    private static Dictionary<string, string> Values(string line) => line.Split(' ', StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
