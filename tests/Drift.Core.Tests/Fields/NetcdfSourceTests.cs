using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

public sealed class NetcdfSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_times_and_grid_come_back_as_they_were_written()
    {
        using NetcdfSource source = File("a").Open();
        Assert.Equal([10, 11, 12, 13], Lines(source).Lon.Nodes);
        Assert.Equal([-1, 0, 1], Lines(source).Lat.Nodes);
        Assert.Equal([946684800, 946688400], source.Times);
        Assert.Same(Calendar.Standard, source.TimeAxis!.Calendar);
        Assert.Equal([100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123], FieldFile.Read(source, 1));
        Assert.Equal("m s-1", source.Unit);
    }

    [Fact]
    public void Packed_values_are_unpacked_and_missing_ones_are_0()
    {
        FieldFile file = File("packed") with
        {
            Type = NetcdfType.Int16,
            FillValue = BitConverter.GetBytes((short)-32768),
            Attributes = [NetcdfAttribute.Of("scale_factor", 0.5), NetcdfAttribute.Of("add_offset", 3.0), NetcdfAttribute.Of("missing_value", -1.0)],
            Value = (k, j, i) => i switch { 0 => -32768, 1 => -1, _ => (10 * j) + i },
        };
        using NetcdfSource source = file.Open();
        Assert.Equal([0, 0, 4, 4.5f, 0, 0, 9, 9.5f, 0, 0, 14, 14.5f], FieldFile.Read(source, 0));
    }

    [Fact]
    public void Files_that_are_packed_differently_are_each_unpacked_by_their_own_scale()
    {
        string[] paths = [.. Enumerable.Range(0, 2).Select(n => (File($"{n}") with
        {
            Type = NetcdfType.Int16,
            Times = [3600.0 * n],
            Attributes = [NetcdfAttribute.Of("scale_factor", 1.0 + n), NetcdfAttribute.Of("add_offset", 0.5 * n)],
            Value = (_, _, _) => 7,
        }).Write())];
        using var source = NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1");
        Assert.Equal((7, 14.5f), (FieldFile.Read(source, 0)[0], FieldFile.Read(source, 1)[0]));
    }

    [Fact]
    public void A_missing_value_in_double_precision_is_found_in_single_precision_data()
    {
        FieldFile file = File("missing") with { Attributes = [NetcdfAttribute.Of("missing_value", 1e20)], Value = (_, _, i) => i == 0 ? 1e20 : i == 1 ? double.NaN : i };
        using NetcdfSource source = file.Open();
        Assert.Equal([0, 0, 2, 3], FieldFile.Read(source, 0)[..4]);
    }

    [Fact]
    public void Floating_point_values_that_were_never_written_are_missing()
    {
        using NetcdfSource source = (File("unwritten") with { Value = (_, _, i) => i == 0 ? 9.969209968386869e36 : i }).Open();
        Assert.Equal([0, 1, 2, 3], FieldFile.Read(source, 0)[..4]);
    }

    [Theory]
    [InlineData("units", "cm/s", 0.01f)]
    [InlineData("Unit", "m s-1", 1f)]
    [InlineData("Unit", "cm s-1", 0.01f)]
    [InlineData("units", "km h-1", 1 / 3.6f)]
    [InlineData("units", "", 1f)]
    public void Velocities_are_converted_to_metres_per_second(string key, string units, float factor)
    {
        using NetcdfSource source = (File("u") with { UnitsKey = key, Units = units, Value = (_, _, _) => 25 }).Open();
        Assert.Equal(25 * factor, FieldFile.Read(source, 0)[0], 1e-6f);
    }

    [Fact]
    public void Decreasing_latitudes_stay_in_the_order_of_the_file()
    {
        using NetcdfSource source = (File("d") with { Lat = [1, 0, -1] }).Open();
        Assert.Equal([1, 0, -1], Lines(source).Lat.Nodes);
        Assert.Equal(20, FieldFile.Read(source, 0)[8]);
    }

    [Fact]
    public void Two_dimensional_coordinates_with_equal_rows_are_rectilinear()
    {
        FieldFile file = File("nav") with { Along = ["time", "y", "x"], Nodes = (j, i) => (10 + i, j - 1) };
        using NetcdfSource source = file.Open();
        Assert.Equal([10, 11, 12, 13], Lines(source).Lon.Nodes);
        Assert.Equal([-1, 0, 1], Lines(source).Lat.Nodes);
    }

    [Fact]
    public void A_depth_of_one_level_is_passed_over()
    {
        using NetcdfSource source = (File("depth") with { Along = ["time", "depth", "lat", "lon"] }).Open();
        Assert.Equal(2, source.Times.Count);
        Assert.Equal(123, FieldFile.Read(source, 1)[11]);
    }

    [Fact]
    public void A_field_without_times_or_with_a_single_one_does_not_change()
    {
        using NetcdfSource none = (File("none") with { Along = ["lat", "lon"] }).Open();
        using NetcdfSource one = (File("one") with { Times = [5] }).Open();
        Assert.Empty(none.Times);
        Assert.Empty(one.Times);
        Assert.Equal(23, FieldFile.Read(none, 0)[11]);
    }

    [Fact]
    public void Times_without_units_count_from_0_in_seconds()
    {
        using NetcdfSource source = (File("plain") with { TimeUnits = null, Times = [0, 60] }).Open();
        Assert.Equal([0, 60], source.Times);
        Assert.Null(source.TimeAxis!.Calendar);
    }

    [Fact]
    public void Files_of_one_time_each_are_put_into_the_order_of_their_times()
    {
        string[] paths = [.. Enumerable.Range(0, 4).Select(n => (2 + (3 * n)) % 4).Select(n => (File($"{n}") with { Times = [3600.0 * n], Value = (_, _, _) => n }).Write())];
        using var source = NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1");
        Assert.Equal([0, 3600, 7200, 10800], source.Times.Select(t => t - 946684800));
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(k => FieldFile.Read(source, k)[0]));
    }

    [Fact]
    public void Files_may_count_their_times_from_different_dates()
    {
        string[] paths =
        [
            (File("2000") with { Times = [0], Value = (_, _, _) => 1 }).Write(),
            (File("1999") with { Times = [24], TimeUnits = "hours since 1999-12-30", Value = (_, _, _) => 2 }).Write(),
        ];
        using var source = NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1");
        Assert.Equal([-86400, 0], source.Times.Select(t => t - 946684800));
        Assert.Equal(2, FieldFile.Read(source, 0)[0]);
    }

    private static RectilinearGrid Lines(NetcdfSource source) => (RectilinearGrid)source.Grid;

    private FieldFile File(string name) => new(folder.File(name + ".nc"));
}
