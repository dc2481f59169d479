using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources;

/// <summary>Which dimension of a variable is which: time and levels where there are any, then rows, then columns.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Time">Which dimension is time; −1 for none.</param>
/// <param name="Level">Which dimension counts levels; −1 for none.</param>
internal sealed record NetcdfDimensions(NetcdfVariable Variable, int Time, int Level)
{
    private static readonly string[] TimeNames = ["time", "t", "mt", "ocean_time", "time_counter", "record", "month"];

    /// <summary>Number of dimensions.</summary>
    public int Rank => Variable.Dimensions.Count;

    /// <summary>The dimension of rows.</summary>
    public NetcdfDimension Rows => Variable.Dimensions[Rank - 2];

    /// <summary>The dimension of columns.</summary>
    public NetcdfDimension Columns => Variable.Dimensions[Rank - 1];

    /// <summary>Number of levels in the file.</summary>
    public int Levels => Level < 0 ? 1 : (int)Variable.Dimensions[Level].Length;

    /// <summary>Length of all but time, for comparison.</summary>
    public IEnumerable<long> Shape => Variable.Dimensions.Where((_, d) => d != Time).Select(d => d.Length);

    /// <summary>The variable as if it had no levels: what its times are read by.</summary>
    public NetcdfVariable WithoutLevels => Variable with { Dimensions = [.. Time < 0 ? [] : Variable.Dimensions.Skip(Time).Take(1), Rows, Columns] };

    /// <summary>Finds out, by names and attributes.</summary>
    public static NetcdfDimensions Of(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout)
    {
        int rank = variable.Dimensions.Count;
        string place = $"{file.Path}, variable {variable.Name}";
        if (rank < 2)
            throw Failed(place, $"it has {rank} dimensions, not at least two (lat, lon)", "name a variable with values on a horizontal grid");
        NetcdfDimension[] leading = [.. variable.Dimensions.Take(rank - 2)];
        int level = Array.FindIndex(leading, d => IsLevel(file, d, layout));
        int time = Array.FindIndex(leading, d => IsTime(file, d));
        if (time < 0 && (leading.Length > (level < 0 ? 0 : 1)))
            time = level == 0 ? 1 : 0;
        if (level < 0)
            level = Array.FindIndex(leading, d => d.Length > 1 && Array.IndexOf(leading, d) != time);
        for (int d = 0; d < leading.Length; d++)
        {
            if (d != time && d != level && leading[d].Length != 1)
                throw Failed(place, $"its dimension {leading[d].Name} of length {leading[d].Length} is neither time nor depth", "extract one index of it into a file of its own (ncks does)");
        }

        if (layout.Level is { } chosen && (level < 0 ? chosen > 0 : chosen >= leading[level].Length))
            throw Failed(place, $"there is no level {chosen}: it has {(level < 0 ? 1 : leading[level].Length)}, counted from 0", "give another 'level', or none for all of them");
        return new NetcdfDimensions(variable, time, level);
    }

    /// <summary>Whether a variable says of itself that it is a vertical coordinate.</summary>
    public static bool IsVertical(NetcdfVariable coordinate) =>
        coordinate.Text("axis") is "Z" || coordinate.Text("positive") is not null || coordinate.Text("formula_terms") is not null
        || coordinate.Text("standard_name") is "depth" or "height" or "altitude"
        || coordinate.Text("standard_name")?.StartsWith("ocean_", StringComparison.Ordinal) == true;

    private static bool IsTime(NetcdfReader file, NetcdfDimension dimension) =>
        TimeNames.Contains(dimension.Name.ToLowerInvariant(), StringComparer.Ordinal)
        || (file.Find(dimension.Name) is { } own && (own.Text("axis") is "T" || own.Text("standard_name") is "time"
            || NetcdfUnits.Of(own)?.Contains(" since ", StringComparison.Ordinal) == true));

    private static bool IsLevel(NetcdfReader file, NetcdfDimension dimension, NetcdfLayout layout)
    {
        string name = dimension.Name.ToLowerInvariant();
        if (IsTime(file, dimension))
            return false;
        if ((layout.Grid.Depth ?? layout.Depth) is { } given && file.Find(given) is { } depth && depth.Dimensions.Contains(dimension))
            return true;
        return name is "z" or "zl" or "zp1" or "zu" or "k" or "nk" or "sigma" or "layer"
            || name.StartsWith("dep", StringComparison.Ordinal) || name.StartsWith("lev", StringComparison.Ordinal) || name.StartsWith("olev", StringComparison.Ordinal)
            || name.StartsWith("s_", StringComparison.Ordinal) || name.StartsWith("z_", StringComparison.Ordinal)
            || (file.Find(dimension.Name) is { } own && (IsVertical(own) || NetcdfUnits.Of(own) is "m" or "meters" or "metres"));
    }

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
