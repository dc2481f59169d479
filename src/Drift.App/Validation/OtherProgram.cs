using System.Globalization;
using System.Text.Json;
using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Trajectories of another program, Parcels v3.1.4, on the same data: the largest distance over all outputs. The data are not this program's to
/// hand on: a folder with them has to be given, and beside it one named <c>reference</c> with NAME.csv and NAME.json.
/// </summary>
internal static class OtherProgram
{
    /// <summary>The flows, and how far apart positions may be in metres.</summary>
    private static readonly (string Name, Mesh Mesh, string Folder, string FilesU, string FilesV, string U, string V, double Limit)[] Flows =
    [
        ("globcurrent_rk4", Mesh.Spherical, "globcurrent", "*.nc", "*.nc", "eastward_eulerian_current_velocity", "northward_eulerian_current_velocity", 1.0),
        ("movingeddies_rk4", Mesh.Flat, "moving-eddies", "*U.nc", "*V.nc", "vozocrtx", "vomecrty", 1.0),
        ("peninsula_rk4", Mesh.Flat, "peninsula", "*U.nc", "*V.nc", "vozocrtx", "vomecrty", 0.1),
        ("nemo_northsea_cgrid_rk4", Mesh.Spherical, "nemo-north-sea", "*U.nc", "*V.nc", "uos", "vos", 1.0),
    ];

    /// <summary>The folders of data that are needed.</summary>
    public static IEnumerable<string> Folders => Flows.Select(f => f.Folder);

    /// <summary>Runs those flows whose data are there.</summary>
    /// <param name="data">The folder with the data.</param>
    /// <param name="threads">Number of threads.</param>
    public static IEnumerable<Measurement> Run(string data, int threads)
    {
        foreach ((string name, Mesh mesh, string folder, string filesU, string filesV, string u, string v, double limit) in Flows)
        {
            string reference = Path.GetFullPath(Path.Combine(data, "..", "reference", name)), path = Path.Combine(data, folder);
            if (!Directory.Exists(path) || !File.Exists(reference + ".csv"))
                continue;
            var grids = new NetcdfGrids();
            using FieldSet fields = new FieldSet(mesh).Add(Read("U", path, filesU, u, mesh, grids), Read("V", path, filesV, v, mesh, grids));
            yield return Measurement.AtMost($"{name}: largest distance in m", Worst(reference, fields, threads), limit);
        }
    }

    private static Field Read(string field, string folder, string files, string variable, Mesh mesh, NetcdfGrids grids)
    {
        string[] paths = [.. Directory.GetFiles(folder, files).Order(StringComparer.Ordinal)];
        string coordinates = Path.Combine(folder, "coordinates.nc");
        if (!File.Exists(coordinates))
            return Field.FromSource(field, NetcdfSource.Open(new NetcdfLayout(paths, variable), mesh, "m s-1"));
        var layout = new NetcdfLayout(paths, variable)
        {
            Grid = new GridSpec { Type = GridType.C, Indexing = GridIndexing.UpperRight, File = coordinates, Lon = "glamf", Lat = "gphif" },
            Point = field is "U" ? GridPoint.U : GridPoint.V,
        };
        return NetcdfField.Open(field, layout, mesh, "m s-1", grids).InterpolatedBy("C-grid");
    }

    /// <summary>The largest distance; not a number where a particle ended that did not end there.</summary>
    private static double Worst(string reference, FieldSet fields, int threads)
    {
        using JsonDocument description = JsonDocument.Parse(File.ReadAllText(reference + ".json"));
        double Number(string key) => description.RootElement.GetProperty(key).GetDouble();
        (double[,] lon, double[,] lat) = Expected(reference + ".csv", (int)Number("n_outputs") + 1);
        int count = lon.GetLength(0);
        using var particles = new ParticleSet(fields, [.. Enumerable.Range(0, count).Select(i => lon[i, 0])], [.. Enumerable.Range(0, count).Select(i => lat[i, 0])]);
        particles.Time = fields["U"].Source!.Times is [double first, ..] ? TimeSpan.FromSeconds(first) : default;
        double worst = 0;
        for (int obs = 1; obs < lon.GetLength(1); obs++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromSeconds(Number("output_interval_s")), TimeSpan.FromSeconds(Number("dt_s")), threads: threads);
            for (int i = 0; i < count; i++)
            {
                // A particle that left the domain there is compared up to its last position.
                if (double.IsNaN(lon[i, obs]))
                    continue;
                double distance = particles.Status[i] == ParticleStatus.Active ? Distance(fields.Mesh, particles.Lon[i], particles.Lat[i], lon[i, obs], lat[i, obs]) : double.NaN;
                worst = double.IsNaN(distance) ? distance : Math.Max(worst, distance);
            }
        }

        return worst;
    }

    private static double Distance(Mesh mesh, double lonA, double latA, double lonB, double latB)
    {
        (double x, double y) = (lonA - lonB, latA - latB);
        if (mesh == Mesh.Spherical)
            (x, y) = (x * Constants.MetresPerDegree * Math.Cos(latB * Math.PI / 180), y * Constants.MetresPerDegree);
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>Positions (particle, obs); particles are numbered by their order in the file.</summary>
    private static (double[,] Lon, double[,] Lat) Expected(string csv, int outputs)
    {
        string[][] rows = [.. File.ReadLines(csv).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        if (rows.Length % outputs != 0)
            throw new DriftException(ExitCode.Preflight, new Problem(csv, $"{rows.Length} lines are not {outputs} for each particle", "give the file as it was written"));
        var (lon, lat) = (new double[rows.Length / outputs, outputs], new double[rows.Length / outputs, outputs]);
        for (int row = 0; row < rows.Length; row++)
        {
            lon[row / outputs, row % outputs] = double.Parse(rows[row][3], CultureInfo.InvariantCulture);
            lat[row / outputs, row % outputs] = double.Parse(rows[row][4], CultureInfo.InvariantCulture);
        }

        return (lon, lat);
    }
}
