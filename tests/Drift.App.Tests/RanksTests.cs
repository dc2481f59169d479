using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The same bits on any number of ranks and threads, of either MPI.</summary>
public sealed class RanksTests
{
    /// <summary>Four realisations of the ensemble, for half a day: every rank gets parts of one or several of them.</summary>
    private const string Ensemble = """
        mesh: spherical
        fields: {U: 0, V: 0, Kh_zonal: 100, Kh_meridional: 100}
        particles: {count: 1001, lon: 0, lat: 0}
        kernels: [DiffusionUniformKh]
        execution: {runtime: 12 h, dt: 1 h}
        realisations: {seeds: 0..3}
        output: {file: ensemble.h5, every: 4 h}
        """;

    [Theory]
    [InlineData("openmpi", "1,2,3,7")]
    [InlineData("mpich", "1,2,3")]
    public void Verify_finds_an_ensemble_equal_on_any_number_of_ranks(string mpi, string ranks)
    {
        Shell.Require($"mpiexec.{mpi}");
        using Lab lab = new Lab().Write("run.yaml", Ensemble);
        ShellResult result = lab.Drift("verify", "run.yaml", "--ranks", ranks, "--mpi", mpi);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(ranks.Split(',').Length, result.Lines.Length);
        Assert.EndsWith("reference", result.Lines[0], StringComparison.Ordinal);
        Assert.All(result.Lines[1..], line => Assert.EndsWith("equal, bit for bit", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openmpi", "1,2,3")]
    [InlineData("mpich", "1,2")]
    public void Verify_finds_particles_on_a_curvilinear_C_grid_equal_on_any_number_of_ranks(string mpi, string ranks)
    {
        // The ranks of a node share the nodes of the grid; blocks begin to search anew wherever a rank's share begins.
        Shell.Require($"mpiexec.{mpi}");
        using Lab lab = new Lab().Write("run.yaml", """
            mesh: flat
            fields:
              U: {files: eddies.nc, variable: U}
              V: {files: eddies.nc, variable: V}
              Kh_zonal: {expression: "1 + 5 * abs(ddx(U)) * 1e4"}
              Kh_meridional: 10
            grid: {type: C, indexing: mitgcm, lon: XG, lat: YG}
            particles: {count: 1001, box: {lon: [100000, 300000], lat: [100000, 300000]}}
            kernels: [AdvectionRK4, DiffusionUniformKh, Ageing]
            execution: {runtime: 3 d, dt: 20 min}
            output: {file: eddies.h5, every: 12 h}
            """);
        Assert.Equal(0, lab.Drift("sample-data", "moving-eddies", "eddies.nc", "--grid", "curvilinear-C", "--indexing", "mitgcm", "--size", "101,101").ExitCode);
        ShellResult result = lab.Drift("verify", "run.yaml", "--ranks", ranks, "--threads", "1,2", "--mpi", mpi);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(result.Lines[1..], line => Assert.EndsWith("equal, bit for bit", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_finds_threads_equal_without_a_launcher()
    {
        using Lab lab = new Lab().Write("run.yaml", Ensemble);
        ShellResult result = lab.Drift("verify", "run.yaml", "--ranks", "1", "--threads", "1,2,5");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(3, result.Lines.Length);
    }

    [Fact]
    public void Sixty_four_ranks_give_the_data_of_one_and_so_do_more_ranks_than_particles()
    {
        using var lab = new Lab();
        using TrajectoryFile alone = lab.Run(Lab.Text, "one.h5");
        using TrajectoryFile many = lab.Run(Mpiexec.OpenMpi, 64, Lab.Text, "many.h5");
        Assert.Null(TrajectoryDiff.Compare(alone.Path, many.Path));
    }

    [Fact]
    public void A_member_of_an_ensemble_is_the_single_run_with_its_seed_bit_for_bit()
    {
        using var lab = new Lab();
        using TrajectoryFile ensemble = lab.Run(Mpiexec.OpenMpi, 3, Ensemble, "ensemble.h5", "--set", "realisations.seeds=[5, 0, 9]", "--set", "particles.count=100");
        Assert.Equal([5, 0, 9], ensemble.Seeds);
        foreach ((int member, long seed) in ensemble.Seeds.Index())
        {
            using TrajectoryFile single = lab.Run(Ensemble, $"{seed}.h5", "--set", "realisations=null", "--set", $"seed={seed}", "--set", "particles.count=100");
            Assert.Equal(single.Bits("lon"), ensemble.Bits("lon", member * 100L, 100));
            Assert.Equal(single.Bits("lat"), ensemble.Bits("lat", member * 100L, 100));
        }
    }

    [Theory]
    [InlineData("openmpi", "libmpich.so.12", "MPICH")]
    [InlineData("mpich", "libmpi.so.40", "Open MPI")]
    public void The_launcher_of_another_mpi_gives_one_message_and_code_3(string mpi, string library, string name)
    {
        Shell.Require(mpi is "mpich" ? "mpiexec.openmpi" : "mpiexec.mpich");
        using Lab lab = new Lab().Write("run.yaml", Lab.Text);
        ShellResult result = Mpiexec.Of(mpi).Run(
            3, [Lab.Program, "run", "run.yaml"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["DRIFT_MPI_LIBRARY"] = library }, folder: lab.Folder);
        string message = Assert.Single(result.Messages());
        Assert.Contains($"started 3 processes, but each is alone in {name}", message, StringComparison.Ordinal);
        Assert.Contains($"; start the program with the mpiexec of {name}", message, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Mpi, result.ExitCode);
        Assert.Empty(Directory.GetFiles(lab.Folder, "out*"));
    }

    [Fact]
    public void Diff_names_the_first_difference_and_ends_with_code_1()
    {
        using var lab = new Lab();
        lab.Run(Lab.Text, "a.h5").Dispose();
        lab.Run(Lab.Text, "b.h5").Dispose();
        lab.Run(Lab.Text, "c.h5", "--set", "fields.U=0.2").Dispose();
        ShellResult equal = lab.Drift("diff", "a.h5", "b.h5");
        Assert.Equal((0, "the data is equal, bit for bit"), (equal.ExitCode, Assert.Single(equal.Lines)));
        ShellResult different = lab.Drift("diff", "a.h5", "c.h5");
        Assert.Equal((int)ExitCode.Different, different.ExitCode);
        Assert.Contains("lon", Assert.Single(different.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_passes_on_what_is_wrong_with_the_experiment()
    {
        using var lab = new Lab();
        lab.Drift("verify", "nothing.yaml").AssertProblems(
            ExitCode.Preflight, "nothing.yaml: there is no such file; give the path of an experiment file; examples are in the folder examples");
    }
}
