using Drift.Testing;

namespace Drift.Architecture.Tests;

/// <summary>
/// A copy of the checkout as a user has it after cloning, in a folder with a blank in its name, on which ./drift was
/// first started by many ranks at once.
/// </summary>
public sealed class FreshCheckout : IDisposable
{
    private const int Ranks = 16;
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(5);
    private readonly string folder = Directory.CreateTempSubdirectory("drift-fresh-").FullName;
    private readonly Lazy<ShellResult> first;

    /// <summary>Copies what git tracks; nothing is built yet.</summary>
    public FreshCheckout()
    {
        Root = Path.Combine(folder, "my drift");
        foreach (string file in Checkout.Tracked() ?? [])
        {
            string from = Path.Combine(Checkout.Root, file);
            string to = Path.Combine(Root, file);
            if (!File.Exists(from))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
        Link = Path.Combine(folder, "drift");
        File.CreateSymbolicLink(Link, Path.Combine(Root, "drift"));
        first = new(() => Mpiexec.OpenMpi.Run(Ranks, [Link, "--version"], timeout: BuildTime, folder: folder));
    }

    /// <summary>Root of the copy.</summary>
    public string Root { get; }

    /// <summary>A link to its ./drift, from another folder.</summary>
    public string Link { get; }

    /// <summary>What the first start, by many ranks, left behind.</summary>
    public ShellResult FirstStart => first.Value;

    /// <summary>Starts it once more, alone.</summary>
    public ShellResult Start(params string[] arguments) => Shell.Run(Link, arguments, timeout: BuildTime, folder: folder);

    /// <summary>Removes the copy.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);
}
