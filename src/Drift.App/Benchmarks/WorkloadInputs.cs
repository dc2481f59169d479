using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Files;
using Drift.Core.Running;

namespace Drift.App.Benchmarks;

/// <summary>The fields of the workloads, the same as those of the plain C loops, as netCDF files.</summary>
internal static class WorkloadInputs
{
    /// <summary>The same Kh at the four corners of 40 by 40 degrees.</summary>
    public const string TwoByTwoKh = "kh-2x2.nc";

    /// <summary>Kh that varies by a fifth, every tenth of a degree.</summary>
    public const string GriddedKh = "kh-401x401.nc";

    /// <summary>Eddies that pulse in a closed basin: 800 by 600 points of 1 km, 10 snapshots of 6 h.</summary>
    public const string Basin = "basin.nc";

    /// <summary>A slow rotation of the sphere on a twisted C-grid: 800 by 600 corners of 5 km, 10 snapshots of 6 h.</summary>
    public const string CGrid = "c-grid.nc";

    /// <summary>Width of the basin in metres.</summary>
    public const double BasinWidth = (Nx - 1) * Spacing;

    /// <summary>Height of the basin in metres.</summary>
    public const double BasinHeight = (Ny - 1) * Spacing;

    private const int Nx = 800, Ny = 600, Snapshots = 10;
    private const double Spacing = 1000, Interval = 6 * 3600;

    /// <summary>Writes the files that an experiment names and that are not there yet.</summary>
    public static void Write(string folder, string experiment)
    {
        Need(TwoByTwoKh, path => WriteKh(path, 2, 40, (_, _) => 100, (_, _) => 100));
        Need(GriddedKh, path => WriteKh(
            path, 401, 0.1,
            (i, j) => 100 + (20 * Math.Sin(0.05 * i) * Math.Cos(0.03 * j)),
            (i, j) => 100 + (20 * Math.Cos(0.04 * i) * Math.Sin(0.06 * j))));
        Need(Basin, WriteBasin);
        Need(CGrid, WriteCGrid);

        void Need(string name, Action<string> write)
        {
            string path = Path.Combine(folder, name);
            if (experiment.Contains(name, StringComparison.Ordinal) && !File.Exists(path))
                write(path);
        }
    }

    private static void WriteKh(string path, int points, double spacing, Func<int, int, double> zonal, Func<int, int, double> meridional)
    {
        using NetcdfWriter file = NetcdfWriter.Create(path);
        Axis(file, "lat", "degrees_north", points);
        Axis(file, "lon", "degrees_east", points);
        Variable(file, "Kh_zonal", "m2 s-1", "lat", "lon");
        Variable(file, "Kh_meridional", "m2 s-1", "lat", "lon");
        file.EndDefinitions();
        double[] degrees = Nodes(points, -20, spacing);
        file.Write<double>("lat", [0], [points], degrees);
        file.Write<double>("lon", [0], [points], degrees);
        file.Write<float>("Kh_zonal", [0, 0], [points, points], Values(points, points, zonal));
        file.Write<float>("Kh_meridional", [0, 0], [points, points], Values(points, points, meridional));
        file.Close();
    }

    private static void WriteCGrid(string path) => SampleData.Write(
        FlowRegistry.Find("solid-body-rotation")!, path, overwrite: false, new SampleOptions
        {
            Layout = SampleLayout.CurvilinearC,
            Size = (Nx, Ny),
            Lon = (-20, 20),
            Lat = (30, 60),
            Times = Snapshots,
            Every = TimeSpan.FromSeconds(Interval),
            Parameters = new Dictionary<string, double>(StringComparer.Ordinal) { ["period"] = 86400 * 1200, ["alpha"] = 30 },
        });

    private static void WriteBasin(string path)
    {
        using NetcdfWriter file = NetcdfWriter.Create(path);
        Axis(file, "time", "s", Snapshots);
        Axis(file, "y", "m", Ny);
        Axis(file, "x", "m", Nx);
        Variable(file, "U", "m s-1", "time", "y", "x");
        Variable(file, "V", "m s-1", "time", "y", "x");
        file.EndDefinitions();
        file.Write<double>("time", [0], [Snapshots], Nodes(Snapshots, 0, Interval));
        file.Write<double>("y", [0], [Ny], Nodes(Ny, 0, Spacing));
        file.Write<double>("x", [0], [Nx], Nodes(Nx, 0, Spacing));
        for (int k = 0; k < Snapshots; k++)
        {
            double strength = 1 + (0.3 * Math.Sin(0.7 * k));
            file.Write<float>("U", [k, 0, 0], [1, Ny, Nx], Values(Nx, Ny, (i, j) => -strength * Math.Sin(X(i)) * Math.Cos(Y(j))));
            file.Write<float>("V", [k, 0, 0], [1, Ny, Nx], Values(Nx, Ny, (i, j) => strength * Math.Cos(X(i)) * Math.Sin(Y(j))));
        }

        file.Close();

        static double X(int i) => 8 * Math.PI * i / (Nx - 1);
        static double Y(int j) => 6 * Math.PI * j / (Ny - 1);
    }

    private static void Axis(NetcdfWriter file, string name, string unit, int points)
    {
        file.DefineDimension(name, points);
        file.DefineVariable(name, NetcdfType.Float64, [name]);
        file.PutAttribute(name, NetcdfAttribute.Of("units", unit));
    }

    private static void Variable(NetcdfWriter file, string name, string unit, params string[] dimensions)
    {
        file.DefineVariable(name, NetcdfType.Float32, dimensions);
        file.PutAttribute(name, NetcdfAttribute.Of("units", unit));
    }

    private static double[] Nodes(int points, double first, double spacing) => [.. Enumerable.Range(0, points).Select(i => first + (i * spacing))];

    private static float[] Values(int nx, int ny, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, nx * ny).Select(n => (float)value(n % nx, n / nx))];
}
