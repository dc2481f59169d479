using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A named area, of which kernels and diagnostics speak: a box or a polygon.</summary>
public sealed record RegionSpec : Spec
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The area.</summary>
    public PolygonSpec Polygon { get; init; } = new();

    private (double From, double To)? Lon { get; init; }

    private (double From, double To)? Lat { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<RegionSpec> Keys { get; } = new(
        "a region such as {lon: [0, 10], lat: [40, 45]} or {polygon: north.geojson}",
        [
            Key.Optional("lon", new BoxSpec.SideForm(), (RegionSpec region, (double, double) side) => region with { Lon = side }, "west and east side of a box"),
            Key.Optional("lat", new BoxSpec.SideForm(), (RegionSpec region, (double, double) side) => region with { Lat = side }, "south and north side of a box"),
            Key.Optional("polygon", PolygonSpec.Form, (RegionSpec region, PolygonSpec polygon) => region with { Polygon = polygon }, "a GeoJSON file, or a list of corners"),
        ],
        Validate);

    private static RegionSpec Validate(RegionSpec region, NodeAt at)
    {
        if (region.Lon is { } lon && region.Lat is { } lat && !region.Has("polygon"))
            return region with { Polygon = new() { Rings = [[lon.From, lat.From, lon.To, lat.From, lon.To, lat.To, lon.From, lat.To]], Place = at.Place } };
        if (!region.Has("polygon") || region.Has("lon") || region.Has("lat"))
            at.Refuse("a region has lon and lat, or a polygon", "give region: {lon: [0, 10], lat: [40, 45]} or {polygon: north.geojson}");
        return region;
    }
}
