using System.Diagnostics;
using Xunit;

namespace Drift.Testing;

/// <summary>Runs programs for tests: always with a time limit, always with everything they printed.</summary>
public static class Shell
{
    /// <summary>The time a program gets if the test does not say.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs a program to its end; when its time is up it is killed with all its children.</summary>
    /// <param name="file">Name, looked up in PATH, or path.</param>
    /// <param name="arguments">One by one: no quoting.</param>
    /// <param name="environment">Variables to set, or with null to remove, beside the inherited ones.</param>
    /// <param name="timeout">Time limit; one minute by default.</param>
    /// <param name="folder">Folder to run in; the current one by default.</param>
    public static ShellResult Run(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null,
        string? folder = null)
    {
        using RunningProgram program = Start(file, arguments, environment, folder);
        return program.Wait(timeout ?? DefaultTimeout);
    }

    /// <summary>Starts a program and lets it run, for tests that send signals.</summary>
    public static RunningProgram Start(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder ?? "" };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        return new(start);
    }

    /// <summary>The command line of a built .NET program: <c>dotnet</c>, the assembly beside the test, the arguments.</summary>
    /// <param name="assembly">Name without folder and ending, such as <c>drift</c>.</param>
    /// <param name="arguments">Arguments of the program.</param>
    public static string[] DotNet(string assembly, params IEnumerable<string> arguments) =>
        [Host, Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments];

    /// <summary>The path of a program in PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the test, by name of what is missing, unless a program is installed.</summary>
    public static void Require(string program)
    {
        if (Find(program) is null)
            Assert.Skip($"{program} is not installed");
    }

    private static string Host
    {
        get
        {
            if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host)
                return host;
            string program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            // The runtime stands in <root>/shared/Microsoft.NETCore.App/<version>: three folders below the host.
            string beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", program));
            return File.Exists(beside) ? beside : program;
        }
    }
}
