using Drift.Testing;

namespace Drift.App.Tests;

/// <summary>The .NET SDK as users call it, for tests that build programs from source.</summary>
internal static class Sdk
{
    /// <summary>No build servers: they would outlive the test and hold its pipes.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = Mpiexec.LauncherVariables
        .Select(name => (name, (string?)null))
        .Concat([("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1")])
        .ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal);

    /// <summary>The root of the checkout: the folder above with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of an example.</summary>
    public static string Example(string name) => Path.Combine(Root, "examples", name);

    /// <summary>Runs <c>dotnet</c>; five minutes, since a cold build on shared cores takes one.</summary>
    public static ShellResult Run(IEnumerable<string> arguments) =>
        Shell.Run("dotnet", arguments, Environment, TimeSpan.FromMinutes(5), Root);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Drift.Hpc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run inside a checkout of the repository");
    }
}
