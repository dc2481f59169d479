using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>An output that cannot be written: found before the first step, or, if it fails later, ended with what there is.</summary>
public sealed class BadOutputTests
{
    [Fact]
    public void A_file_that_exists_is_not_replaced_unless_asked_for()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text).Write("out.h5", "precious");
        lab.Drift("run", "run.yaml").AssertProblems(
            ExitCode.Preflight, "out.h5: the output file exists already; give another name, or replace it with --overwrite");
        Assert.Equal("precious", File.ReadAllText(lab.File("out.h5")));
        using TrajectoryFile file = lab.Run(Lab.Text, "out.h5", "--overwrite");
        Assert.True(file.IsComplete);
    }

    [Fact]
    public void The_file_of_an_interrupted_run_is_not_replaced_unless_asked_for()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text).Write("out.h5.partial", "precious");
        lab.Drift("run", "run.yaml").AssertProblems(
            ExitCode.Preflight, "out.h5: an interrupted run left out.h5.partial behind; give another name, or start anew with --overwrite");
        Assert.Equal("precious", File.ReadAllText(lab.File("out.h5.partial")));
        using TrajectoryFile file = lab.Run(Lab.Text, "out.h5", "--overwrite");
        Assert.True(file.IsComplete);
    }

    [Fact]
    public void A_place_that_cannot_take_the_file_is_found()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text).Write("plain", "");
        Directory.CreateDirectory(lab.File("sub"));
        void Refused(string output, string message) =>
            lab.Drift("run", "run.yaml", "--output", output).AssertProblems(ExitCode.Preflight, $"{output}: {message}");
        Refused("none/out.h5", $"the output folder {lab.File("none")} does not exist; create it (mkdir -p {lab.File("none")}), or give another name");
        Refused("plain/out.h5", $"the output folder {lab.File("plain")} is a file; give another name");
        Refused("sub", "the output file is a folder; give the name of a file in it");
        Refused("/proc/out.h5", "the output folder /proc is not writable; check who may write there (ls -ld), or give another folder");
    }

    [Fact]
    public void An_existing_file_is_said_by_one_of_three_ranks()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text).Write("out.h5", "precious");
        lab.Drift(Mpiexec.OpenMpi, 3, "run", "run.yaml").AssertProblems(
            ExitCode.Preflight, "out.h5: the output file exists already; give another name, or replace it with --overwrite");
    }

    [Fact]
    public void A_disk_that_is_too_small_is_found_before_the_first_step()
    {
        using var disk = SmallDisk.Mount(4);
        using Lab lab = new Lab().Write("long.yaml", LongRun.Text);
        string message = Assert.Single(lab.Drift("run", "long.yaml", "--output", Path.Combine(disk.Path, "out.h5")).Messages());
        Assert.Equal($"{Path.Combine(disk.Path, "out.h5")}: the output needs 34.1 MB, and {disk.Path} has 4.2 MB free; make room, write elsewhere, or record less often", message);
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    [Fact]
    public void A_size_limit_of_files_is_found_before_the_first_step()
    {
        using Lab lab = new Lab().Write("long.yaml", LongRun.Text);
        // Without this the runtime itself fails to start: it maps its code through a file of gigabytes.
        Dictionary<string, string?> environment = Lab.Plain();
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        ShellResult result = Shell.Run("bash", ["-c", "ulimit -f 1000; exec \"$@\"", "bash", Lab.Program, "run", "long.yaml"], environment, folder: lab.Folder);
        result.AssertProblems(
            ExitCode.Preflight, "out.h5: the output needs 34.1 MB, and files may grow to 1.0 MB only; raise the limit (ulimit -f unlimited)");
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "openmpi")]
    [InlineData(3, "mpich")]
    public void A_disk_that_fills_up_during_the_run_ends_it_with_code_4_and_what_was_saved_stays_readable(int ranks, string mpi)
    {
        Shell.Require("prlimit");
        using var lab = new Lab();
        using RunningProgram run = LongRun.Start(lab, mpi.Length == 0 ? null : Mpiexec.Of(mpi), ranks);
        int root = LongRun.Processes(run)[0];
        Assert.Equal(0, Shell.Run("prlimit", ["--pid", $"{root}", "--fsize=16000000"]).ExitCode);
        ShellResult result = run.Wait(TimeSpan.FromMinutes(1));
        Assert.True(result.ExitCode == 4, result.ToString());
        string message = Assert.Single(result.ErrorLines, line => line.Contains("out.h5.partial", StringComparison.Ordinal));
        Assert.Contains("File too large", message, StringComparison.Ordinal);
        Assert.EndsWith("; raise the limit (ulimit -f unlimited), then start anew with --overwrite", message, StringComparison.Ordinal);
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("out.h5.partial"));
        Assert.Contains($"the first {file.Reached} of 1001 outputs are saved in this file", message, StringComparison.Ordinal);
        Assert.InRange(file.Reached, 1, 1000);
        Assert.All(file.At(file.Reached - 1, "lon"), lon => Assert.True(double.IsFinite(lon)));
    }
}
