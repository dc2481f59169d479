using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Levels in files. A value of the tests is level · 100 + row · 10 + column of the file.</summary>
public sealed class LevelFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("m", "down", 1)]
    [InlineData("centimeters", "down", 100)]
    [InlineData("m", "up", -1)]
    [InlineData("meters", "", -1)]
    [InlineData("", "", 1)]
    public void Levels_become_metres_downward(string unit, string positive, double factor)
    {
        Field field = Open(Box(3).With("depth", "depth", i => factor * 5 * i[0], [.. Given("units", unit), .. Given("positive", positive)]));
        Assert.Equal([0, 5, 10], ((ZLevels)field.Grid!.Vertical!).Depth.Nodes);
        Assert.Equal([0, 100, 200], Enumerable.Range(0, 3).Select(k => (double)Values(field)[k * 6]));
    }

    [Fact]
    public void The_way_that_the_layout_says_wins_over_the_file()
    {
        Field field = Open(Box(3).With("depth", "depth", i => -5 * i[0], ("positive", "down")), layout => layout with { Grid = new GridSpec { Positive = PositiveDirection.Up } });
        Assert.Equal(10, ((ZLevels)field.Grid!.Vertical!).Depth.Highest);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 200)]
    public void One_level_is_a_field_without_levels(int level, float first)
    {
        Field field = Open(Box(3).With("depth", "depth", i => i[0]), layout => layout with { Level = level });
        Assert.Null(field.Grid!.Vertical);
        Assert.Equal(first, Values(field)[0]);
    }

    [Fact]
    public void A_level_that_is_not_there_is_refused() =>
        Assert.Contains("there is no level 3: it has 3", Refused(Box(3).With("depth", "depth", i => i[0]), layout => layout with { Level = 3 }), StringComparison.Ordinal);

    [Fact]
    public void Levels_without_a_time_are_no_times()
    {
        Field field = Open(new SmallFile(folder.File("a.nc")).Along(("depth", 2), ("lat", 2), ("lon", 3))
            .With("lat", "lat", i => i[0]).With("lon", "lon", i => i[0]).With("depth", "depth", i => i[0], ("units", "m")).With("v", "depth lat lon", Number));
        Assert.Equal(2, field.Grid!.Levels);
        Assert.Equal(112, Values(field)[11]);
    }

    [Fact]
    public void Levels_that_are_no_length_are_refused() =>
        Assert.Contains("hPa", Refused(Box(3).With("depth", "depth", i => 1000 - i[0], ("units", "hPa"))), StringComparison.Ordinal);

    [Fact]
    public void Levels_without_a_coordinate_are_refused() =>
        Assert.Contains("'level: 0'", Refused(Box(3)), StringComparison.Ordinal);

    [Fact]
    public void The_layers_of_a_C_grid_lie_between_interfaces_and_the_last_one_has_a_bottom()
    {
        SmallFile file = Box(3, "glamf", "gphif").With("depthw", "depth", i => 10 * i[0], ("units", "m")).Along(("deep", 4)).With("Zp1", "deep", i => -10 * i[0], ("units", "m"));
        Field nemo = Open(file, layout => layout with { Grid = new GridSpec { Type = GridType.C }, Point = GridPoint.U });
        Assert.Equal([0, 10, 20], ((ZLevels)nemo.Grid!.Vertical!).Depth.Nodes);
        var mitgcm = NetcdfField.Open("V", new NetcdfLayout([file.Path], "v") { Grid = new GridSpec { Type = GridType.C, Depth = "Zp1" }, Point = GridPoint.V }, Mesh.Spherical, "");
        Assert.Equal([0, 10, 20, 30], ((ZLevels)mitgcm.Grid!.Vertical!).Depth.Nodes);

        // The last layer's values stand at its bottom too, where no layer begins: what interpolates between levels finds them there.
        Assert.Equal((201, 201), (Values(mitgcm)[12], Values(mitgcm)[18]));
    }

    [Fact]
    public void W_that_has_no_value_at_the_bottom_is_0_there()
    {
        SmallFile file = Box(3, "glamf", "gphif").Along(("deep", 4)).With("Zp1", "deep", i => -10 * i[0], ("units", "m"));
        Field w = Open(file, layout => layout with { Grid = new GridSpec { Type = GridType.C, Depth = "Zp1" }, Point = GridPoint.W, IsClosedBelow = true });
        float[] values = Values(w);
        Assert.Equal(0, values[^1]);
        Assert.NotEqual(0, values[(2 * w.Grid!.Rows * w.Grid.Columns) + 1]);
    }

    [Fact]
    public void Middles_of_layers_are_no_interfaces() =>
        Assert.Contains("interfaces", Refused(Box(3, "glamf", "gphif").With("depthu", "depth", i => 10 * i[0], ("units", "m")), layout => layout with { Grid = new GridSpec { Type = GridType.C }, Point = GridPoint.U }), StringComparison.Ordinal);

    [Fact]
    public void A_velocity_that_counts_downward_is_turned()
    {
        SmallFile file = new SmallFile(folder.File("w.nc")).Along(("lat", 2), ("lon", 3)).With("lat", "lat", i => i[0]).With("lon", "lon", i => i[0])
            .With("a", "lat lon", Number, ("positive", "down")).With("b", "lat lon", Number, ("standard_name", "downward_sea_water_velocity")).With("c", "lat lon", Number);
        string path = file.Write();
        float Last(string variable, PositiveDirection? given = null) => Values(NetcdfField.Open("W", Upward(path, variable) with { Positive = given }, Mesh.Spherical, ""))[5];
        Assert.Equal((-12, -12, 12, -12, 12), (Last("a"), Last("b"), Last("c"), Last("c", PositiveDirection.Down), Last("a", PositiveDirection.Up)));
    }

    [Fact]
    public void Levels_whose_depth_varies_have_a_field_of_depths()
    {
        Field field = Open(Box(3).With("z", "depth lat lon", i => -(10 * i[0]) - i[2], ("positive", "up"), ("units", "m")), layout => layout with { Depth = "z" });
        Assert.IsType<DepthLevels>(field.Grid!.Vertical);
        Field depths = field.Depths!.Levels!;
        Assert.Equal([0, 1, 2, 0, 1, 2, 10, 11, 12], Values(depths)[..9]);
        Assert.Equal(3, depths.Grid!.Levels);
    }

    [Fact]
    public void Depths_of_levels_may_change_with_time()
    {
        SmallFile file = new SmallFile(folder.File("vvl.nc")).Along(("time", 3), ("depth", 2), ("lat", 2), ("lon", 3)).With("time", "time", i => i[0], ("units", "days since 2000-01-01"))
            .With("lat", "lat", i => i[0]).With("lon", "lon", i => i[0]).With("z", "time depth lat lon", i => (10 * i[1]) + i[0], ("positive", "down")).With("v", "time depth lat lon", Number);
        Field field = Open(file, layout => layout with { Grid = new GridSpec { Depth = "z" } });
        Field depths = field.Depths!.Levels!;
        Assert.Equal(field.Source!.Times, depths.Source!.Times);
        float[] values = new float[12];
        depths.Source.Read(2, GridBox.Whole(depths.Grid!), values);
        Assert.Equal((2, 12), (values[0], values[6]));
    }

    [Fact]
    public void Depths_of_levels_in_other_points_than_the_nodes_are_refused()
    {
        SmallFile file = Box(3, "glamf", "gphif").Along(("rho", 5)).With("z", "depth rho lon", i => 10 * i[0]);
        Assert.Contains("do not fit", Refused(file, layout => layout with { Grid = new GridSpec { Type = GridType.C, Depth = "z", Lon = "glamf", Lat = "gphif" }, Point = GridPoint.U }), StringComparison.Ordinal);
    }

    private static NetcdfLayout Upward(string path, string variable) => new([path], variable) { Wanted = PositiveDirection.Up };

    private static double Number(int[] i) => i.Aggregate(0, (number, n) => (10 * number) + n);

    private static (string, string)[] Given(string key, string text) => text.Length == 0 ? [] : [(key, text)];

    private SmallFile Box(int levels, string lon = "lon", string lat = "lat") => new SmallFile(folder.File("a.nc"))
        .Along(("time", 1), ("depth", levels), ("lat", 2), ("lon", 3)).With("time", "time", _ => 0, ("units", "days since 2000-01-01"))
        .With(lat, "lat", i => i[0]).With(lon, "lon", i => i[0]).With("v", "time depth lat lon", Number);

    private static Field Open(SmallFile file, Func<NetcdfLayout, NetcdfLayout>? with = null)
    {
        var layout = new NetcdfLayout([file.Write()], "v");
        return NetcdfField.Open("v", with?.Invoke(layout) ?? layout, Mesh.Spherical, "");
    }

    private static string Refused(SmallFile file, Func<NetcdfLayout, NetcdfLayout>? with = null)
    {
        DriftException error = Assert.Throws<DriftException>(() => Open(file, with));
        Assert.Equal(ExitCode.Preflight, error.Code);
        return error.Problems[0].ToString();
    }

    private static float[] Values(Field field)
    {
        float[] values = new float[field.Grid!.Levels * field.Grid.Rows * field.Grid.Columns];
        field.Source!.Read(0, GridBox.Whole(field.Grid), values);
        return values;
    }
}
