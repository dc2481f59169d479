using Drift.App.Validation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The command <c>validate</c>. Its cases themselves are the tests of Drift.Validation.Tests.</summary>
public sealed class ValidateTests
{
    [Fact]
    public void A_case_prints_what_was_measured_its_limit_and_whether_it_passes()
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift("validate", "--case", "rotation");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(result.Lines, line => line.StartsWith("pass  17 h, AdvectionRK4: relative error", StringComparison.Ordinal) && line.EndsWith("≤ 1E-05", StringComparison.Ordinal));
        Assert.Equal("6 passed, 0 failed", result.Lines[^1]);
    }

    [Theory]
    [InlineData("openmpi", "1,2,3,7")]
    [InlineData("mpich", "1,2,3")]
    public void With_everything_switched_on_at_once_ranks_change_no_bit(string mpi, string ranks)
    {
        Shell.Require($"mpiexec.{mpi}");
        using var lab = new Lab();
        ShellResult result = lab.Drift("validate", "--case", "ranks", "--ranks", ranks, "--mpi", mpi);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal($"{ranks.Split(',').Length - 1} passed, 0 failed", result.Lines[^1]);
    }

    // What the case is worth: there are particles of each fate in it. Threads, lanes, sorting and instruction sets change no bit either.
    [Fact]
    public void In_the_case_of_ranks_particles_are_released_die_lie_on_the_shore_and_are_absorbed()
    {
        using Lab lab = new Lab().Write("run.yaml", Ranks.Experiment).Write("drift-north.cs", Ranks.Kernel);
        Assert.Equal(0, lab.Drift("run", "run.yaml", "--quiet", "--output", "one.h5", "--threads", "1").ExitCode);
        Assert.Equal(0, lab.Drift("run", "run.yaml", "--quiet", "--output", "two.h5", "--threads", "2", "--lanes", "1").ExitCode);
        Assert.Null(TrajectoryDiff.Compare(lab.File("one.h5"), lab.File("two.h5")));
        Assert.Equal(0, lab.Drift("run", "run.yaml", "--quiet", "--output", "sorted.h5", "--set", "execution.sort=true").ExitCode);
        Assert.Null(TrajectoryDiff.Compare(lab.File("one.h5"), lab.File("sorted.h5")));
        foreach (string set in (string[])["DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"])
        {
            Dictionary<string, string?> without = new(Lab.Plain(), StringComparer.Ordinal) { [set] = "0" };
            Assert.Equal(0, Shell.Run(Lab.Program, ["run", "run.yaml", "--quiet", "--output", set + ".h5"], without, TimeSpan.FromMinutes(2), lab.Folder).ExitCode);
            Assert.Null(TrajectoryDiff.Compare(lab.File("one.h5"), lab.File(set + ".h5")));
        }

        using TrajectoryFile file = TrajectoryFile.Open(lab.File("one.h5"));
        byte[] first = new byte[file.Trajectories], last = new byte[file.Trajectories];
        double[] beached = new double[file.Trajectories], visited = new double[file.Trajectories];
        file.ReadRows(0, file.IndexOf("status"), 0, first);
        file.ReadRows(file.Reached - 1, file.IndexOf("status"), 0, last);
        file.ReadRows<double>(file.Reached - 1, file.IndexOf("beached"), 0, beached);
        file.ReadRows<double>(file.Reached - 1, file.IndexOf("visited_east"), 0, visited);
        Assert.Equal(3 * 3 * 201, file.Trajectories);
        Assert.True(first.Count(s => s != 0) > 1000, "most are released later");
        Assert.True(last.Count(s => s == 0) is > 500 and < 1700, $"{last.Count(s => s == 0)} are left");
        Assert.Contains((byte)Core.Particles.ParticleStatus.Died, last);
        Assert.Contains(1.0, beached);
        Assert.Contains(visited, double.IsFinite);
    }

    // Releases, ends, variables, steps by the error and a kernel from a file, in a realisation of an ensemble and alone, and with outputs that cut the
    // run into other pieces.
    [Fact]
    public void With_everything_switched_on_a_realisation_equals_the_run_of_its_seed_and_other_outputs_change_nothing()
    {
        using Lab lab = new Lab().Write("run.yaml", Ranks.Experiment).Write("drift-north.cs", Ranks.Kernel);
        Assert.Equal(0, lab.Drift("run", "run.yaml", "--quiet", "--output", "ensemble.h5").ExitCode);
        ShellResult alone = lab.Drift("run", "run.yaml", "--quiet", "--output", "alone.h5", "--set", "realisations=null", "--set", "ensemble=null", "--set", "seed=7", "--set", "output.every=250 ms");
        Assert.True(alone.ExitCode == 0, alone.ToString());
        using TrajectoryFile all = TrajectoryFile.Open(lab.File("ensemble.h5")), one = TrajectoryFile.Open(lab.File("alone.h5"));
        int rows = (int)one.Trajectories;
        Assert.Equal(3 * rows, all.Trajectories);
        for (int obs = 0; obs < all.Times.Count; obs++)
        {
            Assert.Equal(all.Times[obs], one.Times[4 * obs]);
            foreach (Core.Particles.Variable variable in all.Variables)
            {
                byte[] inEnsemble = new byte[rows * Core.Particles.Column.SizeOf(variable.Type)], inRun = new byte[inEnsemble.Length];
                all.ReadRows(obs, all.IndexOf(variable.Name), rows, inEnsemble);
                one.ReadRows(4 * obs, one.IndexOf(variable.Name), 0, inRun);
                Assert.True(inEnsemble.AsSpan().SequenceEqual(inRun), $"{variable.Name} at {all.Times[obs]} s");
            }
        }
    }

    [Theory]
    [InlineData("--case", "ordr", "there is no case ordr; did you mean 'order'?")]
    [InlineData("--threads", "0", "0 is no number of threads")]
    [InlineData("--ranks", "1,x", "'x' is no number of 1 or more")]
    public void What_is_wrong_is_said(string option, string value, string message)
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift("validate", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
