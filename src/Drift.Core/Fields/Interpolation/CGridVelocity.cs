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
    // In calls, each with the JIT's budget of inlining to itself.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F>
    {
        nodes.Corners(out Corners<F> c);
        nodes.BothAt(0, 0, 0, out F west, out F south);
        F east = nodes.At(0, 1, 0, 0), north = nodes.At(1, 0, 0, 1);
        bool isSpherical = nodes.Grid.Mesh == Mesh.Spherical;
        F x = nodes.X, y = nodes.Y;
        Flux(c.Lon0, c.Lat0, c.Lon3, c.Lat3, y, isSpherical, ref west);
        Flux(c.Lon1, c.Lat1, c.Lon2, c.Lat2, y, isSpherical, ref east);
        Flux(c.Lon0, c.Lat0, c.Lon1, c.Lat1, x, isSpherical, ref south);
        Flux(c.Lon3, c.Lat3, c.Lon2, c.Lat2, x, isSpherical, ref north);
        ToVelocity(c, x, y, F.MultiplyAdd(x, east - west, west), F.MultiplyAdd(y, north - south, south), out u, out v);
        if (isSpherical)
            PerMetre(nodes.Lat, ref u, ref v);
    }

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F> => CellColumn.Of(nodes, 2);

    /// <summary>The velocity through a face times its length in units of the mesh; on the sphere degrees to the east count as at the latitude beside the particle.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Flux<F>(in F lonA, in F latA, in F lonB, in F latB, in F place, bool isSpherical, ref F through) where F : struct, ILane<F>
    {
        F dLon = lonB - lonA, dLat = latB - latA;
        if (isSpherical)
            dLon *= LaneMath.CosDegrees(F.MultiplyAdd(place, dLat, latA));
        through *= F.Sqrt(F.MultiplyAdd(dLon, dLon, dLat * dLat));
    }

    /// <summary>Fluxes along columns and along rows divided by the area, along the derivatives of the position by the place in the cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ToVelocity<F>(in Corners<F> c, in F x, in F y, in F alongX, in F alongY, out F u, out F v) where F : struct, ILane<F>
    {
        F lonX = F.MultiplyAdd(y, c.Lon2 - c.Lon3 - (c.Lon1 - c.Lon0), c.Lon1 - c.Lon0);
        F latX = F.MultiplyAdd(y, c.Lat2 - c.Lat3 - (c.Lat1 - c.Lat0), c.Lat1 - c.Lat0);
        F lonY = F.MultiplyAdd(x, c.Lon2 - c.Lon1 - (c.Lon3 - c.Lon0), c.Lon3 - c.Lon0);
        F latY = F.MultiplyAdd(x, c.Lat2 - c.Lat1 - (c.Lat3 - c.Lat0), c.Lat3 - c.Lat0);
        F perArea = 1.0 / F.Abs(F.MultiplyAdd(lonX, latY, -(lonY * latX)));
        u = F.MultiplyAdd(alongX, lonX, alongY * lonY) * perArea;
        v = F.MultiplyAdd(alongX, latX, alongY * latY) * perArea;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PerMetre<F>(in F lat, ref F u, ref F v) where F : struct, ILane<F>
    {
        F per = 1.0 / (LaneMath.CosDegrees(lat) * Constants.MetresPerDegree);
        u *= per;
        v *= per;
    }
}
