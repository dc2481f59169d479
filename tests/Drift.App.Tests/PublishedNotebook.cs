using Drift.Testing;

namespace Drift.App.Tests;

/// <summary>The notebook, published once for all tests that run it on ranks.</summary>
public sealed class PublishedNotebook : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PublishedNotebook()
    {
        ShellResult result = Sdk.Run(["publish", "-c", "Release", Sdk.Example("notebook.cs"), "-o", folder.Path, "-v", "quiet", "-nologo"]);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{result}");
    }

    /// <summary>The published program.</summary>
    public string Program => folder.File("notebook.dll");

    public void Dispose() => folder.Dispose();
}
