using Drift.App.Terminal;
using Drift.Core.Running;
using Drift.Testing;
using Spectre.Console;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What a run shows while it is under way.</summary>
public sealed class TerminalTests
{
    [Fact]
    public void A_terminal_gets_one_line_that_is_written_over_and_taken_away()
    {
        Shell.Require("script");
        using Lab lab = new Lab().Write("long.yaml", LongRun.Text);
        Dictionary<string, string?> environment = Lab.Plain();
        environment["TERM"] = "xterm";
        string command = $"stty cols 80; {Lab.Program} run long.yaml --set 'execution={{runtime: 30 d, dt: 10 s}}'";
        ShellResult result = Shell.Run("script", ["-qec", command, "/dev/null"], environment, TimeSpan.FromMinutes(2), lab.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        string[] drawn = [.. result.Output.Split("\r\e[K").Where(part => part.Contains('━', StringComparison.Ordinal))];
        Assert.True(drawn.Length > 1, result.Output);
        Assert.All(drawn, line => Assert.DoesNotContain('\n', line));
        Assert.All(drawn, line => Assert.Contains("particle-steps/s", line, StringComparison.Ordinal));
        string last = result.Output[(result.Output.LastIndexOf("\r\e[K", StringComparison.Ordinal) + 4)..];
        Assert.StartsWith("drift: out.h5: 2000 trajectories, ", last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_gets_plain_lines_and_quiet_gets_none()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text + "\ncheckpoint: {every: 1 h}\n");
        ShellResult plain = lab.Drift("run", "run.yaml");
        Assert.Equal(3, plain.Messages().Length);
        Assert.Equal("warning: run.yaml:16:13: checkpoint: checkpoints are not yet available: the run writes none", plain.Messages()[0]);
        Assert.StartsWith("out.h5: 20 trajectories, ", plain.Messages()[1], StringComparison.Ordinal);
        Assert.Contains(" in all (input 0.00 s, kernels ", plain.Messages()[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', plain.Error);
        Assert.Empty(plain.Output);
        ShellResult quiet = lab.Drift("run", "run.yaml", "--quiet", "--overwrite");
        Assert.Equal((0, "", ""), (quiet.ExitCode, quiet.Output, quiet.Error));
    }

    [Fact]
    public void Lines_in_a_log_come_at_longer_and_longer_intervals()
    {
        using var log = new StringWriter();
        var progress = new ProgressLog(log);
        for (int second = 0; second <= 86400; second++)
            progress.Report(At(second, 86400));
        string[] lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("drift: 0 %, output 0 of 10, 24.0 million particle-steps/s, 23 h 59 min left", lines[0]);
        Assert.InRange(lines.Length, 15, 25);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(10)]
    public void The_line_fits_any_terminal_and_is_drawn_ten_times_a_second_at_most(int width)
    {
        using var text = new StringWriter();
        var line = new ProgressLine("A title with [brackets] that is rather long, as titles are", () =>
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
            console.Profile.Width = width;
            return console;
        });
        for (int ms = 0; ms < 1000; ms++)
            line.Report(At(ms / 1000.0, 2));
        string[] drawn = text.ToString().Split("\r\e[K");
        Assert.Equal("", drawn[0]);
        Assert.InRange(drawn.Length - 1, 4, 6);
        Assert.All(drawn, d => Assert.InRange(d.Length, 0, width - 1));
        Assert.All(drawn, d => Assert.DoesNotContain('\n', d));
        line.Clear();
        Assert.EndsWith("\r\e[K", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Work_and_progress_stay_on_the_thread_that_may_call_mpi()
    {
        int main = Environment.CurrentManagedThreadId;
        Assert.Equal(main, Terminal.Progress.Show(true, "test", report =>
        {
            report!(At(1, 2));
            return Environment.CurrentManagedThreadId;
        }));
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error()
    {
        using var lab = new Lab();
        lab.Run(Lab.Text).Dispose();
        ShellResult result = Shell.Run("bash", ["-c", $"set -o pipefail; '{Lab.Program}' info out.h5 | head -n 1"], Lab.Plain(), folder: lab.Folder);
        Assert.Equal(("file                     out.h5 (complete)\n", ""), (result.Output, result.Error));
        Assert.Equal(0, result.ExitCode);
    }

    private static RunProgress At(double second, double of) =>
        new((long)(second * 24e6), (long)(of * 24e6), 1, (int)(10 * second / of), 10, TimeSpan.FromSeconds(second));
}
