using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Output.Probe;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

public sealed class OutputPlaceTests
{
    private static readonly TrajectorySchema Small = ProbeRun.Schema(5, 2);

    [Fact]
    public void An_existing_file_and_a_left_over_one_are_both_named_with_their_remedies()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5");
        File.WriteAllText(path, "");
        File.WriteAllText(path + ".partial", "");
        IReadOnlyList<Problem> problems = TrajectoryWriter.Check(path, Small);
        Assert.Equal(2, problems.Count);
        Assert.Equal($"{path}: the output file exists already; give another name, or replace it with --overwrite", problems[0].ToString());
        Assert.Equal(
            $"{path}: an interrupted run left {path}.partial behind; give another name, or start anew with --overwrite",
            problems[1].ToString());
        var error = Assert.Throws<DriftException>(() => TrajectoryWriter.Create(path, Small));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Assert.Equal(problems, error.Problems);
        Assert.Empty(TrajectoryWriter.Check(path, Small, overwrite: true));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            $"{folder.File("no/a.h5")}: the output folder {folder.File("no")} does not exist; create it (mkdir -p {folder.File("no")}), or give another name",
            Assert.Single(TrajectoryWriter.Check(folder.File("no/a.h5"), Small)).ToString());
    }

    [Fact]
    public void A_folder_is_not_an_output_file()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is a folder", Assert.Single(TrajectoryWriter.Check(folder.Path, Small)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_nobody_may_write_to_is_named()
    {
        Assert.Equal(
            "/proc/a.h5: the output folder /proc is not writable; check who may write there (ls -ld), or give another folder",
            TrajectoryWriter.Check("/proc/a.h5", Small)[0].ToString());
    }

    [Fact]
    public void Too_little_room_is_found_before_the_first_step()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema huge = ProbeRun.Schema(1L << 40, 1000);
        Problem problem = Assert.Single(TrajectoryWriter.Check(folder.File("a.h5"), huge));
        Assert.Matches("^the output needs [0-9]+ GB, and .* has [0-9.]+ (GB|MB) free$", problem.What);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_check_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(TrajectoryWriter.Check(folder.File("a.h5"), Small));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
