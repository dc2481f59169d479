using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Tests.Foundation;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>The analytic flows: their derivatives, lanes, land and poles.</summary>
public class FlowTests
{
    private const double Time = 4321.5;

    private static readonly string[] WithoutStreamfunction = ["stationary-eddy", "moving-eddy", "decaying-eddy", "uniform"];

    public static TheoryData<string, Mesh> Flows
    {
        get
        {
            var flows = new TheoryData<string, Mesh>();
            foreach (FlowEntry entry in FlowRegistry.Entries)
            {
                foreach (Mesh mesh in entry.Meshes)
                    flows.Add(entry.Name, mesh);
            }

            return flows;
        }
    }

    // Central differences over h leave errors of h² u″; with h a millionth of the domain rounding is larger, about 1e-10 of ψ/h.
    [Theory]
    [MemberData(nameof(Flows))]
    public void The_velocity_is_the_derivative_of_the_streamfunction(string name, Mesh mesh)
    {
        using FieldSet fields = Make(name, mesh, out SampleGrid grid);
        VectorField velocity = fields.UseVelocity();
        if (velocity.Streamfunction(Time, grid.Lat.To / 2, grid.Lon.To / 2) is null)
        {
            Assert.Contains(name, WithoutStreamfunction);
            return;
        }

        (double[] lons, double[] lats) = Places(grid);
        double hx = (grid.Lon.To - grid.Lon.From) * 1e-6, hy = (grid.Lat.To - grid.Lat.From) * 1e-6;
        foreach ((double lon, double lat) in lons.Zip(lats))
        {
            (double u, double v) = At(velocity, lon, lat);
            double metres = mesh == Mesh.Flat ? 1 : Constants.MetresPerDegree, cos = mesh == Mesh.Flat ? 1 : Math.Cos(lat * Math.PI / 180);
            double limit = 1e-5 * Math.Max(1e-3, Math.Sqrt((u * u) + (v * v)));
            Assert.Equal(-(Psi(lon, lat + hy) - Psi(lon, lat - hy)) / (2 * hy * metres), u, limit);
            Assert.Equal((Psi(lon + hx, lat) - Psi(lon - hx, lat)) / (2 * hx * metres * cos), v, limit / cos);
        }

        double Psi(double lon, double lat) => velocity.Streamfunction(Time, lat, lon)!.Value;
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_flow_has_the_same_bits_in_every_lane_type(string name, Mesh mesh)
    {
        using FieldSet fields = Make(name, mesh, out SampleGrid grid);
        VectorField velocity = fields.UseVelocity();
        (double[] lon, double[] lat) = Places(grid);

        // Some beyond the northern pole, as stages of a step are.
        if (mesh == Mesh.Spherical)
            (lat[3], lat[9], lat[10]) = (90.5, 90, 97);
        double[] time = [.. Enumerable.Range(0, lon.Length).Select(_ => Time)];
        foreach (bool isU in new[] { true, false })
        {
            double[] one = Lanes.Run(1, new Sampled(velocity, isU), lon, lat, time);
            Assert.All(one, value => Assert.True(double.IsFinite(value)));
            Assert.Equal(one, Lanes.Run(4, new Sampled(velocity, isU), lon, lat, time), Lanes.Same);
            Assert.Equal(one, Lanes.Run(8, new Sampled(velocity, isU), lon, lat, time), Lanes.Same);
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_period_a_size_or_a_scale_of_0_gives_no_velocity(string name, Mesh mesh)
    {
        FlowEntry entry = FlowRegistry.Find(name)!;
        Assert.True(entry.IsFinite(mesh, entry.Parameters));
        foreach (string divisor in entry.Parameters.Keys.Where(key => key is "period" or "size" or "width" || (key, name) is ("scale", "moving-eddies")))
            Assert.False(entry.IsFinite(mesh, new Dictionary<string, double>(entry.Parameters, StringComparer.Ordinal) { [divisor] = 0 }), divisor);
    }

    [Theory]
    [InlineData(50e3, 0)]
    [InlineData(50e3, 15999)]
    [InlineData(40e3, 5e3)]
    [InlineData(10e3, 0)]
    [InlineData(10e3, -1)]
    public void On_the_land_of_the_peninsula_nothing_moves(double x, double y)
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new Peninsula());
        Assert.Equal((0, 0), At(fields.UseVelocity(), x, y));
        Assert.Equal(0, fields.UseVelocity().Streamfunction(0, y, x));
    }

    [Fact]
    public void At_the_tip_of_the_peninsula_the_current_is_twice_as_fast()
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new Peninsula());
        (double u, double v) = At(fields.UseVelocity(), 50e3, 16e3 * (1 + 1e-12));
        Assert.Equal(2, u, 1e-9);
        Assert.Equal(0, v, 1e-9);
    }

    // Beyond the pole east and north of the place itself are west and south of the way that leads there.
    [Theory]
    [InlineData(91)]
    [InlineData(-90.25)]
    public void Beyond_a_pole_the_velocity_is_that_of_the_place_on_the_other_side_turned_round(double lat)
    {
        using var fields = FieldSet.FromFlow(Mesh.Spherical, new SolidBodyRotation(12 * 86400, 35));
        VectorField velocity = fields.UseVelocity();
        double other = lat > 0 ? 180 - lat : -180 - lat;
        (double u, double v) = At(velocity, 25, lat);
        (double there, double thereV) = At(velocity, 205, other);
        Assert.Equal((-there, -thereV), (u, v));
        Lane1 none = 0.0;
        velocity.SampleOnMesh<Lane1>(0, 0, lat, 25, ref none, out Lane1 du, out Lane1 dv);
        velocity.SampleOnMesh<Lane1>(0, 0, other, 205, ref none, out Lane1 duThere, out Lane1 dvThere);
        Assert.Equal((double)duThere, (double)du, 1e-12 * Math.Abs((double)du));
        Assert.Equal(-(double)dvThere, (double)dv);
    }

    [Fact]
    public void At_a_pole_itself_only_the_motion_along_the_meridian_is_left()
    {
        using var fields = FieldSet.FromFlow(Mesh.Spherical, new Uniform(3, 2));
        Lane1 none = 0.0;
        fields.UseVelocity().SampleOnMesh<Lane1>(0, 0, 90, 10, ref none, out Lane1 u, out Lane1 v);
        Assert.Equal(0, (double)u);
        Assert.Equal(2 / Constants.MetresPerDegree, (double)v, 1e-18);
    }

    private static FieldSet Make(string name, Mesh mesh, out SampleGrid grid)
    {
        FlowEntry entry = FlowRegistry.Find(name)!;
        grid = entry.Samples.Single(s => s.Mesh == mesh);
        var parameters = entry.Parameters.ToDictionary(StringComparer.Ordinal);
        if (name is "solid-body-rotation")
            parameters["alpha"] = 35;
        return entry.Make(mesh, parameters);
    }

    /// <summary>Places inside the grid, spread without a pattern (multiples of two irrational numbers).</summary>
    private static (double[] Lon, double[] Lat) Places(SampleGrid grid)
    {
        double[] lon = [.. Enumerable.Range(1, 200).Select(k => grid.Lon.From + ((grid.Lon.To - grid.Lon.From) * (0.01 + (0.98 * (k * 0.7548776662466927 % 1)))))];
        double[] lat = [.. Enumerable.Range(1, 200).Select(k => grid.Lat.From + ((grid.Lat.To - grid.Lat.From) * (0.01 + (0.98 * (k * 0.5698402909980532 % 1)))))];
        return (lon, lat);
    }

    private static (double U, double V) At(VectorField velocity, double lon, double lat)
    {
        Lane1 none = 0.0;
        velocity.Sample<Lane1>(Time, 0, lat, lon, ref none, out Lane1 u, out Lane1 v);
        return ((double)u, (double)v);
    }

    private readonly record struct Sampled(VectorField Velocity, bool IsU) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F none = 0.0;
            Velocity.SampleOnMesh(c, 0.0, b, a, ref none, out F u, out F v);
            return IsU ? u : v;
        }
    }
}
