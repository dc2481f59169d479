using System.Diagnostics;

namespace Drift.App.Processes;

/// <summary>Other programs, and this one once more, as children of this process.</summary>
internal static class ChildProcess
{
    /// <summary>The first of several programs that PATH knows, or null.</summary>
    public static string? Find(params IReadOnlyList<string> names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>How this program is started once more: by itself, or by dotnet.</summary>
    public static IReadOnlyList<string> Own(params IEnumerable<string> arguments)
    {
        string drift = Path.Combine(AppContext.BaseDirectory, "drift");
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program does not know its own path");
        if (Path.GetFileNameWithoutExtension(program) is "drift")
            return [program, .. arguments];
        return File.Exists(drift) ? [drift, .. arguments] : [program, drift + ".dll", .. arguments];
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>What it printed, and how long it took by the clock, from before its start.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message says what it said.</exception>
    public static (string Output, TimeSpan Wall) Capture(params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        TimeSpan wall = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? (output.Trim(), wall)
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with exit code {process.ExitCode}: {error.Trim()}");
    }
}
