using Drift.Testing;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly Dictionary<string, string?> NoSetup = new(StringComparer.Ordinal) { ["DRIFT_SKIP_SETUP"] = "1" };

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/how-to/analyse-in-python.md")]
    public void The_lines_of_Python_on_a_page_run_on_the_outputs_they_name(string page)
    {
        Assert.SkipUnless(File.Exists(Python) && Shell.Run(Python, ["-c", "import xarray"]).ExitCode == 0, "python3-xarray is not installed");
        bool draws = Shell.Run(Python, ["-c", "import matplotlib"]).ExitCode == 0;
        using TemporaryFolder folder = new();
        foreach (string example in (string[])["brownian", "brownian-ensemble"])
        {
            string file = Path.Combine(Checkout.Root, "examples", example + ".yaml");
            ShellResult run = Shell.Run(
                Path.Combine(Checkout.Root, "drift"), ["run", file, "--set", "particles.count=1000", "--quiet"], NoSetup, TimeSpan.FromMinutes(5), folder.Path);
            Assert.True(run.ExitCode == 0, run.ToString());
        }
        // The map is drawn from real currents; any output does.
        File.Copy(folder.File("brownian.h5"), folder.File("agulhas.h5"));
        string program = string.Concat(
            from block in Docs.Blocks("python")
            where block.Place.StartsWith(page, StringComparison.Ordinal) && (draws || !block.Text.Contains("matplotlib", StringComparison.Ordinal))
            select block.Text);

        ShellResult result = Shell.Run(Python, ["-c", program], new Dictionary<string, string?>(StringComparer.Ordinal) { ["MPLBACKEND"] = "agg" }, folder: folder.Path);

        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
