using Xunit;

namespace Drift.Testing;

/// <summary>
/// Files of ocean models and observations for tests, too large or not ours to keep in the repository:
/// in the folder named by DRIFT_TEST_DATA, else in <c>../shared/data</c> beside the repository.
/// </summary>
public static class TestData
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DRIFT_TEST_DATA";

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder; the test is skipped, by name, where it is not there.</summary>
    /// <param name="name">Relative to the folder, such as <c>peninsula/peninsulaU.nc</c>.</param>
    public static string Path(string name)
    {
        string path = System.IO.Path.Combine(Folder ?? "", name);
        if (Folder is null || !System.IO.Path.Exists(path))
            Assert.Skip($"{name} is not there: set {Variable} to the folder with the test data");
        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Drift.Hpc.sln")))
                continue;
            string beside = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
            return Directory.Exists(beside) ? System.IO.Path.GetFullPath(beside) : null;
        }
        return null;
    }
}
