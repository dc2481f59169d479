using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The command line: mistakes in it, and the help.</summary>
public sealed class CommandLineTests
{
    private const int Columns = 100;

    [Theory]
    [InlineData("rnu a.yaml", "there is no command 'rnu'; did you mean 'run'?")]
    [InlineData("Run a.yaml", "there is no command 'Run'; did you mean 'run'?")]
    [InlineData("simulate", "there is no command 'simulate'; known here: run, check, info, verify, validate, diff, bench, sample-data")]
    [InlineData("help rnu", "there is no command 'rnu'; did you mean 'run'?")]
    [InlineData("run", "run: FILE.yaml is missing; write drift run FILE.yaml")]
    [InlineData("diff a.h5", "diff: B.h5 is missing; write drift diff A.h5 B.h5")]
    [InlineData("run a.yaml --quite", "run: there is no option --quite; did you mean --quiet?")]
    [InlineData("run a.yaml -o b.h5", "run: there is no option -o; did you mean --output?", "run: 'b.h5' is one too many; it takes FILE.yaml only")]
    [InlineData("run a.yaml --xyzzy", "run: there is no option --xyzzy; 'drift help run' lists them")]
    [InlineData("run a.yaml --threads two", "run --threads: 'two' is no whole number; write --threads N")]
    [InlineData("run a.yaml --threads -2", "--threads: -2 is no number of threads; give 1 or more, or leave it away")]
    [InlineData("run a.yaml --lanes 3", "--lanes: 3 is no width of lanes; give 1, 4 or 8, or leave it away")]
    [InlineData("run a.yaml --output", "run --output: a value is missing; write --output FILE")]
    [InlineData("run a.yaml --output --quiet", "run --output: a value is missing; write --output FILE")]
    [InlineData("run a.yaml --quiet=yes", "run --quiet: it takes no value, and 'yes' is one; write --quiet alone")]
    [InlineData("run a.yaml b.yaml", "run: 'b.yaml' is one too many; it takes FILE.yaml only")]
    [InlineData("run a.yaml --resume", "--resume: going on with an interrupted run is not yet available; start anew with --overwrite")]
    [InlineData("check a.yaml --ranks 0", "--ranks: 0 is no number of ranks; give 1 or more")]
    [InlineData("verify a.yaml --ranks 1,x", "--ranks: 'x' is no number of 1 or more; give a list such as 1,2,7")]
    [InlineData("verify a.yaml --ranks 2 --mpi lam", "--mpi: there is no MPI 'lam'; give openmpi or mpich, or leave it away")]
    [InlineData("sample-data moving-edies", "sample-data: there is no flow moving-edies; did you mean moving-eddies?")]
    [InlineData("info a.h5", "a.h5: there is no such file; check its name")]
    [InlineData("run --threads x --quite", "run --threads: 'x' is no whole number; write --threads N", "run: there is no option --quite; did you mean --quiet?", "run: FILE.yaml is missing; write drift run FILE.yaml")]
    public void A_mistake_on_the_command_line_says_what_was_probably_meant(string line, params string[] expected)
    {
        using var lab = new Lab();
        lab.Drift(line.Split(' ')).AssertProblems(ExitCode.Preflight, expected);
    }

    [Fact]
    public void A_mistake_on_the_command_line_is_said_by_one_of_three_ranks()
    {
        using var lab = new Lab();
        lab.Drift(Mpiexec.OpenMpi, 3, "run", "a.yaml", "--quite").AssertProblems(ExitCode.Preflight, "run: there is no option --quite; did you mean --quiet?");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("--help", 0)]
    [InlineData("help", 0)]
    public void The_help_lists_all_commands(string line, int code)
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(code, result.ExitCode);
        Assert.Empty(result.Error);
        foreach (string command in new[] { "run", "check", "info", "verify", "diff", "bench", "sample-data" })
            Assert.Contains(result.Lines, l => l.StartsWith(command + " ", StringComparison.Ordinal));
        Assert.All(result.Output.Split('\n'), l => Assert.InRange(l.Length, 0, Columns));
    }

    [Theory]
    [InlineData("run", "--output")]
    [InlineData("check", "--ranks")]
    [InlineData("info", "NetCDF file")]
    [InlineData("verify", "--mpi")]
    [InlineData("diff", "B.h5")]
    [InlineData("bench", "--rounds")]
    [InlineData("sample-data", "--overwrite")]
    public void The_help_of_a_command_has_its_options_and_one_example_and_is_the_same_in_both_forms(string command, string option)
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift("help", command);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(option, result.Output, StringComparison.Ordinal);
        Assert.Single(result.Lines, l => l.StartsWith($"drift {command} ", StringComparison.Ordinal));
        Assert.StartsWith($"drift {command}: ", result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), l => Assert.InRange(l.Length, 0, Columns));
        Assert.Equal(result.Output, lab.Drift(command, "--help").Output);
    }

    [Fact]
    public void The_version_is_one_line()
    {
        using var lab = new Lab();
        Assert.Matches("^drift [0-9]+\\.[0-9]+\\.[0-9]+ \\(commit [0-9a-z]+\\)\n$", lab.Drift("--version").Output);
    }

    [Fact]
    public void Sample_data_lists_its_flows_and_replaces_no_file()
    {
        using Lab lab = new Lab().Write("moving-eddies.nc", "precious");
        Assert.Contains(lab.Drift("sample-data").Lines, l => l.StartsWith("moving-eddies ", StringComparison.Ordinal));
        lab.Drift("sample-data", "moving-eddies").AssertProblems(
            ExitCode.Preflight, "moving-eddies.nc: the file exists already; give another name, or replace it with --overwrite");
    }
}
