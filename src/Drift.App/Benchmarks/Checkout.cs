namespace Drift.App.Benchmarks;

/// <summary>The checkout that this program was built in, if it still stands there.</summary>
internal static class Checkout
{
    /// <summary>The folder above the program that holds the solution, or null.</summary>
    public static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Drift.Hpc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
