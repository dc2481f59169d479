using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// The velocity of a C-grid: the flux through the faces, linear between opposite faces, turned into a velocity by the Jacobian of the
/// cell. So no flow goes through a closed face, and the flow is as free of divergence as that of the model. U of node (j, i) is that through the
/// face from corner (j, i) to (j + 1, i), V that through the face to (j, i + 1), each along the direction in which columns and rows count up.
/// </summary>
/// <remarks>Source: Delandmeter and van Sebille (2019), doi:10.5194/gmd-12-3571-2019, section 2.1.2.</remarks>
public readonly struct CGridVelocity : IVelocityInterpolation
{
    /// <inheritdoc/>
    public string Name => "C-grid";

    /// <inheritdoc/>
    public bool IsOnMesh => true;

    /// <inheritdoc/>
    public void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F>
    {
        nodes.Corners(out Corners<F> c);
        Fluxes(nodes, in c, out F alongX, out F alongY);
        F x = nodes.X, y = nodes.Y;

        // Derivatives of the position by the place in the cell.
        F lonX = F.MultiplyAdd(y, c.Lon2 - c.Lon3 - (c.Lon1 - c.Lon0), c.Lon1 - c.Lon0);
        F latX = F.MultiplyAdd(y, c.Lat2 - c.Lat3 - (c.Lat1 - c.Lat0), c.Lat1 - c.Lat0);
        F lonY = F.MultiplyAdd(x, c.Lon2 - c.Lon1 - (c.Lon3 - c.Lon0), c.Lon3 - c.Lon0);
        F latY = F.MultiplyAdd(x, c.Lat2 - c.Lat1 - (c.Lat3 - c.Lat0), c.Lat3 - c.Lat0);
        F area = F.Abs(F.MultiplyAdd(lonX, latY, -(lonY * latX)));
        if (nodes.Grid.Mesh == Mesh.Spherical)
            area *= LaneMath.CosDegrees(nodes.Lat) * Constants.MetresPerDegree;
        F perArea = 1.0 / area;
        u = F.MultiplyAdd(alongX, lonX, alongY * lonY) * perArea;
        v = F.MultiplyAdd(alongX, latX, alongY * latY) * perArea;
    }

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F> => CellColumn.Of(nodes, 2);

    /// <summary>Fluxes through the cell at the particles, along columns and along rows, in m s-1 times units of the mesh.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Fluxes<F>(in NodeView<F> nodes, in Corners<F> c, out F alongX, out F alongY) where F : struct, ILane<F>
    {
        Mesh mesh = nodes.Grid.Mesh;
        F x = nodes.X, y = nodes.Y;
        F west = nodes.At(0, 0, 0, 0) * Length(mesh, c.Lon0, c.Lat0, c.Lon3, c.Lat3, y);
        F east = nodes.At(0, 1, 0, 0) * Length(mesh, c.Lon1, c.Lat1, c.Lon2, c.Lat2, y);
        alongX = F.MultiplyAdd(x, east - west, west);
        F south = nodes.At(0, 0, 0, 1) * Length(mesh, c.Lon0, c.Lat0, c.Lon1, c.Lat1, x);
        F north = nodes.At(1, 0, 0, 1) * Length(mesh, c.Lon3, c.Lat3, c.Lon2, c.Lat2, x);
        alongY = F.MultiplyAdd(y, north - south, south);
    }

    /// <summary>Length of a face in units of the mesh; on the sphere degrees to the east count as at the latitude beside the particle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Length<F>(Mesh mesh, F lonA, F latA, F lonB, F latB, F place) where F : struct, ILane<F>
    {
        F dLon = lonB - lonA, dLat = latB - latA;
        if (mesh == Mesh.Spherical)
            dLon *= LaneMath.CosDegrees(F.MultiplyAdd(place, dLat, latA));
        return F.Sqrt(F.MultiplyAdd(dLon, dLon, dLat * dLat));
    }
}
