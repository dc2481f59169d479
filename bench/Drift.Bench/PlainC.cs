using System.Diagnostics;
using System.Globalization;

namespace Drift.Bench;

/// <summary>The plain C loop in bench/plainc: built by its Makefile, run as a child process.</summary>
internal sealed class PlainC
{
    private readonly string program;

    private PlainC(string program) => this.program = program;

    /// <summary>Builds the loop with gcc -O3 -march=native.</summary>
    /// <exception cref="InvalidOperationException">There is no make or gcc, or it does not compile.</exception>
    public static PlainC Build()
    {
        string output = Path.Combine(Machine.Root, "artifacts", "plainc");
        Capture("make", "-C", Path.Combine(Machine.Root, "bench", "plainc"), $"OUT={output}", "CC=gcc");
        return new PlainC(Path.Combine(output, "loops"));
    }

    /// <summary>Runs one job.</summary>
    public Rate Run(string mode, int particles, int steps)
    {
        string line = Capture(program, mode, $"{particles}", $"{steps}");
        Dictionary<string, string> values = line.Split(' ', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return Rate.From((double)particles * steps, Number("cpu"), Number("seconds"));

        double Number(string key) => double.Parse(values[key], CultureInfo.InvariantCulture);
    }

    /// <summary>What a program prints; an error if it fails.</summary>
    public static string Capture(string file, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{file} did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
    }
}
