using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>A disc in which particles are released at random places, evenly by area: on the sphere a cap.</summary>
public sealed record DiscSpec : Spec
{
    /// <summary>Longitude of the middle in degrees, or x in metres.</summary>
    public double Lon { get; init; }

    /// <summary>Latitude of the middle in degrees, or y in metres.</summary>
    public double Lat { get; init; }

    /// <summary>Radius in metres, along the sphere.</summary>
    public double Radius { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<DiscSpec> Keys { get; } = new(
        "a disc such as {lon: 0, lat: 40, radius: 50 km}",
        [
            Key.Required("lon", NumberForm.Instance, (DiscSpec disc, double value) => disc with { Lon = value }, "longitude of the middle in degrees, or x in metres"),
            Key.Required("lat", NumberForm.Instance, (DiscSpec disc, double value) => disc with { Lat = value }, "latitude of the middle in degrees, or y in metres"),
            Key.Required("radius", ParameterSpec.Quantity, (DiscSpec disc, ParameterSpec value) => disc.WithRadius(value), "radius in metres, or with a unit of length"),
        ],
        Validate);

    private Problem? Wrong { get; init; }

    private DiscSpec WithRadius(ParameterSpec value)
    {
        bool isLength = value.TryIn(Units.Parse("m"), out double metres, out Problem? problem);
        return this with { Radius = isLength ? metres : 0, Wrong = isLength ? null : problem };
    }

    private static DiscSpec Validate(DiscSpec disc, NodeAt at)
    {
        if (disc.Wrong is { } wrong)
            at.Problems.Add(disc.PlaceOf("radius"), wrong.What, wrong.Remedy);
        else if (disc.Has("radius") && at.Sound("radius") && !(disc.Radius > 0))
            at.Problems.Add(disc.PlaceOf("radius"), "the radius is not positive", "give a radius such as 50 km");
        return disc with { Wrong = null };
    }
}
