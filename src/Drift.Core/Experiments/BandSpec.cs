using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>The sphere, or a part of it between two latitudes and two longitudes, in which particles are released at random places, evenly by area.</summary>
public sealed record BandSpec : Spec
{
    /// <summary>West and east side in degrees.</summary>
    public (double From, double To) Lon { get; init; } = (-180, 180);

    /// <summary>South and north side in degrees.</summary>
    public (double From, double To) Lat { get; init; } = (-90, 90);

    /// <summary>How it is read.</summary>
    internal static Section<BandSpec> Keys { get; } = new(
        "a section such as {} or {lat: [-60, 60]}",
        [
            Key.Optional("lon", new BoxSpec.SideForm(), (BandSpec band, (double, double) side) => band with { Lon = side }, "west and east side", "[-180, 180]"),
            Key.Optional("lat", new BoxSpec.SideForm(), (BandSpec band, (double, double) side) => band with { Lat = side }, "south and north side", "[-90, 90]"),
        ]);
}
