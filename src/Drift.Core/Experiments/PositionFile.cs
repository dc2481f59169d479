using System.Globalization;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>
/// Reads release positions from a text file: a line with the names of the columns (lon, lat, perhaps depth; x, y and z mean
/// the same), then a line for each particle; columns are separated by commas, semicolons or tabs, and '#' begins a comment.
/// </summary>
internal static class PositionFile
{
    private static readonly string[][] Names = [["lon", "longitude", "x"], ["lat", "latitude", "y"], ["depth", "z"]];
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The positions, or null where something is wrong.</summary>
    /// <returns>lon, lat and depth (particle); no depth if there is no such column.</returns>
    public static (double[] Lon, double[] Lat, double[]? Depth)? Read(string path, NodeAt at)
    {
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            at.Refuse($"release positions from '{Path.GetFileName(path)}' are not yet available", "write them as a text file that ends in .csv");
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

    private static (double[] Lon, double[] Lat, double[]? Depth)? Parse(string[] lines, string name, NodeAt at)
    {
        int[]? columns = null;
        int before = at.Problems.Count;
        List<double>[] values = [[], [], []];
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
            for (int c = 0; c < 3; c++)
            {
                if (columns[c] < 0)
                    continue;
                string cell = columns[c] < cells.Length ? cells[columns[c]] : "";
                if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
                    values[c].Add(value);
                else
                    at.Refuse(new Problem($"{name}:{i + 1}", $"'{cell}' is not a finite number in the column {Names[c][0]}", "correct or remove the line"));
            }
        }
        if (at.Problems.Count > before)
            return null;
        if (values[0].Count > 0)
            return ([.. values[0]], [.. values[1]], columns![2] < 0 ? null : [.. values[2]]);
        at.Refuse($"{name} holds no positions", "write a line of column names, then a line for each particle");
        return null;
    }

    private static int[]? Columns(string[] cells, string name, NodeAt at)
    {
        int[] columns = [.. Names.Select(names => Array.FindIndex(cells, cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase)))];
        if (Array.Exists(cells, cell => string.Equals(cell, "time", StringComparison.OrdinalIgnoreCase)))
            at.Refuse($"the column 'time' of {name}, delayed release, is not yet available", "remove the column");
        else if (columns[0] >= 0 && columns[1] >= 0)
            return columns;
        else
            at.Refuse($"the first line of {name} names no columns lon and lat", "let it begin with a line such as: lon,lat,depth");
        return null;
    }
}
