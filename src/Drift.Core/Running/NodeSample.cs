using Drift.Core.Fields;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Both components at each node, to the east and to the north.</summary>
internal sealed class NodeSample : ISampleForm
{
    private readonly SampleMesh mesh;

    public NodeSample(SampleMesh mesh, bool isCurvilinear)
    {
        this.mesh = mesh;
        (string lon, string lat) = mesh.IsSpherical ? ("lon", "lat") : ("x", "y");

        // A variable with the name of a dimension has that dimension only.
        Dimensions = !isCurvilinear ? (lat, lon) : mesh.IsSpherical ? ("y", "x") : ("j", "i");
        Coordinates = isCurvilinear
            ? [.. mesh.Coordinates(lon, lat, [Dimensions.Row, Dimensions.Column], "nodes", mesh.At).Select(c => c with { Axis = "" })]
            :
            [
                SampleCoordinate.Lat(lat, [lat], MeshKind, [.. Enumerable.Range(0, mesh.Rows).Select(j => mesh.At(0, j).Lat)]),
                SampleCoordinate.Lon(lon, [lon], MeshKind, [.. Enumerable.Range(0, mesh.Columns).Select(i => mesh.At(i, 0).Lon)]),
            ];
        string places = isCurvilinear ? $"{lon} {lat}" : "";
        Velocity = mesh.IsSpherical
            ? (new("eastward_sea_water_velocity", "velocity to the east", places), new("northward_sea_water_velocity", "velocity to the north", places))
            : (new("sea_water_x_velocity", "velocity to the east", places), new("sea_water_y_velocity", "velocity to the north", places));
        Comment = isCurvilinear ? mesh.Formula : "";
    }

    public (string Row, string Column) Dimensions { get; }

    public IReadOnlyList<SampleCoordinate> Coordinates { get; }

    public (SampleVelocity U, SampleVelocity V) Velocity { get; }

    public NetcdfType Type => NetcdfType.Float32;

    public string Comment { get; }

    private Mesh MeshKind => mesh.IsSpherical ? Mesh.Spherical : Mesh.Flat;

    public void Sample(VectorField velocity, double time, double[] u, double[] v)
    {
        Lane1 none = 0.0;
        for (int n = 0; n < u.Length; n++)
        {
            (double lon, double lat) = mesh.At(n % mesh.Columns, n / mesh.Columns);
            velocity.Sample<Lane1>(time, 0.0, lat, lon, ref none, out Lane1 east, out Lane1 north);
            (u[n], v[n]) = ((double)east, (double)north);
        }
    }
}
