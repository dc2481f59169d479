using Drift.Mpi.Native;
using Xunit;

namespace Drift.Mpi.Tests.Native;

public sealed class LauncherTests
{
    [Fact]
    public void Without_launcher_variables_there_is_no_launcher() =>
        Assert.Equal(new Launcher(LauncherKind.None, 0, 0), Under());

    [Fact]
    public void The_launcher_of_Open_MPI_says_rank_and_size() =>
        Assert.Equal(
            new Launcher(LauncherKind.OpenMpi, 3, 8),
            Under("OMPI_COMM_WORLD_SIZE=8", "OMPI_COMM_WORLD_RANK=3", "PMIX_RANK=3"));

    [Fact]
    public void The_launcher_of_MPICH_says_rank_and_size() =>
        Assert.Equal(new Launcher(LauncherKind.Mpich, 1, 2), Under("PMI_RANK=1", "PMI_SIZE=2", "PMI_FD=7"));

    [Fact]
    public void Srun_with_pmix_stands_for_Open_MPI() =>
        Assert.Equal(
            new Launcher(LauncherKind.OpenMpi, 2, 4),
            Under("PMIX_RANK=2", "PMIX_NAMESPACE=slurm.pmix.7.0", "SLURM_PROCID=2", "SLURM_STEP_NUM_TASKS=4"));

    [Fact]
    public void Srun_with_pmi2_stands_for_MPICH() =>
        Assert.Equal(
            new Launcher(LauncherKind.Mpich, 2, 4),
            Under("PMI_FD=9", "PMI_RANK=2", "SLURM_PROCID=2", "SLURM_STEP_NUM_TASKS=4"));

    [Fact]
    public void Srun_of_several_tasks_without_PMI_is_recognised() =>
        Assert.Equal(
            new Launcher(LauncherKind.SlurmWithoutPmi, 2, 4),
            Under("SLURM_PROCID=2", "SLURM_NTASKS=4", "SLURM_STEP_NUM_TASKS=4"));

    [Fact]
    public void A_batch_script_of_several_tasks_is_one_process_and_no_launcher() =>
        Assert.Equal(LauncherKind.None, Under("SLURM_PROCID=0", "SLURM_NTASKS=4", "SLURM_JOB_ID=7").Kind);

    [Fact]
    public void Srun_of_one_task_is_no_launcher() =>
        Assert.Equal(LauncherKind.None, Under("SLURM_PROCID=0", "SLURM_NTASKS=1", "SLURM_STEP_NUM_TASKS=1").Kind);

    [Fact]
    public void A_named_library_asks_for_MPI_under_an_unknown_launcher() =>
        Assert.Equal(LauncherKind.Unknown, Under("DRIFT_MPI_LIBRARY=/opt/mpi/libmpi.so").Kind);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("99999999999")]
    public void A_size_that_is_no_number_counts_as_unknown(string size) =>
        Assert.Equal(0, Under("PMI_RANK=0", "PMI_SIZE=" + size).Size);

    [Fact]
    public void An_empty_variable_counts_as_absent() =>
        Assert.Equal(LauncherKind.None, Under("OMPI_COMM_WORLD_SIZE=", "PMI_RANK=").Kind);

    [Fact]
    public void The_launchers_own_family_is_tried_first_and_the_chosen_library_alone()
    {
        Assert.Contains(".40", MpiLibrary.Candidates(LauncherKind.OpenMpi, null)[0], StringComparison.Ordinal);
        Assert.Contains(".12", MpiLibrary.Candidates(LauncherKind.Mpich, "")[0], StringComparison.Ordinal);
        Assert.Equal(["/opt/libmpi.so"], MpiLibrary.Candidates(LauncherKind.Mpich, "/opt/libmpi.so"));
    }

    private static Launcher Under(params string[] variables) =>
        Launcher.Detect(name => variables
            .Where(v => v.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(v => v[(name.Length + 1)..])
            .FirstOrDefault());
}
