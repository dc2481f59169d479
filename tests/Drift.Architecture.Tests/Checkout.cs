using System.Diagnostics;

namespace Drift.Architecture.Tests;

/// <summary>The files of the checkout that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below a folder of the checkout, as paths from its root with forward slashes.</summary>
    public static IReadOnlyList<string> Sources(params string[] folders) =>
    [
        .. from folder in folders
           where Directory.Exists(Path.Combine(Root, folder))
           from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
           select Path.GetRelativePath(Root, file).Replace('\\', '/'),
    ];

    /// <summary>Every file that git tracks; null where there is no git or no repository.</summary>
    public static IReadOnlyList<string>? Tracked()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"])
            {
                WorkingDirectory = Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string files = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? files.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The lines of a file, given by its path from the root.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Drift.Hpc.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"no Drift.Hpc.sln above {AppContext.BaseDirectory}");
    }
}
