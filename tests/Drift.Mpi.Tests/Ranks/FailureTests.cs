using System.Text.RegularExpressions;
using Drift.Testing;
using Xunit;

namespace Drift.Mpi.Tests.Ranks;

public sealed partial class FailureTests
{
    /// <summary>No failed job may take longer: a rank that hangs would wait for ever.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void An_abort_of_one_rank_ends_the_job_with_its_code(string mpi) => Assert.Equal(5, Ends(mpi, 3, "abort", "5").ExitCode);

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void An_error_of_one_rank_ends_the_job_with_70_and_names_rank_and_reason(string mpi)
    {
        ShellResult r = Ends(mpi, 3, "defect");
        Assert.Equal(70, r.ExitCode);
        Assert.Contains("rank 2 of 3: System.InvalidOperationException: particle 7 at 2 h", r.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void An_error_that_all_ranks_find_is_printed_once(string mpi)
    {
        ShellResult r = Ends(mpi, 3, "same-defect");
        Assert.Equal(70, r.ExitCode);
        Assert.StartsWith("rank 0 of 3", Assert.Single(r.ErrorLines, line => line.Contains("found by all", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void An_error_on_a_thread_that_nobody_catches_ends_the_job_with_70(string mpi)
    {
        ShellResult r = Ends(mpi, 2, "die-on-thread");
        Assert.Equal(70, r.ExitCode);
        Assert.Contains("nobody catches this", r.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void A_full_disk_at_rank_0_closes_its_file_and_ends_the_job_with_4(string mpi)
    {
        ShellResult r = Ends(mpi, 3, "disk-full");
        Assert.Equal(4, r.ExitCode);
        Assert.Contains("rank 0 closed its file", r.Output, StringComparison.Ordinal);
        Assert.Contains("out.h5: no space left on device; free some", r.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void A_block_that_does_not_fit_is_found_by_all_before_anything_travels(string mpi)
    {
        ShellResult r = Ends(mpi, 3, "misfit");
        Assert.Equal(70, r.ExitCode);
        Assert.Contains("gather: the block of rank 2 does not fit the partition", r.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openmpi", 0)]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 0)]
    [InlineData("mpich", 2)]
    public void A_killed_rank_ends_the_job_and_leaves_no_rank_behind(string mpi, int rank)
    {
        using RunningProgram job = Mpiexec.Of(mpi).Start(3, Shell.DotNet("Drift.Mpi.Probe", "wait"));
        Assert.True(job.WaitForOutput("all are here"), job.Output + job.Error);
        int[] processes = [.. Process().Matches(job.Output)
            .OrderBy(m => m.Groups["rank"].Value, StringComparer.Ordinal)
            .Select(m => int.Parse(m.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(3, processes.Length);
        RunningProgram.Send(processes[rank], 9);
        ShellResult r = job.Wait(Soon);
        Assert.False(r.TimedOut, $"{r}");
        Assert.NotEqual(0, r.ExitCode);
        Thread.Sleep(200);
        Assert.All(processes, id => Assert.False(IsAlive(id), $"process {id} lives on"));
    }

    [Theory]
    [InlineData("openmpi", "libmpich.so.12")]
    [InlineData("mpich", "libmpi.so.40")]
    public void The_launcher_of_another_MPI_gives_one_sentence_and_exit_code_3(string mpi, string library)
    {
        Shell.Require(mpi is "mpich" ? "mpiexec.openmpi" : "mpiexec.mpich");
        ShellResult r = Mpiexec.Of(mpi).Run(
            3, Shell.DotNet("Drift.Mpi.Probe", "nothing"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["DRIFT_MPI_LIBRARY"] = library }, Soon);
        Assert.Equal(3, r.ExitCode);
        string line = Assert.Single(r.ErrorLines, l => l.Contains("started 3 processes, but each is alone in", StringComparison.Ordinal));
        Assert.Contains("start the program with the mpiexec of", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libnothing.so", "cannot be loaded")]
    [InlineData("libc.so.6", "this is not an MPI library")]
    public void A_library_that_is_none_gives_one_sentence_and_exit_code_3(string library, string reason)
    {
        ShellResult r = Alone(("DRIFT_MPI_LIBRARY", library));
        Assert.Equal(3, r.ExitCode);
        Assert.Contains(reason, Assert.Single(r.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Srun_without_PMI_gives_one_sentence_and_exit_code_3()
    {
        ShellResult r = Alone(("SLURM_STEP_NUM_TASKS", "4"), ("SLURM_PROCID", "0"));
        Assert.Equal(3, r.ExitCode);
        Assert.Contains("use srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)", Assert.Single(r.ErrorLines), StringComparison.Ordinal);
    }

    private static ShellResult Alone(params (string Name, string Value)[] variables)
    {
        string[] command = Shell.DotNet("Drift.Mpi.Probe", "nothing");
        return Shell.Run(
            command[0], command[1..], variables.ToDictionary(v => v.Name, v => (string?)v.Value, StringComparer.Ordinal), Soon);
    }

    private static ShellResult Ends(string mpi, int ranks, string name, params string[] arguments)
    {
        ShellResult r = Probe.Run(mpi, ranks, name, arguments);
        Assert.True(r.Elapsed < Soon, $"the job hung: {r}");
        return r;
    }

    private static bool IsAlive(int id) =>
        File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    [GeneratedRegex(@"rank (?<rank>\d+) is process (?<id>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Process();
}
