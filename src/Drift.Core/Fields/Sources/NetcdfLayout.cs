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
    bool IsMask = false);
