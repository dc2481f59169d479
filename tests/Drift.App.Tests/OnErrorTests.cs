using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What becomes of a particle that leaves the fields, as on_error says.</summary>
public sealed class OnErrorTests
{
    // At 0.5 m s-1 the particle at 13.9° E crosses 14° E after 6.2 hours.
    private const string Leaving = """
        mesh: spherical
        fields:
          U: {files: currents.nc, variable: uo}
          V: {files: currents.nc, variable: vo}
        particles: {lon: [11, 13.9, 12, 11.5], lat: [0, 0, 0, 1]}
        kernels: [AdvectionRK4]
        execution: {runtime: 1 d, dt: 10 min, on_error: abort}
        output: {file: out.h5, every: 6 h}
        """;

    [Fact]
    public void Abort_ends_with_code_6_and_names_particle_and_time_the_same_on_any_number_of_ranks()
    {
        using Lab lab = new Lab().WriteCurrents().Write("run.yaml", Leaving);
        ShellResult alone = lab.Drift("run", "run.yaml");
        string message = Assert.Single(alone.Messages());
        Assert.Matches("^rank 0: particle 1 left the grid at 2002-01-01 06:10:00, lon 13\\.99[0-9]+, lat 0\\.0[0-9]+; the run stops since on_error is abort; 'delete' or 'stop' let it go on$", message);
        Assert.Equal((int)ExitCode.ParticleFailed, alone.ExitCode);
        foreach (string mpi in new[] { "openmpi", "mpich" })
        {
            ShellResult three = lab.Drift(Mpiexec.Of(mpi), 3, "run", "run.yaml", "--overwrite");
            three.AssertProblems(ExitCode.ParticleFailed, message);
        }

        // Two ranks own particles 0, 1 and 2, 3: with the order turned round the culprit is on the other one.
        ShellResult two = lab.Drift(Mpiexec.OpenMpi, 2, "run", "run.yaml", "--overwrite", "--set", "particles.lon=[11, 12, 13.9, 11.5]");
        two.AssertProblems(ExitCode.ParticleFailed, message.Replace("rank 0: particle 1", "rank 1: particle 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_goes_on_without_the_particle_and_counts_it()
    {
        using Lab lab = new Lab().WriteCurrents();
        using TrajectoryFile file = lab.Run(Leaving, "out.h5", "--set", "execution.on_error=delete");
        Assert.True(double.IsFinite(file.At(1, "lon")[1]));
        Assert.True(double.IsNaN(file.At(2, "lon")[1]));
        Assert.Equal([0, 2, 3], file.At(4, "lon").Index().Where(l => double.IsFinite(l.Item)).Select(l => l.Index));
        ShellResult again = lab.Drift(Mpiexec.OpenMpi, 3, "run", "run.yaml", "--set", "execution.on_error=delete", "--overwrite");
        Assert.Single(again.Messages(), "warning: 1 of 4 particles ended: they left the grid of a field");
    }

    [Fact]
    public void Stop_leaves_the_particle_where_it_was_and_goes_on_recording_it()
    {
        using Lab lab = new Lab().WriteCurrents();
        using TrajectoryFile file = lab.Run(Leaving, "out.h5", "--set", "execution.on_error=stop");
        double last = file.At(4, "lon")[1];
        Assert.InRange(last, 13.99, 14);
        Assert.Equal(last, file.At(2, "lon")[1]);
        sbyte[] status = new sbyte[4];
        file.ReadRows<sbyte>(4, file.IndexOf("status"), 0, status);
        Assert.Equal([0, 3, 0, 0], status);
    }
}
