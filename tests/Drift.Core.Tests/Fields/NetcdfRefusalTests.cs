using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

public sealed class NetcdfRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_time_that_two_files_hold_is_refused_with_both_names()
    {
        string[] paths = [File("a").Write(), File("b").Write()];
        Problem problem = Refused(() => NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1"));
        Assert.Contains("b.nc", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("a.nc", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("same time", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_on_different_grids_are_refused()
    {
        string[] paths = [File("a").Write(), (File("b") with { Times = [9, 10], Lon = [10, 11, 12, 13.5] }).Write()];
        Assert.Contains("grid", Refused(() => NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1")).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_is_wrong_in_a_later_file_is_refused_too()
    {
        string[] paths = [File("a").Write(), (File("b") with { Times = [9, 10], Units = "kelvin" }).Write()];
        Assert.Contains("b.nc", Refused(() => NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1")).Place, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_velocity_is_refused_with_its_unit() =>
        Assert.Contains("kelvin", Refused(() => (File("a") with { Units = "kelvin" }).Open()).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Levels_of_no_depth_are_refused() =>
        Assert.Contains("not monotonic", Refused(() => (File("a") with { Along = ["time", "depth", "lat", "lon"], Levels = 2 }).Open()).What, StringComparison.Ordinal);

    [Fact]
    public void Times_that_do_not_increase_are_refused() =>
        Assert.Contains("do not increase", Refused(() => (File("a") with { Times = [3600, 0] }).Open()).What, StringComparison.Ordinal);

    [Fact]
    public void A_time_that_is_no_number_is_refused() =>
        Assert.Contains("NaN", Refused(() => (File("a") with { Times = [0, double.NaN] }).Open()).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null)]
    [InlineData("lon", "lat")]
    public void Values_stored_with_longitude_first_are_refused(string? lon, string? lat)
    {
        // As many longitudes as latitudes: nothing else would notice.
        FieldFile file = File("a") with { Along = ["time", "lon", "lat"], Lat = [-1, 0, 1, 2] };
        Assert.Contains("(lat, lon)", Refused(() => NetcdfSource.Open(new NetcdfLayout([file.Write()], "v", lon, lat), Mesh.Spherical, "m s-1")).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Latitudes_that_are_metres_are_refused_on_the_sphere() =>
        Assert.Contains("no degrees", Refused(() => (File("a") with { Lat = [0, 1000, 2000] }).Open()).What, StringComparison.Ordinal);

    [Fact]
    public void A_coordinate_that_is_not_monotonic_is_refused() =>
        Assert.Contains("not monotonic", Refused(() => (File("a") with { Lon = [10, 12, 11, 13] }).Open()).What, StringComparison.Ordinal);

    [Fact]
    public void A_variable_that_is_not_there_is_refused() =>
        Assert.Contains("'w'", Refused(() => NetcdfSource.Open(new NetcdfLayout([File("a").Write()], "w"), Mesh.Spherical, "m s-1")).ToString(), StringComparison.Ordinal);

    private static Problem Refused(Func<NetcdfSource> open)
    {
        DriftException error = Assert.Throws<DriftException>(() => open().Dispose());
        Assert.Equal(ExitCode.Preflight, error.Code);
        return error.Problems[0];
    }

    private FieldFile File(string name) => new(folder.File(name + ".nc"));
}
