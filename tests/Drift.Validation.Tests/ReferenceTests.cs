using System.Globalization;
using System.Text.Json;
using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Trajectories of another program on the same data: positions of Parcels v3.1.4, whose limits stand beside them.</summary>
public class ReferenceTests
{
    private const double Radius = 1852 * 60 * 180 / Math.PI;

    [Theory]
    [InlineData("globcurrent_rk4", Mesh.Spherical, "globcurrent", "*.nc", "*.nc", "eastward_eulerian_current_velocity", "northward_eulerian_current_velocity", 1.0)]
    [InlineData("movingeddies_rk4", Mesh.Flat, "moving-eddies", "*U.nc", "*V.nc", "vozocrtx", "vomecrty", 1.0)]
    [InlineData("peninsula_rk4", Mesh.Flat, "peninsula", "*U.nc", "*V.nc", "vozocrtx", "vomecrty", 0.1)]
    public void Trajectories_are_those_of_Parcels(string name, Mesh mesh, string folder, string filesU, string filesV, string u, string v, double limit)
    {
        string data = TestData.Path(folder);
        using FieldSet fields = new FieldSet(mesh).Add(Read("U", filesU, u), Read("V", filesV, v));
        Compare(name, fields, data, limit);

        Field Read(string field, string files, string variable) => Field.FromSource(
            field, NetcdfSource.Open(new NetcdfLayout([.. Directory.GetFiles(data, files).Order(StringComparer.Ordinal)], variable), mesh, "m s-1"));
    }

    [Theory]
    [InlineData("uos", "vos", null)]
    [InlineData("uo", "vo", 0)]
    public void Trajectories_on_the_curvilinear_C_grid_of_NEMO_are_those_of_Parcels(string u, string v, int? level)
    {
        string data = TestData.Path("nemo-north-sea");
        var grids = new NetcdfGrids();
        using FieldSet fields = new FieldSet(Mesh.Spherical).Add(Read("U", "*U.nc", u, GridPoint.U), Read("V", "*V.nc", v, GridPoint.V));
        Compare("nemo_northsea_cgrid_rk4", fields, data, 1.0);

        Field Read(string field, string files, string variable, GridPoint point)
        {
            var layout = new NetcdfLayout([.. Directory.GetFiles(data, files).Order(StringComparer.Ordinal)], variable)
            {
                Grid = new GridSpec { Type = GridType.C, Indexing = GridIndexing.UpperRight, File = Path.Combine(data, "coordinates.nc"), Lon = "glamf", Lat = "gphif" },
                Point = point,
                Level = level,
            };
            return NetcdfField.Open(field, layout, Mesh.Spherical, "m s-1", grids).InterpolatedBy("C-grid");
        }
    }

    private static void Compare(string name, FieldSet fields, string data, double limit)
    {
        string reference = Path.GetFullPath(Path.Combine(data, "..", "..", "reference", name));
        Assert.SkipUnless(File.Exists(reference + ".csv"), $"{name}.csv is not there: it belongs into the folder 'reference' beside the test data");
        using JsonDocument description = JsonDocument.Parse(File.ReadAllText(reference + ".json"));
        double Number(string key) => description.RootElement.GetProperty(key).GetDouble();
        (double[,] lon, double[,] lat) = Expected(reference + ".csv", (int)Number("n_outputs") + 1);
        int count = lon.GetLength(0);

        using var particles = new ParticleSet(fields, [.. Enumerable.Range(0, count).Select(i => lon[i, 0])], [.. Enumerable.Range(0, count).Select(i => lat[i, 0])]);
        particles.Time = fields["U"].Source!.Times is [double first, ..] ? TimeSpan.FromSeconds(first) : default;
        (double worst, int compared) = (0, 0);
        for (int obs = 1; obs < lon.GetLength(1); obs++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromSeconds(Number("output_interval_s")), TimeSpan.FromSeconds(Number("dt_s")));
            for (int i = 0; i < count; i++)
            {
                // A particle that left the domain there is compared up to its last position.
                if (double.IsNaN(lon[i, obs]))
                    continue;
                Assert.Equal(ParticleStatus.Active, particles.Status[i]);
                worst = Math.Max(worst, Distance(fields.Mesh, particles.Lon[i], particles.Lat[i], lon[i, obs], lat[i, obs]));
                compared++;
            }
        }

        Figures.Write($"{name}: largest distance of {compared} positions {worst:E2} m, limit {limit} m");
        Assert.True(compared > count, "hardly anything was compared");
        Assert.True(worst < limit, $"{worst} m");
    }

    private static double Distance(Mesh mesh, double lonA, double latA, double lonB, double latB)
    {
        (double x, double y) = (lonA - lonB, latA - latB);
        if (mesh == Mesh.Spherical)
            (x, y) = (x * Math.PI / 180 * Radius * Math.Cos(latB * Math.PI / 180), y * Math.PI / 180 * Radius);
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>Positions (particle, obs); particles are numbered by their order in the file.</summary>
    private static (double[,] Lon, double[,] Lat) Expected(string csv, int outputs)
    {
        string[][] rows = [.. File.ReadLines(csv).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        Assert.Equal(0, rows.Length % outputs);
        var (lon, lat) = (new double[rows.Length / outputs, outputs], new double[rows.Length / outputs, outputs]);
        for (int row = 0; row < rows.Length; row++)
        {
            int obs = row % outputs;
            Assert.Equal(obs, int.Parse(rows[row][1], CultureInfo.InvariantCulture));
            lon[row / outputs, obs] = double.Parse(rows[row][3], CultureInfo.InvariantCulture);
            lat[row / outputs, obs] = double.Parse(rows[row][4], CultureInfo.InvariantCulture);
        }

        return (lon, lat);
    }
}
