using Drift.Testing;
using Xunit;

namespace Drift.Mpi.Tests.Testing;

public sealed class ShellTests
{
    [Fact]
    public void Output_error_and_exit_code_are_captured_apart()
    {
        ShellResult r = Shell.Run("sh", ["-c", "echo one; echo two >&2; exit 7"]);
        Assert.Equal("one", Assert.Single(r.Lines));
        Assert.Equal("two", Assert.Single(r.ErrorLines));
        Assert.Equal(7, r.ExitCode);
        Assert.False(r.TimedOut);
    }

    [Fact]
    public void A_program_whose_time_is_up_is_killed_with_its_grandchildren()
    {
        ShellResult r = Shell.Run("sh", ["-c", "sh -c 'sleep 60 & echo $!; wait' & wait"], timeout: TimeSpan.FromSeconds(1));
        Assert.True(r.TimedOut);
        Assert.True(r.Elapsed < TimeSpan.FromSeconds(10));
        string state = $"/proc/{Assert.Single(r.Lines)}/stat";
        Assert.True(!File.Exists(state) || File.ReadAllText(state).Contains(") Z ", StringComparison.Ordinal), "the grandchild lives on");
    }

    [Fact]
    public void A_child_that_outlives_the_program_and_holds_its_pipes_does_not_hang_the_test()
    {
        ShellResult r = Shell.Run("sh", ["-c", "sleep 20 & echo $!"], timeout: TimeSpan.FromSeconds(15));
        Assert.False(r.TimedOut);
        RunningProgram.Send(int.Parse(r.Lines[0], System.Globalization.CultureInfo.InvariantCulture), 9);
    }

    [Fact]
    public void A_signal_reaches_the_program()
    {
        using RunningProgram p = Shell.Start("sh", ["-c", "trap 'exit 42' USR1; echo ready; while :; do sleep 0.05; done"]);
        Assert.True(p.WaitForOutput("ready"));
        p.Send(10);
        Assert.Equal(42, p.Wait(TimeSpan.FromSeconds(10)).ExitCode);
    }

    [Fact]
    public void Variables_are_set_and_removed()
    {
        ShellResult r = Shell.Run("sh", ["-c", "echo $DRIFT_A-${HOME:-gone}"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["DRIFT_A"] = "x", ["HOME"] = null });
        Assert.Equal("x-gone", Assert.Single(r.Lines));
    }
}
