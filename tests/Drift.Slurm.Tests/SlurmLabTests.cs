using System.Globalization;
using Drift.Testing;
using Xunit;

namespace Drift.Slurm.Tests;

public sealed class SlurmLabTests(SlurmLab lab) : IClassFixture<SlurmLab>
{
    [Theory]
    [InlineData("pmi2", "PMI_RANK")]
    [InlineData("pmix", "PMIX_RANK")]
    public void Ranks_are_numbered_over_all_virtual_nodes(string pmi, string rank)
    {
        ShellResult result = lab.Run("srun", ["-K1", $"--mpi={pmi}", "-N2", "-n4", "sh", "-c", $"echo ${rank} $SLURMD_NODENAME"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        string[][] ranks = [.. result.Lines.Order(StringComparer.Ordinal).Select(line => line.Split(' '))];
        Assert.Equal("0 1 2 3", string.Join(' ', ranks.Select(words => words[0])));
        Assert.Equal(2, ranks.Select(words => words[1]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_rank_that_fails_ends_the_others()
    {
        ShellResult result = lab.Run("srun", ["-K1", "--mpi=pmi2", "-n2", "sh", "-c", "[ $PMI_RANK = 0 ] || exit 7; sleep 60"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.InRange(result.Elapsed.TotalSeconds, 0, 30); // half of what the other rank sleeps
    }

    [Fact]
    public void Two_labs_run_side_by_side_and_leave_no_process_behind()
    {
        int[] processes;
        using (SlurmLab other = new(nodes: 1, processors: 1))
        {
            Assert.Equal("1", other.Run("sinfo", ["-h", "-o", "%D"]).Output.Trim());
            Assert.Equal("3", lab.Run("sinfo", ["-h", "-o", "%D"]).Output.Trim());
            processes =
            [
                .. Directory.EnumerateFiles(Path.Combine(other.Folder, "run"), "*.pid").Select(file => int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)),
            ];
            Assert.Equal(3, processes.Length);
            Assert.All(processes, id => Assert.True(IsAlive(id)));
        }
        Assert.All(processes, id => Assert.False(IsAlive(id)));
    }

    // One that ended and was not waited for by its parent has no command line any more.
    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/cmdline") && File.ReadAllBytes($"/proc/{id}/cmdline").Length > 0;
}
