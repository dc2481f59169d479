using Drift.Core.Fields;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>
/// The velocity through the faces of cells (Arakawa's C-grid): U through those that divide columns, in the direction of rising columns,
/// V through those that divide rows. A flow with a streamfunction gets its exact mean over each face, so that what enters a cell leaves
/// it, to rounding; another one has the velocity at the middle of the face.
/// </summary>
/// <remarks>Source: Arakawa and Lamb (1977), Methods in Computational Physics 17; indices as in the manuals of NEMO and MITgcm.</remarks>
internal sealed class FaceSample : ISampleForm
{
    private readonly SampleMesh mesh;

    /// <summary>From the corner of a cell's indices to the other end of both faces: −1 where it is the last corner of the cell, 1 where it is the first.</summary>
    private readonly int other;

    public FaceSample(SampleMesh mesh, SampleIndexing indexing)
    {
        this.mesh = mesh;
        bool isNemo = indexing == SampleIndexing.Nemo;
        other = isNemo ? -1 : 1;
        string[] along = ["y", "x"];
        (string Lon, string Lat)[] names = isNemo ? [("glamf", "gphif"), ("glamu", "gphiu"), ("glamv", "gphiv")] : [("XG", "YG"), ("XU", "YU"), ("XV", "YV")];
        (string corner, string uFace, string vFace) = isNemo
            ? ("f-points, the north-east corners of the cells", "u-points, the middles of the east faces", "v-points, the middles of the north faces")
            : ("the south-west corners of the cells", "the middles of the west faces", "the middles of the south faces");
        SampleCoordinate[] all =
        [
            .. mesh.Coordinates(names[0].Lon, names[0].Lat, along, corner, mesh.At),
            .. mesh.Coordinates(names[1].Lon, names[1].Lat, along, uFace, (i, j) => SampleMesh.Between(mesh.At(i, j), mesh.At(i, j + other))),
            .. mesh.Coordinates(names[2].Lon, names[2].Lat, along, vFace, (i, j) => SampleMesh.Between(mesh.At(i, j), mesh.At(i + other, j))),
        ];
        Coordinates = [.. all.Select(c => c with { Axis = "" })];
        Velocity = (
            new("sea_water_x_velocity", $"velocity through the {(isNemo ? "east" : "west")} face of the cell, in the direction of x", $"{names[1].Lon} {names[1].Lat}"),
            new("sea_water_y_velocity", $"velocity through the {(isNemo ? "north" : "south")} face of the cell, in the direction of y", $"{names[2].Lon} {names[2].Lat}"));
        string indices = isNemo
            ? "C-grid, indices as in NEMO: glamf and gphif (j, i) are the north-east corner of cell (j, i), U (j, i) is on its east face, V (j, i) on its north face"
            : "C-grid, indices as in MITgcm: XG and YG (j, i) are the south-west corner of cell (j, i), U (j, i) is on its west face, V (j, i) on its south face";
        Comment = $"{indices}; corners: {mesh.Formula}";
    }

    public (string Row, string Column) Dimensions => ("y", "x");

    public IReadOnlyList<SampleCoordinate> Coordinates { get; }

    public (SampleVelocity U, SampleVelocity V) Velocity { get; }

    // In single precision cells would gain and lose a ten-millionth of what flows through them.
    public NetcdfType Type => NetcdfType.Float64;

    public string Comment { get; }

    public void Sample(VectorField velocity, double time, double[] u, double[] v)
    {
        for (int n = 0; n < u.Length; n++)
        {
            (int i, int j) = (n % mesh.Columns, n / mesh.Columns);
            (double Lon, double Lat) corner = mesh.At(i, j), along = mesh.At(i, j + other), across = mesh.At(i + other, j);
            u[n] = other < 0 ? ToTheRight(velocity, time, along, corner) : ToTheRight(velocity, time, corner, along);
            v[n] = other < 0 ? ToTheRight(velocity, time, corner, across) : ToTheRight(velocity, time, across, corner);
        }
    }

    /// <summary>The velocity to the right of the way from one corner to another, the mean over the way.</summary>
    private double ToTheRight(VectorField velocity, double time, (double Lon, double Lat) from, (double Lon, double Lat) to)
    {
        (double east, double north) = mesh.Way(from, to);
        double length = Math.Sqrt((east * east) + (north * north));

        // At a pole all corners are one, and nothing flows between them.
        if (length == 0)
            return 0;
        if (velocity.Streamfunction(time, from.Lat, from.Lon) is { } before && velocity.Streamfunction(time, to.Lat, to.Lon) is { } after)
            return (before - after) / length;
        (double lon, double lat) = SampleMesh.Between(from, to);
        Lane1 none = 0.0;
        velocity.Sample<Lane1>(time, 0.0, lat, lon, ref none, out Lane1 u, out Lane1 v);
        return (((double)u * north) - ((double)v * east)) / length;
    }
}
