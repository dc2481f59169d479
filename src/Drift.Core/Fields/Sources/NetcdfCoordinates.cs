using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources;

/// <summary>The variables that hold the horizontal nodes of a grid.</summary>
/// <param name="File">The file that has them: one of the field, or the one that the layout names.</param>
/// <param name="Lon">Longitude or x.</param>
/// <param name="Lat">Latitude or y.</param>
/// <param name="AreMiddles">Whether they are the middles of cells, so that each corner is the mean of four of them.</param>
internal sealed record NetcdfCoordinates(NetcdfReader File, NetcdfVariable Lon, NetcdfVariable Lat, bool AreMiddles = false)
{
    private static readonly Words OfLon = new("lon", ["lon", "longitude", "nav_lon", "x", "X", "LON", "Longitude", "lon_rho"], "longitude", "_x_coordinate", "degrees_e");
    private static readonly Words OfLat = new("lat", ["lat", "latitude", "nav_lat", "y", "Y", "LAT", "Latitude", "lat_rho"], "latitude", "_y_coordinate", "degrees_n");

    /// <summary>The usual names of the corners of cells.</summary>
    private static readonly (string Lon, string Lat)[] Corners =
        [("glamf", "gphif"), ("lon_psi", "lat_psi"), ("x_psi", "y_psi"), ("XG", "YG"), ("Xp1", "Yp1"), ("ULONG", "ULAT"), ("ulon", "ulat"), ("geolon_c", "geolat_c")];

    private static readonly (string Lon, string Lat)[] Middles = [("lon_rho", "lat_rho"), ("x_rho", "y_rho")];

    /// <summary>Finds them.</summary>
    /// <param name="file">A file of the field.</param>
    /// <param name="gridFile">The file that the layout names; null for none.</param>
    /// <param name="dimensions">The field's.</param>
    /// <param name="layout">Names that were given.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    public static NetcdfCoordinates Find(NetcdfReader file, NetcdfReader? gridFile, NetcdfDimensions dimensions, NetcdfLayout layout, Mesh mesh)
    {
        (string? lon, string? lat) = (layout.Grid.Lon ?? layout.Lon, layout.Grid.Lat ?? layout.Lat);
        if (lon is not null && lat is not null)
        {
            NetcdfReader there = gridFile is not null && (gridFile.Find(lon) is not null || file.Find(lon) is null) ? gridFile : file;
            return new(there, there.Variable(lon), there.Variable(lat));
        }

        GridType type = layout.Grid.Type ?? GridType.A;
        if (type is not GridType.A)
        {
            foreach (NetcdfReader there in new[] { gridFile, file }.OfType<NetcdfReader>())
            {
                if (Pair(there, Corners, mesh) is { } corners)
                    return corners;
                if (type is GridType.C && Pair(there, Middles, mesh) is { } middles)
                    return middles with { AreMiddles = true };
            }

            if (type is GridType.C || layout.Point is GridPoint.Cell or GridPoint.W)
                throw Failed($"{(gridFile ?? file).Path}", $"a {type}-grid needs the corners of its cells, and none of {string.Join(", ", Corners.Select(c => c.Lon))} is there", "name them with 'grid: {file: , lon: , lat: }', as glamf and gphif of NEMO's coordinates.nc or mesh_mask.nc");
        }

        NetcdfReader holder = gridFile ?? file;
        string place = $"{file.Path}, variable {dimensions.Variable.Name}";
        NetcdfVariable lonFound = lon is not null ? holder.Variable(lon) : Search(holder, dimensions, dimensions.Columns, OfLon, mesh, layout.OrElse.Lon, place);
        NetcdfVariable latFound = lat is not null ? holder.Variable(lat) : Search(holder, dimensions, dimensions.Rows, OfLat, mesh, layout.OrElse.Lat, place);
        if (Says(lonFound, OfLat, mesh, lon is null) || Says(latFound, OfLon, mesh, lat is null))
            throw Transposed(place);
        return new(holder, lonFound, latFound);
    }

    /// <summary>What to say where rows are longitudes.</summary>
    public static DriftException Transposed(string place) =>
        Failed(place, "the last two dimensions are not (lat, lon), in this order", "put them into this order (ncpdq does), or name the coordinates with the keys 'lon' and 'lat'");

    private static NetcdfCoordinates? Pair(NetcdfReader file, (string Lon, string Lat)[] names, Mesh mesh)
    {
        foreach ((string lon, string lat) in names)
        {
            bool isOther = mesh == Mesh.Spherical ? lon.StartsWith("x_", StringComparison.Ordinal) : lon.StartsWith("lon", StringComparison.Ordinal);
            if (!isOther && file.Find(lon) is { } x && file.Find(lat) is { } y)
                return new(file, x, y);
        }

        return null;
    }

    private static NetcdfVariable Search(NetcdfReader file, NetcdfDimensions dimensions, NetcdfDimension along, Words words, Mesh mesh, string? orElse, string place)
    {
        NetcdfVariable? own = file.Find(along.Name);
        if (own is not null && IsSaid(own, words, mesh))
            return own;
        NetcdfVariable? named = (dimensions.Variable.Text("coordinates") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(file.Find).FirstOrDefault(v => v is not null && Fits(v, dimensions) && (IsSaid(v, words, mesh) || words.Names.Contains(v.Name, StringComparer.Ordinal)));

        // Some models have plain numbers of rows and columns under the names of the dimensions.
        bool isIndex = own?.Text("standard_name")?.Contains("grid_index", StringComparison.Ordinal) == true || (named is not null && mesh == Mesh.Spherical && IsSaid(named, words, mesh));
        return (isIndex ? null : own) ?? named
            ?? words.Names.Select(file.Find).FirstOrDefault(v => v is not null && Fits(v, dimensions))
            ?? file.Variables.FirstOrDefault(v => IsSaid(v, words, mesh) && Fits(v, dimensions))
            ?? (orElse is not null && file.Find(orElse) is { } other && Fits(other, dimensions) ? other : null)
            ?? (isIndex ? null : words.Names.Select(file.Find).FirstOrDefault(v => v is not null))
            ?? throw Failed(place, $"no coordinate for its dimension {along.Name} was found in {(string.Equals(file.Path, place.Split(", variable")[0], StringComparison.Ordinal) ? "the file" : file.Path)}", $"name it with the key '{words.Key}'");
    }

    private static bool Fits(NetcdfVariable coordinate, NetcdfDimensions dimensions)
    {
        NetcdfDimension[] shape = [.. coordinate.Dimensions.Where(d => d.Length != 1)];
        return shape is [{ } only] ? only == dimensions.Rows || only == dimensions.Columns
            : shape is [{ } first, { } second] && first.Length == dimensions.Rows.Length && second.Length == dimensions.Columns.Length;
    }

    /// <summary>Whether a coordinate is of this kind by its attributes.</summary>
    private static bool IsSaid(NetcdfVariable coordinate, Words words, Mesh mesh) => mesh == Mesh.Spherical
        ? coordinate.Text("standard_name") == words.StandardName || NetcdfUnits.Of(coordinate)?.StartsWith(words.Unit, StringComparison.OrdinalIgnoreCase) == true
        : coordinate.Text("standard_name")?.EndsWith(words.FlatName, StringComparison.Ordinal) == true;

    /// <summary>Whether a coordinate is of the other kind, by its attributes or one of the usual names.</summary>
    private static bool Says(NetcdfVariable coordinate, Words words, Mesh mesh, bool byName) =>
        IsSaid(coordinate, words, mesh)
        || (coordinate.Text("axis") is "X" or "Y" && coordinate.Text("axis") == (words.Key is "lon" ? "X" : "Y"))
        || NetcdfUnits.Of(coordinate)?.StartsWith(words.Unit, StringComparison.OrdinalIgnoreCase) == true
        || (byName && words.Names.Contains(coordinate.Name, StringComparer.Ordinal));

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));

    private sealed record Words(string Key, string[] Names, string StandardName, string FlatName, string Unit);
}
