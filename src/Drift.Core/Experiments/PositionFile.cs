using System.Globalization;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>
/// Reads release positions from a text file: a line with the names of the columns (lon, lat, perhaps depth and time; x, y and z mean
/// the same), then a line for each particle; columns are separated by commas, semicolons or tabs, and '#' begins a comment. Times are seconds
/// or durations after the start, or dates. NetCDF files are read by <see cref="PositionNetcdf"/>.
/// </summary>
internal static class PositionFile
{
    internal static readonly string[][] Names = [["lon", "longitude", "x"], ["lat", "latitude", "y"], ["depth", "z"], ["time", "release_time"]];
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The positions, or null where something is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOutput">Whether it is the output of another run, of which the last positions are taken.</param>
    /// <param name="at">Where it was named.</param>
    public static Positions? Read(string path, bool isOutput, NodeAt at)
    {
        string ending = Path.GetExtension(path).ToUpperInvariant();
        if (isOutput || ending is ".NC" or ".NC4" or ".H5" or ".HDF5")
            return PositionNetcdf.Read(path, isOutput, at);
        if (ending is not (".CSV" or ".TXT"))
        {
            at.Refuse($"release positions from '{Path.GetFileName(path)}' cannot be read: its ending is none that is known", "give a text file that ends in .csv, or a netCDF file that ends in .nc");
            return null;
        }

        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            at.Refuse($"the release positions cannot be read: {error.Message}", "a file is looked for from the folder of the experiment file");
            return null;
        }

        return Parse(lines, Path.GetFileName(path), at);
    }

    private static Positions? Parse(string[] lines, string name, NodeAt at)
    {
        int[]? columns = null;
        int before = at.Problems.Count;
        List<double>[] values = [[], [], []];
        var times = new List<ReleaseMoment>();
        for (int i = 0; i < lines.Length && at.Problems.Count < before + 10; i++)
        {
            string line = lines[i].Split('#')[0].Trim();
            if (line.Length == 0)
                continue;
            string[] cells = line.Split(Separators, StringSplitOptions.TrimEntries);
            if (columns is null)
            {
                columns = Columns(cells, name, at);
                if (columns is null)
                    return null;
                continue;
            }

            for (int c = 0; c < Names.Length; c++)
            {
                if (columns[c] < 0)
                    continue;
                string cell = columns[c] < cells.Length ? cells[columns[c]] : "";
                if (c == 3)
                    AddTime(cell, $"{name}:{i + 1}", times, at);
                else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
                    values[c].Add(value);
                else
                    at.Refuse(new Problem($"{name}:{i + 1}", $"'{cell}' is not a finite number in the column {Names[c][0]}", "correct or remove the line"));
            }
        }

        if (at.Problems.Count > before)
            return null;
        if (values[0].Count > 0)
            return new([.. values[0]], [.. values[1]], columns![2] < 0 ? null : [.. values[2]], columns[3] < 0 ? null : times);
        at.Refuse($"{name} holds no positions", "write a line of column names, then a line for each particle");
        return null;
    }

    private static void AddTime(string cell, string place, List<ReleaseMoment> times, NodeAt at)
    {
        if (ReleaseMoment.TryParse(cell, place, out ReleaseMoment moment, out Problem? problem))
            times.Add(moment);
        else
            at.Refuse(problem);
    }

    private static int[]? Columns(string[] cells, string name, NodeAt at)
    {
        int[] columns = [.. Names.Select(names => Array.FindIndex(cells, cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase)))];
        if (columns[0] >= 0 && columns[1] >= 0)
            return columns;
        at.Refuse($"the first line of {name} names no columns lon and lat", "let it begin with a line such as: lon,lat,depth");
        return null;
    }
}

/// <summary>Release positions from a file.</summary>
/// <param name="Lon">Longitudes or x (particle).</param>
/// <param name="Lat">Latitudes or y (particle).</param>
/// <param name="Depth">Depths (particle); null where there are none.</param>
/// <param name="Times">Times of release (particle); null where there are none.</param>
internal sealed record Positions(double[] Lon, double[] Lat, double[]? Depth, IReadOnlyList<ReleaseMoment>? Times);
