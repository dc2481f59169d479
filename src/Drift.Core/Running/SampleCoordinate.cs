using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>A coordinate variable of sample data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Along">Names of its dimensions.</param>
/// <param name="Unit">Unit in CF spelling.</param>
/// <param name="StandardName">Its standard name in CF; empty for seconds that count from no date.</param>
/// <param name="Words">What it is.</param>
/// <param name="Axis">X, Y or T where it is the coordinate of its own dimension; else empty.</param>
/// <param name="Values">Its values.</param>
internal sealed record SampleCoordinate(
    string Name, IReadOnlyList<string> Along, string Unit, string StandardName, string Words, string Axis, double[] Values)
{
    /// <summary>Longitude or x.</summary>
    public static SampleCoordinate Lon(string name, IReadOnlyList<string> along, Mesh mesh, double[] values) => mesh == Mesh.Spherical
        ? new(name, along, "degrees_east", "longitude", "longitude", "X", values)
        : new(name, along, "m", "projection_x_coordinate", "x", "X", values);

    /// <summary>Latitude or y.</summary>
    public static SampleCoordinate Lat(string name, IReadOnlyList<string> along, Mesh mesh, double[] values) => mesh == Mesh.Spherical
        ? new(name, along, "degrees_north", "latitude", "latitude", "Y", values)
        : new(name, along, "m", "projection_y_coordinate", "y", "Y", values);
}
