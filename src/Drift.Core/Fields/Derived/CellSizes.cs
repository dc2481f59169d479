using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Derived;

/// <summary>How large the cells of a grid are around particles.</summary>
internal static class CellSizes
{
    /// <summary>
    /// Width along rows and height along columns, in units of the mesh: on a rectilinear grid the distances between its lines, on a curvilinear one the
    /// lengths of the lines through the particle. Particles outside the grid get an error.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Lengths<F>(Grid grid, ref SamplePoint<F> at, out F width, out F height) where F : struct, ILane<F>
    {
        Jacobian(grid, ref at, out F lonX, out F latX, out F lonY, out F latY);
        width = F.Sqrt((lonX * lonX) + (latX * latX));
        height = F.Sqrt((lonY * lonY) + (latY * latY));
    }

    /// <summary>The area of the cell in m2, on the sphere with degrees to the east as long as at the particle's latitude, as A.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Area<F>(Grid grid, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        Jacobian(grid, ref at, out F lonX, out F latX, out F lonY, out F latY);
        F area = F.Abs((lonX * latY) - (lonY * latX));
        at.A = grid.Mesh == Mesh.Flat ? area : area * LaneMath.CosDegrees(at.Lat) * (Constants.MetresPerDegree * Constants.MetresPerDegree);
    }

    /// <summary>Derivatives of the position by the place in the cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Jacobian<F>(Grid grid, ref SamplePoint<F> at, out F lonX, out F latX, out F lonY, out F latY) where F : struct, ILane<F>
    {
        FieldErrors.Set(ref at, grid.Locate(at.Lon, at.Lat, at.HintsOf(grid), ref at.Cell), FieldError.OutOfGrid);
        Corners<F> c;
        if (grid is RectilinearGrid lines)
            lines.Corners(at.Cell, out c);
        else
            ((CurvilinearGrid)grid).Corners(at.Cell, out c);
        F x = at.Cell.X, y = at.Cell.Y;
        lonX = F.MultiplyAdd(y, c.Lon2 - c.Lon3 - (c.Lon1 - c.Lon0), c.Lon1 - c.Lon0);
        latX = F.MultiplyAdd(y, c.Lat2 - c.Lat3 - (c.Lat1 - c.Lat0), c.Lat1 - c.Lat0);
        lonY = F.MultiplyAdd(x, c.Lon2 - c.Lon1 - (c.Lon3 - c.Lon0), c.Lon3 - c.Lon0);
        latY = F.MultiplyAdd(x, c.Lat2 - c.Lat1 - (c.Lat3 - c.Lat0), c.Lat3 - c.Lat0);
    }
}
