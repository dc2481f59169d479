using System.Globalization;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Output.Probe;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

public sealed class FullDiskTests
{
    [Fact]
    public void A_size_limit_of_files_is_found_before_the_first_step()
    {
        using var folder = new TemporaryFolder();
        string[] command = Shell.DotNet("Drift.Output.Probe", "write", folder.File("a.h5"), "10000", "20");
        // Without this the runtime itself fails to start: it maps its code through a file of gigabytes.
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_EnableWriteXorExecute"] = "0" };
        ShellResult result = Shell.Run("bash", ["-c", "ulimit -f 1000; exec \"$@\"", "bash", .. command], environment);
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.Equal(
            $"{folder.File("a.h5")}: the output needs 5.2 MB, and files may grow to 1.0 MB only; raise the limit (ulimit -f unlimited)",
            Assert.Single(result.ErrorLines));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_size_limit_in_the_middle_of_the_run_is_one_message_and_what_was_saved_stays_readable()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5");
        string[] command = Shell.DotNet("Drift.Output.Probe", "limit", path, "10000", "20", "3");
        ShellResult result = Shell.Run(command[0], command.Skip(1));
        Assert.True(result.ExitCode == (int)ExitCode.FileFailed, result.ToString());
        Assert.Equal(
            $"{path}.partial: output 4 of 20: cannot write variable 'age': File too large; the first 3 of 20 outputs are saved in this file; "
            + "raise the limit (ulimit -f unlimited), then start anew with --overwrite",
            Assert.Single(result.ErrorLines));
        using TrajectoryFile file = TrajectoryFile.Open(path + ".partial");
        Assert.Equal(3, file.Reached);
        Assert.Null(ProbeRun.FirstWrong(file, ProbeRun.Schema(10_000, 20)));
    }

    [Fact]
    public void A_disk_that_fills_up_before_the_first_output_is_one_message()
    {
        using var disk = SmallDisk.Mount(16);
        string path = Path.Combine(disk.Path, "a.h5");
        TrajectorySchema schema = ProbeRun.Schema(10_000, 20); // 5.2 MB
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        disk.Fill(2_000_000);
        ProbeRun.WriteOutput(writer, schema, 0, 10_000);
        var error = Assert.Throws<DriftException>(() => writer.Sync());
        Assert.Equal(ExitCode.FileFailed, error.Code);
        Assert.Equal(
            $"{path}.partial: output 1 of 20: No space left on device; nothing is saved yet; make room on this disk, or write to another one, then start anew with --overwrite",
            error.Message);
    }

    [Fact]
    public void Room_that_was_set_aside_cannot_be_taken_by_others()
    {
        using var disk = SmallDisk.Mount(16);
        string path = Path.Combine(disk.Path, "a.h5");
        TrajectorySchema schema = ProbeRun.Schema(10_000, 20);
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < 20; obs++)
        {
            ProbeRun.WriteOutput(writer, schema, obs, 10_000);
            writer.Sync();
            if (obs == 0)
                disk.Fill(0);
        }
        writer.Complete();
        using TrajectoryFile file = TrajectoryFile.Open(path);
        Assert.Null(ProbeRun.FirstWrong(file, schema));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_found_before_the_first_step()
    {
        using var disk = SmallDisk.Mount(4);
        Problem problem = Assert.Single(TrajectoryWriter.Check(Path.Combine(disk.Path, "a.h5"), ProbeRun.Schema(10_000, 20)));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"the output needs 5.2 MB, and {disk.Path} has 4.2 MB free"), problem.What);
    }
}
