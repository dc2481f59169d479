using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>Reads the horizontal grid of a variable: its last two dimensions, (lat, lon).</summary>
internal static class NetcdfGrid
{
    private static readonly string[] LonNames = ["lon", "longitude", "nav_lon", "x", "X", "LON", "Longitude"];
    private static readonly string[] LatNames = ["lat", "latitude", "nav_lat", "y", "Y", "LAT", "Latitude"];

    public static RectilinearGrid Read(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout, Mesh mesh)
    {
        int rank = variable.Dimensions.Count;
        string place = $"{file.Path}, variable {variable.Name}";
        if (rank < 2)
            throw Failed(place, $"it has {rank} dimensions, not at least two (lat, lon)", "name a variable with values on a horizontal grid");
        foreach (NetcdfDimension extra in variable.Dimensions.Skip(1).Take(rank - 3))
        {
            if (extra.Length != 1)
                throw Failed(place, $"its dimension {extra.Name} has {extra.Length} levels, which is not yet supported", "extract one level into a file of its own (ncks or cdo do)");
        }

        NetcdfDimension rows = variable.Dimensions[rank - 2];
        NetcdfDimension columns = variable.Dimensions[rank - 1];
        NetcdfVariable lon = Find(file, layout.Lon, columns, LonNames, place, "lon");
        NetcdfVariable lat = Find(file, layout.Lat, rows, LatNames, place, "lat");
        if (Says(lon, "latitude", "Y", "degrees_n", layout.Lon is null ? LatNames : []) || Says(lat, "longitude", "X", "degrees_e", layout.Lat is null ? LonNames : []))
            throw Transposed(place);
        return Make(file.Path, mesh, Axis(file, lon, rows, columns, alongColumns: true, mesh), Axis(file, lat, rows, columns, alongColumns: false, mesh));
    }

    /// <summary>Whether a coordinate is of this kind, by its attributes or one of the usual names.</summary>
    private static bool Says(NetcdfVariable coordinate, string standardName, string axis, string unit, string[] names) =>
        string.Equals(coordinate.Text("standard_name"), standardName, StringComparison.Ordinal)
        || string.Equals(coordinate.Text("axis"), axis, StringComparison.Ordinal)
        || NetcdfUnits.Of(coordinate)?.StartsWith(unit, StringComparison.OrdinalIgnoreCase) == true
        || names.Contains(coordinate.Name, StringComparer.Ordinal);

    private static RectilinearGrid Make(string path, Mesh mesh, Axis lon, Axis lat)
    {
        try
        {
            if (mesh == Mesh.Spherical && (lat.Lowest < -90.001 || lat.Highest > 90.001))
                throw new ArgumentException($"latitudes reach from {lat.Lowest} to {lat.Highest}, which are no degrees");
            if (mesh == Mesh.Spherical && (lon.Lowest < -720 || lon.Highest > 720 || lon.Highest - lon.Lowest > 361))
                throw new ArgumentException($"longitudes reach from {lon.Lowest} to {lon.Highest}, which are no degrees");
            return new RectilinearGrid(mesh, lon, lat);
        }
        catch (ArgumentException e)
        {
            throw Failed(path, e.Sentence(), "check the names of lon and lat, and whether the mesh is spherical or flat");
        }
    }

    private static NetcdfVariable Find(NetcdfReader file, string? name, NetcdfDimension along, string[] usual, string place, string key)
    {
        if (name is not null)
            return file.Variable(name);
        return file.Find(along.Name)
            ?? usual.Select(file.Find).FirstOrDefault(v => v is not null)
            ?? throw Failed(place, $"no coordinate for its dimension {along.Name} was found in the file", $"name it with the key '{key}'");
    }

    /// <summary>A coordinate as an axis: one-dimensional, or two-dimensional with equal rows (or columns).</summary>
    private static Axis Axis(NetcdfReader file, NetcdfVariable coordinate, NetcdfDimension rows, NetcdfDimension columns, bool alongColumns, Mesh mesh)
    {
        NetcdfDimension along = alongColumns ? columns : rows;
        string place = $"{file.Path}, variable {coordinate.Name}";
        NetcdfDimension[] shape = [.. coordinate.Dimensions.Where(d => d.Length != 1 || d == along)];
        if (shape is [{ } crossing] && crossing == (alongColumns ? rows : columns) && crossing != along)
            throw Transposed(place);
        double[] all = file.ReadAll<double>(coordinate);
        double[] nodes;
        if (shape is [{ } only] && only.Length == along.Length)
            nodes = all;
        else if (shape is [{ } first, { } second] && first.Length == rows.Length && second.Length == columns.Length)
            nodes = Rectilinear(all, (int)rows.Length, (int)columns.Length, alongColumns, place);
        else
            throw Failed(place, $"its dimensions ({string.Join(", ", coordinate.Dimensions.Select(d => $"{d.Name} = {d.Length}"))}) do not fit {rows.Name} = {rows.Length}, {columns.Name} = {columns.Length}", "name the coordinate of the variable's own dimension");
        try
        {
            return new Axis([.. nodes.Select(Conversion(coordinate, mesh, place).Apply)]);
        }
        catch (ArgumentException e)
        {
            throw Failed(place, e.Sentence(), "repair the coordinate in the file");
        }
    }

    private static double[] Rectilinear(double[] all, int rows, int columns, bool alongColumns, string place)
    {
        double[] nodes = new double[alongColumns ? columns : rows];
        for (int k = 0; k < nodes.Length; k++)
            nodes[k] = alongColumns ? all[k] : all[k * columns];
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                double expected = nodes[alongColumns ? i : j];

                // Rounding of single precision; a NaN is left to the axis to refuse.
                if (Math.Abs(all[(j * columns) + i] - expected) > Math.ScaleB(Math.Max(Math.Abs(expected), 1e-3), -21))
                    throw Failed(place, $"the grid is curvilinear (value {all[(j * columns) + i]} at row {j}, column {i}, {expected} at its edge), which is not yet supported", "interpolate the field onto a rectilinear grid");
            }
        }

        return nodes;
    }

    /// <summary>Degrees stay as they are; lengths on a flat mesh become metres.</summary>
    private static UnitsConversion Conversion(NetcdfVariable coordinate, Mesh mesh, string place)
    {
        string unit = NetcdfUnits.Of(coordinate) ?? "";
        if (unit.Length == 0 || !Units.TryParse(unit, place, out Units? from, out _))
            return new UnitsConversion(1, 0);
        bool isLength = from.ConvertsTo(Units.Parse("m"));
        if (mesh == Mesh.Spherical && isLength)
            throw Failed(place, $"its unit is {unit}, but the mesh is spherical, in degrees", "write 'mesh: flat', or name the longitude and latitude in degrees");
        if (mesh == Mesh.Flat && unit.StartsWith("degree", StringComparison.Ordinal))
            throw Failed(place, $"its unit is {unit}, but the mesh is flat, in metres", "write 'mesh: spherical', or name the coordinates in metres");
        return mesh == Mesh.Flat && isLength && from.TryConversion(Units.Parse("m"), place, out UnitsConversion conversion, out _)
            ? conversion
            : new UnitsConversion(1, 0);
    }

    private static DriftException Transposed(string place) =>
        Failed(place, "the last two dimensions are not (lat, lon), in this order", "put them into this order (ncpdq does), or name the coordinates with the keys 'lon' and 'lat'");

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
