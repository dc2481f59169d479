using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>Release positions on a grid: one particle at each of its points, longitudes the fastest.</summary>
public sealed record GridPlacesSpec : Spec
{
    /// <summary>Longitudes or x.</summary>
    public AxisSpec Lon { get; init; } = new();

    /// <summary>Latitudes or y.</summary>
    public AxisSpec Lat { get; init; } = new();

    /// <summary>Depths; null where the run has none.</summary>
    public AxisSpec? Depth { get; init; }

    /// <summary>Number of points.</summary>
    public long Count => (long)Lon.Values.Count * Lat.Values.Count * (Depth?.Values.Count ?? 1);

    /// <summary>How it is read.</summary>
    internal static Section<GridPlacesSpec> Keys { get; } = new(
        "a grid such as {lon: {from: 0, to: 10, step: 1}, lat: {from: 40, to: 45, step: 1}}",
        [
            Key.Required("lon", AxisSpec.Form, (GridPlacesSpec grid, AxisSpec axis) => grid with { Lon = axis }, "longitudes in degrees, or x in metres"),
            Key.Required("lat", AxisSpec.Form, (GridPlacesSpec grid, AxisSpec axis) => grid with { Lat = axis }, "latitudes in degrees, or y in metres"),
            Key.Optional("depth", AxisSpec.Form, (GridPlacesSpec grid, AxisSpec axis) => grid with { Depth = axis }, "depths in metres, positive down"),
        ]);
}
