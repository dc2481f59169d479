using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The notebook as a user runs it: from its source, and published on the ranks of either MPI.</summary>
public sealed class NotebookTests(PublishedNotebook notebook) : IClassFixture<PublishedNotebook>
{
    private const int Cells = 7;

    [Fact]
    public void The_notebook_runs_from_its_source()
    {
        ShellResult result = Sdk.Run(["run", "-c", "Release", Sdk.Example("notebook.cs"), "--", "--quick"]);
        RequireAllCells(result);
        Assert.Contains("on 1 rank(s) x 2 worker(s) x 2 threads", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openmpi", 2)]
    [InlineData("openmpi", 3)]
    [InlineData("mpich", 2)]
    public void The_notebook_shares_its_seeds_over_ranks_and_equals_the_serial_run(string launcher, int ranks)
    {
        ShellResult result = Mpiexec.Of(launcher).Run(ranks, ["dotnet", notebook.Program, "--quick"], timeout: TimeSpan.FromMinutes(2));
        RequireAllCells(result);
        Assert.Contains($"on {ranks} rank(s) x 1 worker(s) x 2 threads", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_long_cells_are_those_of_the_notebook()
    {
        ShellResult result = Shell.Run("dotnet", [notebook.Program], Sdk.Environment, TimeSpan.FromMinutes(2));
        RequireAllCells(result);
        Assert.Contains("four seeds in parallel: 100000 particles, 10 days", result.Output, StringComparison.Ordinal);
        Assert.Contains("400000 positions of the parallel run equal", result.Output, StringComparison.Ordinal);
    }

    private static void RequireAllCells(ShellResult result)
    {
        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(Cells, result.Lines.Count(line => line.StartsWith("CPU times: user ", StringComparison.Ordinal)));
        Assert.Equal(Cells, result.Lines.Count(line => line.StartsWith("Wall time: ", StringComparison.Ordinal)));
        Assert.Equal(3, result.Lines.Count(line => line.EndsWith("bit for bit", StringComparison.Ordinal)));
        Assert.Equal(2, result.Lines.Count(line => line.Contains("sqrt(2 K t)", StringComparison.Ordinal) && line.EndsWith(": right", StringComparison.Ordinal)));
        Assert.DoesNotContain("DIFFER", result.Output, StringComparison.Ordinal);
        Assert.Contains("the merged set equals the whole one", result.Output, StringComparison.Ordinal);
    }
}
