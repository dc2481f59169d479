using System.Text.Json;
using Drift.App.Benchmarks;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The command that measures: what it prints, not how fast anything is.</summary>
public sealed class BenchTests
{
    private static readonly string[] Small = ["bench", "--quick", "--particles", "2000", "--rounds", "1"];

    [Fact]
    public void Every_workload_has_a_row_with_a_rate_under_the_machine_it_was_measured_on()
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift([.. Small, "--only", "throughput", "--markdown", "result.md"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(result.Error);
        foreach (Workload workload in Workload.All)
        {
            string[] cells = [.. Assert.Single(result.Lines, l => l.StartsWith($"| {workload.Name} ", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries)];
            Assert.Matches(@"^[0-9]+\.[0-9]+ \([0-9]+\.[0-9]+\)$", cells[6]);
        }

        Assert.Contains(result.Lines, l => l.StartsWith("| processor ", StringComparison.Ordinal));
        Assert.Equal(result.Output, File.ReadAllText(lab.File("result.md")));
        lab.Drift([.. Small, "--markdown", "result.md"]).AssertProblems(ExitCode.Preflight, "result.md: the file exists already; give another name");
    }

    [Theory]
    [InlineData("constant Kh", "throughput", 3)]
    [InlineData("kernel file", "throughput", 2)]
    [InlineData("run", "run", 2)]
    [InlineData("size", "size", 3)]
    [InlineData("memory", "memory", 6)]
    public void A_part_that_is_asked_for_is_one_table_as_json(string only, string table, int rows)
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift([.. Small, "--json", "--only", only]);
        Assert.True(result.ExitCode == 0, result.ToString());
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(["machine", table], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(rows, json.RootElement.GetProperty(table).GetArrayLength());
    }

    [Fact]
    public void Threads_are_compared_with_one()
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift([.. Small, "--json", "--only", "threads", "--threads", "2"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.All(json.RootElement.GetProperty("threads").EnumerateArray(), row => Assert.Equal(2, row.GetProperty("threads").GetInt32()));
    }

    [Fact]
    public void Without_a_compiler_the_column_of_plain_C_says_so()
    {
        using var lab = new Lab();
        Dictionary<string, string?> environment = Lab.Plain();
        environment["PATH"] = lab.Folder;
        environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        ShellResult result = Shell.Run(Lab.Program, [.. Small, "--only", "DiffusionUniformKh, constant"], environment, TimeSpan.FromMinutes(1), lab.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("| normal | no gcc ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only AdvectionRK5", "--only: there is no workload or table 'AdvectionRK5'; did you mean 'AdvectionRK4'?")]
    [InlineData("--only trheads", "--only: there is no workload or table 'trheads'; did you mean 'threads'?")]
    [InlineData("--only xyzzy", "--only: there is no workload or table 'xyzzy'; give part of the name of a workload, such as RK4, or a table: throughput, threads, size, run, memory")]
    [InlineData("--rounds 0 --lanes 2", "--rounds: 0 is no number of rounds; give 1 to 1000, or leave it away", "--lanes: 2 is no width of lanes; give 1, 4 or 8, or leave it away")]
    [InlineData("--particles many", "bench --particles: 'many' is no whole number; write --particles N")]
    public void What_cannot_be_measured_is_said_before_anything_is(string options, params string[] expected)
    {
        using var lab = new Lab();
        lab.Drift(["bench", .. options.Split(' ')]).AssertProblems(ExitCode.Preflight, expected);
    }
}
