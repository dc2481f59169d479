using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

/// <summary>The forms of release, as an experiment asks for them.</summary>
public sealed class ReleaseFormTests : IDisposable
{
    private const int Count = 20_000;
    private const double Degree = Constants.MetresPerDegree;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_grid_has_a_particle_at_each_of_its_points_with_longitudes_the_fastest()
    {
        (double Lon, double Lat, double Depth)[] places = Places("spherical", "{release: {grid: {lon: {from: 0, to: 1, step: 0.5}, lat: [10, 20], depth: {from: 5, to: 6, count: 2}}}}");
        Assert.Equal(
            [(0.0, 10.0, 5.0), (0.5, 10, 5), (1, 10, 5), (0, 20, 5), (0.5, 20, 5), (1, 20, 5), (0, 10, 6), (0.5, 10, 6), (1, 10, 6), (0, 20, 6), (0.5, 20, 6), (1, 20, 6)], places);
    }

    // A square of 4 by 4 with a hole of 2 by 2 in its middle: strips on the west and east have 4 of the 12, the rest 2 each.
    [Fact]
    public void In_a_polygon_places_are_even_and_none_is_in_a_hole()
    {
        File.WriteAllText(folder.File("ring.geojson"), """
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [
                [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]]}}
            """);
        (double Lon, double Lat, double Depth)[] places = Places("flat", $"{{release: {{polygon: ring.geojson}}, count: {Count}}}");
        Assert.All(places, p => Assert.True(p is { Lon: >= 0 and <= 4, Lat: >= 0 and <= 4 } and not { Lon: > 1 and < 3, Lat: > 1 and < 3 }));
        foreach ((Func<double, double, bool> isIn, double part) in ((Func<double, double, bool>, double)[])[
            ((x, _) => x < 1, 1.0 / 3), ((x, _) => x > 3, 1.0 / 3), ((x, y) => y < 1 && x is >= 1 and <= 3, 1.0 / 6), ((x, y) => y > 3 && x is >= 1 and <= 3, 1.0 / 6)])
        {
            double error = 4 * Math.Sqrt(part * (1 - part) * Count);
            Assert.InRange(places.Count(p => isIn(p.Lon, p.Lat)), (part * Count) - error, (part * Count) + error);
        }
    }

    [Fact]
    public void In_a_disc_places_are_even_by_area_also_round_a_pole()
    {
        foreach ((string mesh, double lon, double lat, double most) in ((string, double, double, double)[])[("flat", 5, -3, 2), ("spherical", 20, 45, 500e3), ("spherical", 0, 90, 2000e3)])
        {
            (double Lon, double Lat, double Depth)[] places = Places(mesh, FormattableString.Invariant($"{{release: {{disc: {{lon: {lon}, lat: {lat}, radius: {most}}}}}, count: {Count}}}"));
            double[] distances = [.. places.Select(p => mesh == "flat" ? Math.Sqrt(Math.Pow(p.Lon - lon, 2) + Math.Pow(p.Lat - lat, 2)) : Distance(lon, lat, p.Lon, p.Lat))];
            Assert.InRange(distances.Max(), 0.99 * most, most * (1 + 1e-9));

            // Within the radius that has half of the area there are half of the particles.
            double half = mesh == "flat" ? most / Math.Sqrt(2) : 2 * Constants.SphereRadius * Math.Asin(Math.Sin(most / 2 / Constants.SphereRadius) / Math.Sqrt(2));
            Assert.InRange(distances.Count(d => d < half), (Count / 2) - (4 * Math.Sqrt(Count) / 2), (Count / 2) + (4 * Math.Sqrt(Count) / 2));
        }
    }

    [Fact]
    public void On_the_sphere_places_are_even_by_area()
    {
        (double Lon, double Lat, double Depth)[] places = Places("spherical", $"{{release: {{sphere: {{}}}}, count: {Count}}}");
        double error = 4 * Math.Sqrt(Count) / 2;
        Assert.InRange(places.Count(p => Math.Abs(p.Lat) < 30), (Count / 2) - error, (Count / 2) + error);
        Assert.InRange(places.Count(p => p.Lon < 0), (Count / 2) - error, (Count / 2) + error);
        (double Lon, double Lat, double Depth)[] band = Places("spherical", $"{{release: {{sphere: {{lat: [0, 90], lon: [10, 20]}}}}, count: {Count}}}");
        Assert.All(band, p => Assert.True(p is { Lon: >= 10 and <= 20, Lat: >= 0 and <= 90 }));
        Assert.InRange(band.Count(p => p.Lat < 30), (Count / 2) - error, (Count / 2) + error);
    }

    // Cells with 0, 1 and 3 in their corners: means of 0, ½, 2 … over equal areas.
    [Fact]
    public void By_a_density_each_cell_has_its_share()
    {
        using (NetcdfWriter file = NetcdfWriter.Create(folder.File("density.nc")))
        {
            file.DefineDimension("y", 2);
            file.DefineDimension("x", 4);
            file.DefineVariable("y", NetcdfType.Float64, ["y"]);
            file.DefineVariable("x", NetcdfType.Float64, ["x"]);
            file.DefineVariable("D", NetcdfType.Float32, ["y", "x"]);
            file.EndDefinitions();
            file.Write<double>("y", [0], [2], [0, 10]);
            file.Write<double>("x", [0], [4], [0, 10, 20, 30]);
            file.Write<float>("D", [0, 0], [2, 4], [-1, 0, 1, 3, 0, 0, 1, 3]);
            file.Close();
        }

        (double Lon, double Lat, double Depth)[] places = Places("flat", $"{{release: {{density: D}}, count: {Count}}}", "  D: {files: density.nc, variable: D, lon: x, lat: y}\n");
        Assert.All(places, p => Assert.True(p is { Lon: >= 10 and <= 30, Lat: >= 0 and <= 10 }));
        double error = 4 * Math.Sqrt(Count * 0.2 * 0.8);
        Assert.InRange(places.Count(p => p.Lon < 20), (0.2 * Count) - error, (0.2 * Count) + error);
    }

    [Fact]
    public void From_a_netcdf_file_places_depths_and_times_are_taken()
    {
        WritePoints();
        double[][] rows = Run("mesh: flat\n", "{release: {file: points.nc}}", "{runtime: 4 h, dt: 1 h}", "release_time", "release_lon", "release_z", "lon");
        Assert.Equal([0, 5400, 7200], rows[0]);
        Assert.Equal([1, 2, 3], rows[1]);
        Assert.Equal([10, 20, 30], rows[2]);
        Assert.Equal([1 + 14400, 2 + 9000, 3 + 7200], rows[3]);
    }

    [Fact]
    public void From_a_text_file_times_are_seconds_durations_or_dates()
    {
        File.WriteAllText(folder.File("start.csv"), "lon,lat,time\n0,0,3600\n0,1,90 min\n0,2,2001-01-01 03:00\n");
        double[][] rows = Run("mesh: flat\n", "{release: {file: start.csv}}", "{start: 2001-01-01, runtime: 4 h, dt: 1 h}", "release_time", "lon");
        Assert.Equal([3600, 5400, 10800], rows[0].Select(t => t - rows[0][0] + 3600));
        Assert.Equal([10800, 9000, 3600], rows[1]);
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("out.h5"));
        Assert.Contains("start.csv", file.Attributes.First(a => a.Name is "input_files").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_positions_of_another_run_are_where_the_next_one_begins()
    {
        double[][] first = Run("mesh: flat\n", "{lon: [0, 50000, 1000], lat: [1, 2, 3], depth: [5, 6, 7]}", "{runtime: 4 h, dt: 1 h}", "lon", "lat", "z");
        File.Move(folder.File("out.h5"), folder.File("first.h5"));
        double[][] next = Run("mesh: flat\n", "{release: {output: first.h5}}", "{runtime: 1 h, dt: 1 h}", "lon", "lat", "z");
        Assert.Equal(first[0].Select(x => x + 3600), next[0]);
        Assert.Equal(first[1], next[1]);
        Assert.Equal(first[2], next[2]);
    }

    [Fact]
    public void A_repeated_release_has_as_many_particles_again_at_the_same_places_and_later()
    {
        double[][] rows = Run("mesh: flat\n", "{lon: [0, 7], lat: [0, 1], release: {time: [0, 30 min], repeat: {every: 90 min, until: 3 h}}}", "{runtime: 4 h, dt: 1 h}", "release_time", "lon", "lat");
        Assert.Equal([0, 1800, 5400, 7200, 10800, 12600], rows[0]);
        Assert.Equal([.. rows[0].Select((t, i) => (14400 - t) + (7 * (i % 2)))], rows[1]);
        Assert.Equal([0, 1, 0, 1, 0, 1], rows[2]);
    }

    [Fact]
    public void Backward_in_time_releases_are_earlier()
    {
        double[][] rows = Run("mesh: flat\n", "{lon: [0, 0], lat: [0, 1], release: {time: {from: 0, to: 1 h}, repeat: 2 h}}", "{start: 2001-01-02, runtime: 4 h, dt: -1 h}", "release_time", "lon");
        // The last one is due after the end.
        Assert.Equal([0, -3600, -7200, -10800, -14400, -18000], rows[0].Select(t => t - rows[0][0]));
        Assert.Equal([-14400, -10800, -7200, -3600, 0, double.NaN], rows[1]);
    }

    [Fact]
    public void Kernels_that_only_look_on_leave_particles_where_they_are()
    {
        using var self = new SelfCommunicator();
        File.WriteAllText(folder.File("still.yaml"), "mesh: flat\nfields: {U: 1, V: 0}\nparticles: {lon: 3, lat: 4}\nkernels: [TravelledDistance]\nexecution: {runtime: 4 h, dt: 1 h}\noutput: {every: never}\n");
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(folder.File("still.yaml"), [], new RunOptions { Output = folder.File("still.h5"), Threads = 1 }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        using (plan)
            ExperimentRun.Execute(plan, self);
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("still.h5"));
        double[] lon = new double[1];
        file.ReadRows<double>(0, file.IndexOf("lon"), 0, lon);
        Assert.Equal(3, lon[0]);
    }

    [Fact]
    public void Places_do_not_depend_on_how_many_particles_there_are_and_differ_between_seeds()
    {
        (double Lon, double Lat, double Depth)[] many = Places("spherical", "{release: {sphere: {}}, count: 100}"), few = Places("spherical", "{release: {sphere: {}}, count: 10}");
        Assert.Equal(many[..10], few);
        Assert.NotEqual(few[0], Places("spherical", "{release: {sphere: {}}, count: 10}", seed: 8)[0]);
    }

    [Fact]
    public void Who_is_released_outside_the_run_is_counted_in_a_warning()
    {
        using var self = new SelfCommunicator();
        using RunPlan plan = Plan("mesh: flat\n", "{lon: [0, 1, 2], lat: 0, release: {time: [-1 h, 0, 5 h]}}", "{runtime: 4 h, dt: 1 h}", "", self);
        Assert.Contains("2 of 3 particles are released at times outside the run", Assert.Single(plan.Warnings()), StringComparison.Ordinal);
    }

    private static double Distance(double lon, double lat, double otherLon, double otherLat)
    {
        double radian = Math.PI / 180, h = Math.Pow(Math.Sin((otherLat - lat) * radian / 2), 2)
            + (Math.Cos(lat * radian) * Math.Cos(otherLat * radian) * Math.Pow(Math.Sin((otherLon - lon) * radian / 2), 2));
        return 2 * Constants.SphereRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private void WritePoints()
    {
        using NetcdfWriter file = NetcdfWriter.Create(folder.File("points.nc"));
        file.DefineDimension("point", 3);
        foreach (string name in (string[])["longitude", "latitude", "depth", "time"])
            file.DefineVariable(name, NetcdfType.Float64, ["point"]);
        file.PutAttribute("time", NetcdfAttribute.Of("units", "hours"));
        file.EndDefinitions();
        file.Write<double>("longitude", [0], [3], [1, 2, 3]);
        file.Write<double>("latitude", [0], [3], [4, 5, 6]);
        file.Write<double>("depth", [0], [3], [10, 20, 30]);
        file.Write<double>("time", [0], [3], [0, 1.5, 2]);
        file.Close();
    }

    private (double Lon, double Lat, double Depth)[] Places(string mesh, string particles, string fields = "", ulong seed = 7)
    {
        using var self = new SelfCommunicator();
        using RunPlan plan = Plan($"mesh: {mesh}\n", particles, "{runtime: 4 h, dt: 1 h}", fields, self);
        return [.. Enumerable.Range(0, (int)plan.Spec.Particles.Count).Select(i => plan.Release.PlaceOf(seed, i))];
    }

    /// <summary>Runs, and gives variables at the last output.</summary>
    private double[][] Run(string mesh, string particles, string execution, params string[] variables)
    {
        using var self = new SelfCommunicator();
        using (RunPlan plan = Plan(mesh, particles, execution, "", self))
            ExperimentRun.Execute(plan, self);
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("out.h5"));
        return [.. variables.Select(name =>
        {
            double[] values = new double[file.Trajectories];
            file.ReadRows<double>(file.Reached - 1, file.IndexOf(name), 0, values);
            return values;
        })];
    }

    private RunPlan Plan(string mesh, string particles, string execution, string fields, SelfCommunicator self)
    {
        string experiment = folder.File("run.yaml");
        File.WriteAllText(experiment, $"{mesh}fields:\n  U: 1\n  V: 0\n{fields}particles: {particles}\nkernels: [AdvectionEE]\nexecution: {execution}\noutput: {{every: never}}\n");
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(experiment, [], new RunOptions { Output = folder.File("out.h5"), Threads = 1, Overwrite = true }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        return plan;
    }
}
