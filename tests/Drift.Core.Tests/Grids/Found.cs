using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Tests.Grids;

/// <summary>What a curvilinear grid says of a position.</summary>
internal readonly record struct Found(bool Outside, double I, double J, double X, double Y)
{
    public static unsafe Found Of<F>(CurvilinearGrid grid, double lon, double lat) where F : struct, ILane<F>
    {
        double* at = stackalloc double[2 * F.Count];
        for (int lane = 0; lane < F.Count; lane++)
            (at[lane], at[F.Count + lane]) = (lon, lat);
        return Group<F>(grid, at, at + F.Count, null)[0];
    }

    public static unsafe Found[] Group<F>(CurvilinearGrid grid, double* lon, double* lat, int* hints) where F : struct, ILane<F>
    {
        double* at = stackalloc double[4 * F.Count];
        Cell<F> cell = default;
        F outside = grid.LocateByWalk(F.Load(lon), F.Load(lat), hints, ref cell);
        F.Store(cell.I, at);
        F.Store(cell.J, at + F.Count);
        F.Store(cell.X, at + (2 * F.Count));
        F.Store(cell.Y, at + (3 * F.Count));
        var all = new Found[F.Count];
        for (int lane = 0; lane < F.Count; lane++)
            all[lane] = new Found((F.MaskBits(outside) >> lane & 1) != 0, at[lane], at[F.Count + lane], at[(2 * F.Count) + lane], at[(3 * F.Count) + lane]);
        return all;
    }
}
