using Drift.Core.Foundation;

namespace Drift.Core.Particles;

/// <summary>The variables that every particle has, as the output file describes them.</summary>
internal static class PositionVariables
{
    /// <summary>lon, lat, z where there is depth, and status.</summary>
    public static IReadOnlyList<Variable> Of(Mesh mesh, bool hasDepth)
    {
        var variables = new List<Variable>(mesh == Mesh.Spherical
            ?
            [
                new("lon", NumberType.Float64, "degrees_east", "longitude", StandardName: "longitude"),
                new("lat", NumberType.Float64, "degrees_north", "latitude", StandardName: "latitude"),
            ]
            :
            [
                new("lon", NumberType.Float64, "m", "x coordinate", StandardName: "projection_x_coordinate"),
                new("lat", NumberType.Float64, "m", "y coordinate", StandardName: "projection_y_coordinate"),
            ]);
        if (hasDepth)
            variables.Add(new("z", NumberType.Float64, "m", "depth", StandardName: "depth"));
        variables.Add(new("status", NumberType.Int8, "", "what became of the particle"));
        return variables;
    }

    /// <summary>Whether a name is that of a variable that output files have of their own.</summary>
    public static bool IsTaken(string name) =>
        name is "lon" or "lat" or "z" or "status" or "time" or "trajectory" or "obs" or "realisation" or "seed" or "release_time" or "release_lon" or "release_lat" or "release_z" or "final_status";

    /// <summary>When and where each particle was released: once for each, where releases differ in time.</summary>
    public static IReadOnlyList<Variable> OfRelease(Mesh mesh, bool hasDepth)
    {
        bool isSpherical = mesh == Mesh.Spherical;
        var variables = new List<Variable>
        {
            new("release_time", NumberType.Float64, "s", "time of release", Recorded.Once),
            new("release_lon", NumberType.Float64, isSpherical ? "degrees_east" : "m", isSpherical ? "longitude of release" : "x coordinate of release", Recorded.Once),
            new("release_lat", NumberType.Float64, isSpherical ? "degrees_north" : "m", isSpherical ? "latitude of release" : "y coordinate of release", Recorded.Once),
        };
        if (hasDepth)
            variables.Add(new("release_z", NumberType.Float64, "m", "depth of release", Recorded.Once));
        return variables;
    }
}
