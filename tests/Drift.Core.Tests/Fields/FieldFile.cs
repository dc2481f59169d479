using System.Runtime.InteropServices;
using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Tests.Fields;

/// <summary>A small netCDF file with a field v (time, depth, lat, lon), written as tests need it.</summary>
internal sealed record FieldFile(string Path)
{
    public double[] Lon { get; init; } = [10, 11, 12, 13];

    public double[] Lat { get; init; } = [-1, 0, 1];

    public double[] Times { get; init; } = [0, 3600];

    /// <summary>Names of the dimensions of v, slowest first.</summary>
    public string[] Along { get; init; } = ["time", "lat", "lon"];

    public int Levels { get; init; } = 1;

    public string? TimeUnits { get; init; } = "seconds since 2000-01-01";

    public NetcdfAttribute[] TimeAttributes { get; init; } = [];

    public string UnitsKey { get; init; } = "units";

    public string Units { get; init; } = "m s-1";

    public NetcdfType Type { get; init; } = NetcdfType.Float32;

    public NetcdfAttribute[] Attributes { get; init; } = [];

    public byte[] FillValue { get; init; } = [];

    /// <summary>Stored value at (snapshot, row, column).</summary>
    public Func<int, int, int, double> Value { get; init; } = (k, j, i) => (100 * k) + (10 * j) + i;

    /// <summary>Two-dimensional nav_lon and nav_lat instead of coordinates along the dimensions.</summary>
    public Func<int, int, (double Lon, double Lat)>? Nodes { get; init; }

    /// <summary>Writes the file.</summary>
    public string Write()
    {
        using NetcdfWriter file = NetcdfWriter.Create(Path);
        foreach (string name in Along)
            file.DefineDimension(name, name switch { "time" => Times.Length, "depth" => Levels, "lat" or "y" => Lat.Length, _ => Lon.Length });
        if (Along.Contains("time"))
        {
            Coordinate(file, "time", TimeUnits, ["time"]);
            foreach (NetcdfAttribute attribute in TimeAttributes)
                file.PutAttribute("time", attribute);
        }

        if (Along.Contains("depth"))
            Coordinate(file, "depth", "m", ["depth"]);
        (string rows, string columns) = Along.Contains("y") ? ("y", "x") : ("lat", "lon");
        if (Nodes is null)
        {
            Coordinate(file, rows, null, [rows]);
            Coordinate(file, columns, null, [columns]);
        }
        else
        {
            Coordinate(file, "nav_lon", "degrees_east", [rows, columns]);
            Coordinate(file, "nav_lat", "degrees_north", [rows, columns]);
        }

        file.DefineVariable("v", Type, Along, FillValue);
        if (Units.Length > 0)
            file.PutAttribute("v", NetcdfAttribute.Of(UnitsKey, Units));
        foreach (NetcdfAttribute attribute in Attributes)
            file.PutAttribute("v", attribute);
        file.EndDefinitions();
        if (Along.Contains("time"))
            file.Write<double>("time", [0], [Times.Length], Times);
        if (Nodes is null)
        {
            file.Write<double>(rows, [0], [Lat.Length], Lat);
            file.Write<double>(columns, [0], [Lon.Length], Lon);
        }
        else
        {
            file.Write<double>("nav_lon", [0, 0], [Lat.Length, Lon.Length], [.. Each((j, i) => Nodes(j, i).Lon)]);
            file.Write<double>("nav_lat", [0, 0], [Lat.Length, Lon.Length], [.. Each((j, i) => Nodes(j, i).Lat)]);
        }

        WriteValues(file);
        file.Close();
        return Path;
    }

    /// <summary>Writes the file and opens v as a field of velocity.</summary>
    public NetcdfSource Open(Mesh mesh = Mesh.Spherical, string unit = "m s-1") => NetcdfSource.Open(new NetcdfLayout([Write()], "v"), mesh, unit);

    /// <summary>All values of a snapshot.</summary>
    public static float[] Read(NetcdfSource source, int snapshot)
    {
        float[] values = new float[source.Grid.Levels * source.Grid.Rows * source.Grid.Columns];
        source.Read(snapshot, GridBox.Whole(source.Grid), values);
        return values;
    }

    private static void Coordinate(NetcdfWriter file, string name, string? units, string[] along)
    {
        file.DefineVariable(name, NetcdfType.Float64, along);
        if (units is not null)
            file.PutAttribute(name, NetcdfAttribute.Of("units", units));
    }

    private void WriteValues(NetcdfWriter file)
    {
        int snapshots = Along.Contains("time") ? Times.Length : 1;
        double[] values = [.. Enumerable.Range(0, snapshots * Levels).SelectMany(k => Each((j, i) => Value(k, j, i)))];
        byte[] bytes = Type switch
        {
            NetcdfType.Int16 => MemoryMarshal.AsBytes<short>(Array.ConvertAll(values, v => (short)v)).ToArray(),
            NetcdfType.Float32 => MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, v => (float)v)).ToArray(),
            _ => MemoryMarshal.AsBytes<double>(values).ToArray(),
        };
        long[] count = [.. Along.Select(name => (long)(name switch { "time" => Times.Length, "depth" => Levels, "lat" or "y" => Lat.Length, _ => Lon.Length }))];
        file.WriteRaw("v", new long[count.Length], count, bytes);
    }

    private IEnumerable<double> Each(Func<int, int, double> value) =>
        Enumerable.Range(0, Lat.Length).SelectMany(j => Enumerable.Range(0, Lon.Length).Select(i => value(j, i)));
}
