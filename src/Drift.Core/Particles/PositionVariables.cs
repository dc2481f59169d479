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
}
