using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The forms of release, start and output of the experiment file, as the output shows them.</summary>
public sealed class InputTests
{
    [Fact]
    public void A_text_file_of_positions_is_where_particles_start()
    {
        using Lab lab = new Lab().Write("start.csv", "lon,lat # places\n11.5,1\n12,-0.5\n10.25,0\n").WriteCurrents();
        using TrajectoryFile file = lab.Run(Lab.Currents.Replace("{count: 5, lon: {from: 11, to: 12}, lat: 1}", "{release: {file: start.csv}}", StringComparison.Ordinal));
        Assert.Equal([11.5, 12, 10.25], file.At(0, "lon"));
        Assert.Equal([1, -0.5, 0], file.At(0, "lat"));
    }

    [Fact]
    public void A_random_box_is_the_same_for_any_ranks_and_another_for_another_seed()
    {
        string box = Lab.Text.Replace("  lon: {from: 0, to: 1000}\n  lat: 5", "  box: {lon: [10, 20], lat: [-3, 3]}", StringComparison.Ordinal);
        using var lab = new Lab();
        using TrajectoryFile alone = lab.Run(box, "one.h5");
        using TrajectoryFile three = lab.Run(Mpiexec.OpenMpi, 3, box, "three.h5");
        using TrajectoryFile other = lab.Run(box, "other.h5", "--set", "seed=8");
        Assert.Null(TrajectoryDiff.Compare(alone.Path, three.Path));
        Assert.All(alone.At(0, "lon"), lon => Assert.InRange(lon, 10, 20));
        Assert.All(alone.At(0, "lat"), lat => Assert.InRange(lat, -3, 3));
        Assert.Equal(20, alone.At(0, "lon").Distinct().Count());
        Assert.Empty(alone.At(0, "lon").Intersect(other.At(0, "lon")));
    }

    [Theory]
    [InlineData("first", 0)]
    [InlineData("2002-01-02", 1)]
    [InlineData("2002-01-01T12:00:00", 0.5)]
    [InlineData("0.75", 0.75)]
    public void A_run_starts_where_it_is_told_to(string start, double days)
    {
        using Lab lab = new Lab().WriteCurrents();
        using TrajectoryFile file = lab.Run(Lab.Currents, "out.h5", "--set", "execution.start=" + start);
        const double reference = 11688 * 86400.0; // 2002-01-01 since 1970-01-01
        Assert.Equal("seconds since 1970-01-01 00:00:00", file.TimeUnits);
        Assert.Equal("standard", file.Calendar);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => reference + (days * 86400) + (i * 21600)), file.Times);
    }

    [Fact]
    public void A_backward_run_starts_at_the_last_time_and_returns_to_where_a_forward_run_began()
    {
        using Lab lab = new Lab().WriteCurrents();
        using TrajectoryFile forward = lab.Run(Lab.Currents, "forward.h5", "--set", "execution={start: 2002-01-02, runtime: 1 d, dt: 1 h}");
        lab.Write("end.csv", "lon,lat\n" + string.Concat(forward.At(4, "lon").Zip(forward.At(4, "lat"), (lon, lat) => FormattableString.Invariant($"{lon:R},{lat:R}\n"))));
        string text = Lab.Currents.Replace("{count: 5, lon: {from: 11, to: 12}, lat: 1}", "{release: {file: end.csv}}", StringComparison.Ordinal).Replace("dt: 1 h", "dt: -1 h", StringComparison.Ordinal);
        using TrajectoryFile backward = lab.Run(text, "backward.h5");
        Assert.Equal(forward.Times.Reverse(), backward.Times);

        // The velocity is the same everywhere; what is left is the rounding of 48 steps in degrees.
        for (int obs = 0; obs < 5; obs++)
        {
            Assert.All(forward.At(obs, "lon").Zip(backward.At(4 - obs, "lon")), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            Assert.All(forward.At(obs, "lat").Zip(backward.At(4 - obs, "lat")), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    [Fact]
    public void Last_starts_at_the_end_of_the_fields()
    {
        using Lab lab = new Lab().WriteCurrents();
        using TrajectoryFile file = lab.Run(Lab.Currents, "out.h5", "--set", "execution={start: last, runtime: 6 h, dt: -1 h}");
        Assert.Equal([11690 * 86400.0, (11690 * 86400.0) - 21600], file.Times);
    }

    [Fact]
    public void Output_never_writes_the_final_state_alone_and_it_is_that_of_a_run_with_outputs()
    {
        using var lab = new Lab();
        using TrajectoryFile often = lab.Run(Lab.Text, "often.h5");
        using TrajectoryFile never = lab.Run(Lab.Text, "never.h5", "--set", "output.every=never");
        Assert.Equal([21600], never.Times);
        Assert.Equal(often.At(6, "lon"), never.At(0, "lon"));
        Assert.Equal(often.At(6, "lat"), never.At(0, "lat"));
    }

    [Fact]
    public void An_interval_that_does_not_divide_the_runtime_ends_with_an_output_at_the_end()
    {
        using var lab = new Lab();
        using TrajectoryFile file = lab.Run(Lab.Text, "out.h5", "--set", "output.every=100 min");
        Assert.Equal([0, 6000, 12000, 18000, 21600], file.Times);
    }

    [Fact]
    public void A_depth_is_carried_along_as_z()
    {
        using var lab = new Lab();
        string text = Lab.Text.Replace("  lat: 5", "  lat: 5\n  depth: {from: 0, to: 190}", StringComparison.Ordinal);
        using TrajectoryFile file = lab.Run(Mpiexec.OpenMpi, 2, text);
        for (int obs = 0; obs < 7; obs++)
            Assert.Equal(Enumerable.Range(0, 20).Select(i => i * 10.0), file.At(obs, "z"));
        using TrajectoryFile without = lab.Run(Lab.Text, "flat.h5");
        Assert.Equal(without.Bits("lon"), file.Bits("lon"));
        Assert.Equal(-1, without.IndexOf("z"));
    }

    [Fact]
    public void A_single_particle_runs_and_is_the_first_of_many()
    {
        using var lab = new Lab();
        string many = Lab.Text.Replace("lon: {from: 0, to: 1000}", "lon: 3", StringComparison.Ordinal);
        using TrajectoryFile twenty = lab.Run(many, "twenty.h5");
        using TrajectoryFile one = lab.Run(many, "one.h5", "--set", "particles.count=1");
        Assert.Equal(twenty.Bits("lon", 0, 1), one.Bits("lon"));
    }

    [Fact]
    public void Options_stand_before_and_after_the_file()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text);
        ShellResult result = lab.Drift("run", "--set", "seed=3", "--quiet", "--set=output.file=a.h5", "run.yaml", "--threads=5", "--set", "particles.count=4");
        result.AssertProblems(Core.Foundation.ExitCode.Done);
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("a.h5"));
        Assert.Equal(4, file.Trajectories);
        Assert.Equal("3", file.Attributes.First(a => a.Name == "random_seeds").Text);
        Assert.Equal(5, file.Attributes.First(a => a.Name == "threads_per_rank").Integers[0]);
    }
}
