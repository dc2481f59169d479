using System.Text.RegularExpressions;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>A run that a signal ends: 128 and its number, the file closed and readable, one line, no stack.</summary>
public sealed partial class SignalTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void A_run_without_launcher_ends_in_order(int signal)
    {
        using var lab = new Lab();
        using RunningProgram run = LongRun.Start(lab, null, 1);
        run.Send(signal);
        Assert.Equal(128 + signal, AssertEnded(lab, run, signal).ExitCode);
    }

    [Theory]
    [InlineData("openmpi", 2)]
    [InlineData("openmpi", 15)]
    [InlineData("mpich", 2)]
    [InlineData("mpich", 15)]
    public void A_signal_to_a_single_rank_ends_all_of_them_in_order(string mpi, int signal)
    {
        using var lab = new Lab();
        using RunningProgram run = LongRun.Start(lab, Mpiexec.Of(mpi), 3);
        RunningProgram.Send(LongRun.Processes(run)[2], signal);
        Assert.Equal(128 + signal, AssertEnded(lab, run, signal).ExitCode);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void A_signal_to_the_launcher_of_open_mpi_is_passed_on_to_all_ranks(int signal)
    {
        using var lab = new Lab();
        using RunningProgram run = LongRun.Start(lab, Mpiexec.OpenMpi, 3);
        run.Send(signal);

        // Whatever it gets, it sends TERM, and KILL a second later.
        AssertEnded(lab, run, 15);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void A_signal_to_the_launcher_of_mpich_leaves_a_readable_file_and_no_rank(int signal)
    {
        using var lab = new Lab();
        using RunningProgram run = LongRun.Start(lab, Mpiexec.Mpich, 3);
        int[] ranks = LongRun.Processes(run);
        run.Send(signal);
        ShellResult result = run.Wait(TimeSpan.FromSeconds(30));
        Assert.False(result.TimedOut, result.ToString());
        AssertReadable(lab);
        Assert.All(ranks, id => Assert.False(Directory.Exists($"/proc/{id}"), $"process {id} lives on"));
    }

    [Fact]
    public void The_second_signal_ends_a_run_at_once()
    {
        // A single stretch of many steps of many particles: the next poll event is far away.
        using Lab lab = new Lab().Write("run.yaml", LongRun.Text.Replace("count: 2000", "count: 2000000", StringComparison.Ordinal).Replace("every: 1 d", "every: never", StringComparison.Ordinal));
        using RunningProgram run = Shell.Start(Lab.Program, ["run", "run.yaml", "--threads", "1"], Lab.Plain(), lab.Folder);
        for (int i = 0; i < 500 && !File.Exists(lab.File("out.h5.partial")); i++)
            Thread.Sleep(20);
        run.Send(15);
        run.Send(15);
        ShellResult result = run.Wait(TimeSpan.FromSeconds(30));
        Assert.True(result.ExitCode == 143, result.ToString());
    }

    private static ShellResult AssertEnded(Lab lab, RunningProgram run, int signal)
    {
        ShellResult result = run.Wait(TimeSpan.FromSeconds(30));
        Assert.False(result.TimedOut, result.ToString());
        Assert.NotEqual(0, result.ExitCode);
        string message = Assert.Single(result.Messages());
        Assert.Matches($"^out.h5: signal {signal} ended the run at [0-9]+ s; the first [0-9]+ of 1001 outputs are saved in out.h5.partial; start anew with --overwrite$", message);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        int saved = int.Parse(Saved().Match(message).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(saved, AssertReadable(lab));
        return result;
    }

    private static int AssertReadable(Lab lab)
    {
        Assert.False(File.Exists(lab.File("out.h5")));
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("out.h5.partial"));
        Assert.InRange(file.Reached, 1, 1000);
        Assert.All(file.At(file.Reached - 1, "lon"), lon => Assert.True(double.IsFinite(lon)));
        return file.Reached;
    }

    [GeneratedRegex("first (?<n>[0-9]+) of", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Saved();
}
