using Drift.Core.Experiments;

namespace Drift.Core.Fields.Sources;

/// <summary>How a field stands in netCDF files.</summary>
/// <param name="Paths">The files, which together are one series in time.</param>
/// <param name="Variable">Name of the variable.</param>
/// <param name="Lon">Name of the longitude or x variable; null to find it.</param>
/// <param name="Lat">Name of the latitude or y variable; null to find it.</param>
/// <param name="Time">Name of the time variable; null to find it.</param>
/// <param name="Units">Unit of the values where the file's own is wrong or missing; null for the file's.</param>
/// <param name="Place">Where the layout was given, for messages.</param>
/// <param name="IsMask">Whether the values are 1 where the first snapshot has none, and 0 elsewhere.</param>
public sealed record NetcdfLayout(
    IReadOnlyList<string> Paths,
    string Variable,
    string? Lon = null,
    string? Lat = null,
    string? Time = null,
    string? Units = null,
    string Place = "",
    bool IsMask = false)
{
    /// <summary>How the points lie on the grid, where that is not an A-grid that the files describe.</summary>
    public GridSpec Grid { get; init; } = new();

    /// <summary>Which point of a cell the values belong to, on a B- or C-grid.</summary>
    public GridPoint Point { get; init; }

    /// <summary>Name of the depth variable; null to find it.</summary>
    public string? Depth { get; init; }

    /// <summary>The level to take as a field without levels, 0 for the first one of the file; null for all.</summary>
    public int? Level { get; init; }

    /// <summary>Which way the values count, for vertical velocities and depths; null for what the file says.</summary>
    public PositiveDirection? Positive { get; init; }

    /// <summary>Whether values that the file lacks beyond its last level are 0, as W at the bottom of a staggered grid is, instead of those of the last level.</summary>
    public bool IsClosedBelow { get; init; }

    /// <summary>Whether the variable has no times, even if its file has.</summary>
    internal bool IsSteady { get; init; }

    /// <summary>Which way the values are to count: the others are turned. Null for values that are not vertical.</summary>
    internal PositiveDirection? Wanted { get; init; }

    /// <summary>Names of coordinates to take where none are found: those of the field that this one belongs to.</summary>
    internal (string? Lon, string? Lat) OrElse { get; init; }
}
