using Drift.Core.Diagnostics;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Diagnostics;

/// <summary>What is counted while a run goes on.</summary>
public sealed class DiagnosticTests : IDisposable
{
    private const string Everything = """
        mesh: spherical
        fields: {U: 0.5, V: 0.1, Kh_zonal: 500, Kh_meridional: 500}
        particles: {count: 333, box: {lon: [0, 2], lat: [50, 51]}, release: {time: {from: 0, to: 10 h}}}
        kernels: [AdvectionRK4, DiffusionUniformKh, {Mortality: {lifetime: 3 d}}]
        regions:
          west: {lon: [0, 1], lat: [49, 52]}
          east: {polygon: [[1, 49], [3, 49], [3, 52], [1, 52]]}
        density: {lon: {from: -1, to: 4, step: 0.25}, lat: {from: 49, to: 52, step: 0.25}, every: 3 h}
        connectivity: {from: [west, east], to: [east, west]}
        dispersion: {every: 2 h}
        ensemble: {}
        realisations: {seeds: 3..5}
        execution: {runtime: 1 d, dt: 1 h}
        output: {every: 6 h}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_are_the_same_bits_on_any_number_of_ranks()
    {
        Run(Everything, 1, "one.h5");
        IReadOnlyList<string> expected = DiagnosticDiff.FilesOf(folder.File("one.h5"));
        Assert.Equal(["one.connectivity.nc", "one.density.nc", "one.dispersion.nc", "one.ensemble.nc"], expected.Select(f => Path.GetFileName(f)));
        foreach (int ranks in (int[])[2, 3, 7])
        {
            Run(Everything, ranks, "many.h5");
            Assert.Null(TrajectoryDiff.Compare(folder.File("one.h5"), folder.File("many.h5")));
            foreach ((string a, string b) in expected.Zip(DiagnosticDiff.FilesOf(folder.File("many.h5"))))
                Assert.Null(DiagnosticDiff.Compare(a, b));
        }
    }

    // The same counts from the trajectories themselves.
    [Fact]
    public void Each_is_what_the_trajectories_say()
    {
        Run(Everything, 2, "out.h5");
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("out.h5"));
        for (int obs = 0; obs < file.Times.Count; obs++)
        {
            double[] lon = Row(file, obs, "lon"), lat = Row(file, obs, "lat"), startLon = Row(file, obs, "release_lon"), startLat = Row(file, obs, "release_lat");
            bool[] active = [.. Status(file, obs).Select(s => s == 0)];
            int[] there = [.. Enumerable.Range(0, lon.Length).Where(i => active[i])];

            double[] count = Read("out.density.nc", "count", obs * 2);
            Assert.Equal(there.Count(i => lon[i] is >= 0 and < 0.25 && lat[i] is >= 50.5 and < 50.75), count[(6 * 20) + 4]);
            Assert.Equal(there.Count(i => lon[i] is >= -1 and <= 4 && lat[i] is >= 49 and <= 52), count.Sum());

            double[] arrived = Read("out.connectivity.nc", "count", obs);
            Assert.Equal(there.Count(i => startLon[i] < 1 && lon[i] is >= 1 and < 3 && lat[i] < 52), arrived[0]);
            Assert.Equal(there.Count(i => startLon[i] >= 1 && lon[i] is >= 0 and < 1), arrived[3]);

            double relative = Read("out.dispersion.nc", "relative", obs * 3)[0], pairs = Read("out.dispersion.nc", "pairs", obs * 3)[0], absolute = Read("out.dispersion.nc", "absolute", obs * 3)[0];
            int[] firsts = [.. there.Where(i => i % 333 % 2 == 0 && i % 333 < 332 && active[i + 1])];
            Assert.Equal(firsts.Length, pairs);
            if (firsts.Length > 0)
                Assert.Equal(firsts.Average(i => Square(lon[i], lat[i], lon[i + 1], lat[i + 1])), relative, relative * 1e-9);
            if (there.Length > 0)
                Assert.Equal(there.Average(i => Square(startLon[i], startLat[i], lon[i], lat[i])), absolute, (absolute * 1e-9) + 1e-3);

            double[] mean = Read("out.ensemble.nc", "mean_lat", obs), variance = Read("out.ensemble.nc", "variance_y", obs);
            for (int particle = 0; particle < 333; particle++)
            {
                double[] all = [.. Enumerable.Range(0, 3).Select(r => (r * 333) + particle).Where(i => active[i]).Select(i => lat[i])];
                Assert.Equal(all.Length == 0 ? double.NaN : all.Average(), mean[particle], 1e-9);
                if (all.Length > 1)
                    Assert.Equal(all.Sum(y => Math.Pow((y - all.Average()) * Constants.MetresPerDegree, 2)) / (all.Length - 1), variance[particle], (1e-7 * variance[particle]) + 1e-3);
            }
        }
    }

    // 2Kt on each axis for the absolute, and twice as much for the relative dispersion of independent particles.
    [Fact]
    public void Dispersion_of_a_random_walk_is_that_of_the_theory()
    {
        Run("""
            mesh: flat
            fields: {U: 0, V: 0, Kh_zonal: 100, Kh_meridional: 100}
            particles: {count: 20000, lon: 0, lat: 0}
            kernels: [DiffusionUniformKh]
            dispersion: {}
            execution: {runtime: 1 d, dt: 1 h}
            output: {every: never}
            """, 1, "walk.h5");
        double expected = 4 * 100 * 86400.0, error = expected * 4 / Math.Sqrt(20000);
        Assert.Equal(expected, Read("walk.dispersion.nc", "absolute", 0)[0], error);
        Assert.Equal(2 * expected, Read("walk.dispersion.nc", "relative", 0)[0], 2 * error * Math.Sqrt(2));
        Assert.Equal(expected / 2, Read("walk.dispersion.nc", "absolute_x", 0)[0], error);
    }

    [Fact]
    public void A_small_variance_about_a_large_mean_keeps_its_digits()
    {
        // Single numbers cut in halves, and their squares, come together again.
        Span<long> sums = stackalloc long[2];
        FixedPoint.Add(sums, -123456.789, 16);
        FixedPoint.Add(sums, 123456.789, 16);
        Assert.Equal(0, (double)FixedPoint.Total(sums));
        FixedPoint.Add(sums, 4.5e18, 0);
        FixedPoint.Add(sums, 4.5e18, 0);
        FixedPoint.Add(sums, 4.5e18, 0);
        Assert.Equal(13.5e18, (double)FixedPoint.Total(sums));
    }

    [Fact]
    public void In_cells_round_the_globe_every_particle_is_counted_once_whatever_its_longitude()
    {
        Run("""
            mesh: spherical
            fields: {U: 0, V: 0}
            particles: {lon: [-180, -179.9, 0, 179.9, 180, 359.9, 540, -539.9], lat: [0, 0, 90, -90, 0, 0, 0, 0]}
            kernels: [AdvectionEE]
            density: {lon: {from: -180, to: 180, step: 90}, lat: {from: -90, to: 90, step: 90}}
            execution: {runtime: 1 h, dt: 1 h}
            output: {every: never}
            """, 1, "globe.h5");
        Assert.Equal([0, 0, 0, 1, 5, 1, 1, 0], Read("globe.density.nc", "count", 0));
        double area = Read("globe.density.nc", "cell_area", -1).Sum();
        Assert.Equal(4 * Math.PI * Constants.SphereRadius * Constants.SphereRadius, area, area * 1e-12);
    }

    [Theory]
    [InlineData("density={lon: {from: 0, to: 1, step: 2}, lat: [0, 1]}", "the edges of cells do not increase")]
    [InlineData("density={lon: [0, 400], lat: [0, 1]}", "the cells go round the sphere more than once")]
    [InlineData("density.every=90 min", "an interval of counts of 90 min")]
    [InlineData("connectivity={from: [nroth], to: [west]}", "there is no region nroth")]
    [InlineData("regions.west={lon: [0, 1]}", "a region has lon and lat, or a polygon")]
    public void What_cannot_be_counted_is_refused(string setting, string message)
    {
        File.WriteAllText(folder.File("run.yaml"), Everything);
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(folder.File("run.yaml"), [setting], new RunOptions { Output = folder.File("o.h5") }, self);
        Assert.Null(plan);
        Assert.Contains(message, string.Join('\n', problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_file_of_a_diagnostic_is_not_overwritten()
    {
        File.WriteAllText(folder.File("run.yaml"), Everything);
        File.WriteAllText(folder.File("o.density.nc"), "mine");
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(folder.File("run.yaml"), [], new RunOptions { Output = folder.File("o.h5") }, self);
        Assert.Null(plan);
        Assert.Contains("o.density.nc: the output file exists already", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    // Also by --overwrite: nobody asks for that.
    [Fact]
    public void An_input_is_not_written_over_by_a_diagnostic()
    {
        File.WriteAllText(folder.File("run.yaml"), Everything);
        File.WriteAllText(folder.File("o.density.nc"), """{"type": "Polygon", "coordinates": [[[0, 50], [1, 50], [1, 51], [0, 50]]]}""");
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(
            folder.File("run.yaml"), ["regions.west={polygon: o.density.nc}"], new RunOptions { Output = folder.File("o.h5"), Overwrite = true }, self);
        Assert.Null(plan);
        Assert.Contains("the output file is the file of the region west", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_file_that_was_not_finished_times_that_were_not_reached_are_no_numbers()
    {
        var density = new Density(Mesh.Flat, [0, 1, 2], [0, 1]);
        using (DiagnosticWriter writer = DiagnosticWriter.Create(density, folder.File("d.nc"), [0, 60, 120], TimeReference.None, [], overwrite: false))
        {
            writer.Write(density.Results([3, 4]));
        }

        Assert.False(File.Exists(folder.File("d.nc")));
        Assert.Equal([0, double.NaN, double.NaN], Read("d.nc.partial", "time", -1));
        Assert.Equal([3, 4], Read("d.nc.partial", "count", 0));
    }

    private static double Square(double lon0, double lat0, double lon1, double lat1)
    {
        double radian = Math.PI / 180, h = Math.Pow(Math.Sin((lat1 - lat0) * radian / 2), 2)
            + (Math.Cos(lat0 * radian) * Math.Cos(lat1 * radian) * Math.Pow(Math.Sin((lon1 - lon0) * radian / 2), 2));
        return Math.Pow(2 * Constants.SphereRadius * Math.Asin(Math.Min(1, Math.Sqrt(h))), 2);
    }

    private static double[] Row(TrajectoryFile file, int obs, string name)
    {
        double[] values = new double[file.Trajectories];
        file.ReadRows<double>(obs, file.IndexOf(name), 0, values);
        return values;
    }

    private static byte[] Status(TrajectoryFile file, int obs)
    {
        byte[] values = new byte[file.Trajectories];
        file.ReadRows(obs, file.IndexOf("status"), 0, values);
        return values;
    }

    /// <summary>Values of a variable at a time; all of them for −1.</summary>
    private double[] Read(string name, string variable, int time)
    {
        using NetcdfReader file = NetcdfReader.Open(folder.File(name));
        NetcdfVariable found = file.Variable(variable);
        double[] all = file.ReadAll<double>(found);
        int size = time < 0 ? all.Length : all.Length / (int)found.Dimensions[0].Length;
        return all[(Math.Max(time, 0) * size)..((Math.Max(time, 0) + 1) * size)];
    }

    private void Run(string experiment, int ranks, string output)
    {
        File.WriteAllText(folder.File("run.yaml"), experiment);
        ThreadCommunicator.Run(ranks, communicator =>
        {
            (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(folder.File("run.yaml"), [], new RunOptions { Output = folder.File(output), Threads = 1, Overwrite = true }, communicator);
            Assert.True(plan is not null, string.Join('\n', problems));
            using (plan)
                ExperimentRun.Execute(plan, communicator);
        });
    }
}
