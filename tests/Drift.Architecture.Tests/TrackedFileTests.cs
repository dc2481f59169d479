using Xunit;

namespace Drift.Architecture.Tests;

public sealed class TrackedFileTests
{
    // Written in two halves, so that this file is not found by itself.
    private static readonly string[] Foreign =
    [
        "/wo" + "rk/", "/far" + "m/", "/tmp/w" + "t/", "/ro" + "ot/", ".libr" + "ary/",
        "nuget" + ".org", "pypi" + ".org", "npmjs" + ".", "deb.debian" + ".org", "anaconda" + ".org",
    ];

    [Fact]
    public void No_tracked_file_names_a_path_of_one_machine_or_a_host_of_packages()
    {
        IReadOnlyList<string>? files = Checkout.Tracked();
        Assert.SkipWhen(files is null, "not a git checkout");
        var found =
            from file in files
            where File.Exists(Path.Combine(Checkout.Root, file))
            from line in Checkout.Lines(file).Index()
            from word in Foreign
            where line.Item.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{file}:{line.Index + 1}: {word}";
        Found.Nothing(found);
    }
}
