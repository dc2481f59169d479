using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Files in the conventions of ocean models: the program knows them, and what it proposes runs.</summary>
public sealed class ModelFileTests
{
    private const string Rest = """

        particles: {count: 3, lon: {from: 12.5, to: 14.5}, lat: 43.2}
        kernels: [AdvectionRK4]
        execution: {runtime: 1 d, dt: 30 min}
        output: {file: out.h5, every: 1 d}
        """;

    public static TheoryData<string> Models => [.. ModelFiles.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_info_proposes_for_a_file_of_a_model_runs_and_moves_particles_as_the_file_says(string model)
    {
        using var folder = new TemporaryFolder();
        using var lab = new Lab();
        string path = ModelFiles.Write(model, folder);
        ShellResult info = lab.Drift("info", path);
        Assert.Equal(0, info.ExitCode);
        string named = model switch { "roms" => "croco", "hycom-native" => "hycom", _ => model };
        Assert.Contains($"model                    {named}: it has ", info.Output, StringComparison.Ordinal);
        Assert.Contains(named is "hycom" && model != named ? "2, 1900-12-31 00:00:00 to 1901-01-01 00:00:00" : "2, 2000-01-01 00:00:00 to 2000-01-02 00:00:00", info.Output, StringComparison.Ordinal);
        string grid = model switch { "pop" => "B-grid, curvilinear", "mitgcm" => "C-grid, rectilinear", "cmems" or "hycom" => "A-grid, rectilinear", "hycom-native" => "A-grid, curvilinear", _ => "C-grid, curvilinear" };
        Assert.Contains($"grid                     {grid}, ", info.Output, StringComparison.Ordinal);
        string proposal = info.Output[info.Output.IndexOf("\n\n", StringComparison.Ordinal)..];
        Assert.Contains($"model: {named}", proposal, StringComparison.Ordinal);
        lab.Write("run.yaml", proposal + Rest);
        ShellResult check = lab.Drift("check", "run.yaml");
        Assert.True(check.ExitCode == 0, check + proposal);
        Assert.Empty(check.Messages());
        using TrajectoryFile file = lab.Run(proposal + Rest);
        double[] lon = file.At(1, "lon"), lat = file.At(1, "lat");

        // U and V of a C-grid go along columns and rows, which are turned to the axes here: 1° to the east, 0.1° to the north, and so on.
        double cos = Math.Cos(43.2 * Math.PI / 180), east = 8640, north = 4320;
        if (model is "nemo" or "roms" or "croco")
        {
            (double row, double column) = (Math.Sqrt((cos * cos) + 0.01), Math.Sqrt((0.01 * cos * cos) + 1));
            (east, north) = ((8640 * cos / row) - (4320 * 0.1 * cos / column), (8640 * 0.1 / row) + (4320 / column));
        }

        // Half a percent is the change of the cosine and of the angles on the way.
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(east, (lon[i] - (12.5 + i)) * 111120 * cos, 0.005 * east);
            Assert.Equal(north, (lat[i] - 43.2) * 111120, 0.005 * north);
        }
    }

    [Fact]
    public void A_north_fold_is_said_once_and_the_run_goes_on()
    {
        using var lab = new Lab();
        new SmallFile(lab.File("tripolar.nc")).Along(("y", 8), ("x", 32))
            .With("nav_lon", "y x", i => Tripolar(i[0], i[1]).Lon, ("units", "degrees_east")).With("nav_lat", "y x", i => Tripolar(i[0], i[1]).Lat, ("units", "degrees_north"))
            .With("u", "y x", _ => 0.1, ("coordinates", "nav_lon nav_lat")).With("v", "y x", _ => 0, ("coordinates", "nav_lon nav_lat")).Write();
        lab.Write("run.yaml", "fields: {U: {files: tripolar.nc, variable: u}, V: {files: tripolar.nc, variable: v}}" + Rest.Replace("43.2", "15", StringComparison.Ordinal));
        ShellResult check = lab.Drift("check", "run.yaml");
        Assert.True(check.ExitCode == 0, check.ToString());
        string note = Assert.Single((check.Output + check.Error).Split('\n'), line => line.Contains("north fold", StringComparison.Ordinal));
        Assert.Contains("fields.U", note, StringComparison.Ordinal);
        string warning = Assert.Single(lab.Drift("run", "run.yaml").Messages(), line => line.Contains("north fold", StringComparison.Ordinal));
        Assert.StartsWith("warning: ", warning, StringComparison.Ordinal);
    }

    /// <summary>Circles of latitude; the last rows run from a pole at 0° E, 65° N over the north to one at 180° E, and back.</summary>
    private static (double Lon, double Lat) Tripolar(int row, int column)
    {
        if (row < 6)
            return (11.25 * column, 10 * row);
        int along = column <= 16 ? column : 32 - column;
        double lat = 65 + (25 * (1 - (Math.Abs(along - 8) / 8.0)));
        double side = column is 0 or 16 ? 0 : row == 6 ? 12 : 0;
        double lon = along < 8 ? side : along == 8 ? 90 : 180 - side;
        return (column <= 16 ? lon : 360 - lon, along == 8 && row == 6 ? 88 : lat);
    }
}
