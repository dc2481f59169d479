using System.Diagnostics;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.Slurm.Tests;

public sealed class JobTests(SlurmLab lab) : IClassFixture<SlurmLab>
{
    private const int Particles = 101; // a number that four ranks cannot share evenly
    private static readonly string[] TwoNodes = ["--nodes=2", "--ntasks=4"];
    private static readonly string[] Few = ["--set", "particles.count=101", "--set", "execution.runtime=2 d"];

    public static TheoryData<string> EachMpi => ["openmpi", "mpich"];

    [Theory]
    [MemberData(nameof(EachMpi))]
    public void An_experiment_on_two_nodes_gives_the_bits_of_one_rank(string mpi)
    {
        using SlurmJob job = new(lab);
        job.RunAlone([SlurmJob.Example("brownian.yaml"), .. Few, "--output", "alone.h5"]);
        ShellResult result = job.Submit("run.sbatch", mpi, TwoNodes, [SlurmJob.Example("brownian.yaml"), .. Few]);

        Assert.True(result.ExitCode == 0, result + job.Log);
        Assert.Contains("on 4 ranks", job.Log, StringComparison.Ordinal);
        job.AssertEqual("alone.h5", "brownian.h5");
    }

    [Theory]
    [MemberData(nameof(EachMpi))]
    public void A_task_of_an_array_gives_the_bits_of_its_member_of_the_ensemble(string mpi)
    {
        using SlurmJob job = new(lab);
        string[] experiment = [SlurmJob.Example("brownian-ensemble.yaml"), .. Few];
        ShellResult ensemble = job.Submit("run.sbatch", mpi, TwoNodes, experiment);
        ShellResult array = job.Submit("ensemble.sbatch", mpi, ["--array=0-3"], experiment);

        Assert.True(ensemble.ExitCode == 0 && array.ExitCode == 0, $"{ensemble}{array}{job.Log}");
        for (int seed = 0; seed < 4; seed++)
        {
            double[] member = job.LastLongitudes("brownian-ensemble.h5", seed, Particles);
            double[] task = job.LastLongitudes($"brownian-ensemble-{seed}.h5", 0, Particles);
            Assert.Equal(member.Select(BitConverter.DoubleToInt64Bits), task.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void A_task_of_an_array_may_take_several_seeds_of_an_experiment_that_has_one()
    {
        using SlurmJob job = new(lab);
        job.RunAlone([SlurmJob.Example("brownian.yaml"), .. Few, "--set", "seed=null", "--set", "realisations.seeds=2..3", "--output", "alone.h5"]);
        ShellResult result = job.Submit(
            "ensemble.sbatch", "openmpi", ["--array=1"], [SlurmJob.Example("brownian.yaml"), .. Few], ("DRIFT_SEEDS", "2"));

        Assert.True(result.ExitCode == 0, result + job.Log);
        job.AssertEqual("alone.h5", "brownian-1.h5");
    }

    [Fact]
    public void A_sweep_puts_the_number_of_the_task_into_any_key()
    {
        using SlurmJob job = new(lab);
        job.RunAlone([SlurmJob.Example("brownian.yaml"), .. Few, "--set", "execution.dt=30 min", "--output", "alone.h5"]);
        ShellResult result = job.Submit(
            "ensemble.sbatch", "openmpi", ["--array=30"], [SlurmJob.Example("brownian.yaml"), .. Few], ("DRIFT_SET", "execution.dt={} min"));

        Assert.True(result.ExitCode == 0, result + job.Log);
        job.AssertEqual("alone.h5", "brownian-30.h5");
    }

    [Theory]
    [MemberData(nameof(EachMpi))]
    public void A_wrong_experiment_ends_the_job_with_2_and_one_message(string mpi)
    {
        using SlurmJob job = new(lab);
        ShellResult result = job.Submit("run.sbatch", mpi, TwoNodes, [SlurmJob.Example("brownian.yaml"), "--set", "particles.cuont=5"]);

        Assert.True(result.ExitCode == 2, result + job.Log);
        string message = Assert.Single(job.Log.Split('\n'), line => line.StartsWith("drift: ", StringComparison.Ordinal));
        Assert.Contains("did you mean 'count'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_srun_without_pmi_is_named_once_with_the_remedy_and_ends_with_3()
    {
        using SlurmJob job = new(lab);
        ShellResult result = lab.Run(
            "srun",
            ["-N2", "-n4", SlurmJob.Drift, "run", SlurmJob.Example("brownian.yaml")],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["DRIFT_SKIP_SETUP"] = "1" },
            job.Folder);

        Assert.True(result.ExitCode == 3, result.ToString());
        string message = Assert.Single(result.ErrorLines, line => line.StartsWith("drift: ", StringComparison.Ordinal));
        Assert.Contains("use srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)", message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(job.Folder));
    }

    [Theory]
    [MemberData(nameof(EachMpi))]
    public void A_rank_that_is_killed_ends_the_job_and_no_rank_lives_on(string mpi)
    {
        using SlurmJob job = new(lab);
        string output = job.PathOf("endless.h5");
        string[] endless = ["--set", "execution.runtime=500000 d", "--set", "output.every=500000 d", "--output", output];
        using RunningProgram running = job.Start("run.sbatch", mpi, TwoNodes, [SlurmJob.Example("brownian-ensemble.yaml"), .. endless]);
        int[] ranks = WaitForRanks(output, running);
        RunningProgram.Send(ranks[^1], 9);
        ShellResult result = running.Wait(TimeSpan.FromMinutes(1));

        Assert.False(result.TimedOut, $"{result}{job.Log}");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Killed", job.Log, StringComparison.Ordinal);
        Assert.All(ranks, rank => Assert.False(IsRank(rank, output)));
        Assert.False(File.Exists(output));
    }

    [Theory]
    [MemberData(nameof(EachMpi))]
    public void A_job_that_is_cancelled_closes_its_file_with_every_output_so_far(string mpi)
    {
        using SlurmJob job = new(lab);
        string output = job.PathOf("endless.h5");
        string[] endless = ["--set", "execution.runtime=5000000 d", "--set", "output.every=50000 d", "--output", output];
        using RunningProgram running = job.Start("run.sbatch", mpi, TwoNodes, [SlurmJob.Example("brownian-ensemble.yaml"), "--set", "particles.count=101", .. endless]);
        int[] ranks = WaitForRanks(output, running);
        lab.Run("scancel", ["--user=root"]);
        ShellResult result = running.Wait(TimeSpan.FromMinutes(1));

        Assert.False(result.TimedOut, $"{result}{job.Log}");
        // SLURM counts a job as ended when it has sent TERM; KILL would follow after KillWait, 30 s.
        for (int tenths = 0; tenths < 250 && ranks.Any(rank => IsRank(rank, output)); tenths++)
            Thread.Sleep(100);
        Assert.All(ranks, rank => Assert.False(IsRank(rank, output)));
        Assert.Single(job.Log.Split('\n'), line => line.StartsWith("drift: ", StringComparison.Ordinal) && line.Contains("signal 15", StringComparison.Ordinal));
        using var file = TrajectoryFile.Open(output + ".partial");
        Assert.InRange(file.Reached, 1, file.Times.Count - 1);
    }

    // The first output is written before step 1: from then on all ranks are at work.
    private static int[] WaitForRanks(string output, RunningProgram job)
    {
        TimeSpan limit = TimeSpan.FromMinutes(2);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit && !job.HasEnded; Thread.Sleep(100))
        {
            int[] ranks = [.. Process.GetProcessesByName("drift").Select(process => process.Id).Where(id => IsRank(id, output))];
            if (ranks.Length == 4 && File.Exists(output + ".partial"))
                return ranks;
        }
        Assert.Fail($"four ranks did not start in {limit}: {job.Output}{job.Error}");
        return [];
    }

    private static bool IsRank(int id, string output)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains(output, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it ended while it was looked at
        }
    }
}
