using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// Cells of a curvilinear grid beside the positions that are looked for, all relative to the first corner. It is large: it lies aligned in
/// memory and is passed on by reference.
/// </summary>
internal struct CellShape<F> where F : struct, ILane<F>
{
    /// <summary>Corners as the grid stores them.</summary>
    public Corners<F> Corners;

    /// <summary>The position looked for.</summary>
    public F Lon, Lat;

    /// <summary>Column and row of the first corner.</summary>
    public F I, J;

    /// <summary>Number of the first corner, as 64-bit integers.</summary>
    public F Node;

    /// <summary>From the first corner to the position and to the other corners; up is to the left of the columns' direction.</summary>
    public F PX, PY, X1, Y1, X2, Y2, X3, Y3;

    /// <summary>How far the position is inside of each side, times the side's length.</summary>
    public F South, West, East, North;

    /// <summary>Mask of positions that are inside of all sides beyond any doubt.</summary>
    public F IsInside;

    /// <summary>Place in the cell.</summary>
    public F X, Y;

    /// <summary>Sets what is relative to the first corner.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Relate(in PlaneRules rules, ref CellShape<F> s)
    {
        F lon = s.Corners.Lon0, lat = s.Corners.Lat0;
        double sign = rules.Sign;
        s.PY = (s.Lat - lat) * sign;
        s.Y1 = (s.Corners.Lat1 - lat) * sign;
        s.Y2 = (s.Corners.Lat2 - lat) * sign;
        s.Y3 = (s.Corners.Lat3 - lat) * sign;
        if (rules.IsSpherical)
        {
            s.PX = Wrap(s.Lon - lon);
            s.X1 = Wrap(s.Corners.Lon1 - lon);
            s.X2 = Wrap(s.Corners.Lon2 - lon);
            s.X3 = Wrap(s.Corners.Lon3 - lon);
        }
        else
        {
            s.PX = s.Lon - lon;
            s.X1 = s.Corners.Lon1 - lon;
            s.X2 = s.Corners.Lon2 - lon;
            s.X3 = s.Corners.Lon3 - lon;
        }
    }

    /// <summary>Finds on which side of each side of the cell the position lies.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Compare(in PlaneRules rules, ref CellShape<F> s)
    {
        F px = s.PX, py = s.PY, x1 = s.X1, y1 = s.Y1, x3 = s.X3, y3 = s.Y3;
        F south = F.MultiplyAdd(x1, py, -(y1 * px));
        F west = F.MultiplyAdd(y3, px, -(x3 * py));
        F eastX = s.X2 - x1, eastY = s.Y2 - y1;
        F east = F.MultiplyAdd(eastX, py - y1, -(eastY * (px - x1)));
        F northX = s.X2 - x3, northY = s.Y2 - y3;
        F north = F.MultiplyAdd(northY, px - x3, -(northX * (py - y3)));
        s.South = south;
        s.West = west;
        s.East = east;
        s.North = north;
        F a = F.Abs(x1), b = F.Abs(x3), c = F.Abs(eastX), d = F.Abs(northX);
        F around = (a + b) + (c + d) + ((F.Abs(y1) + F.Abs(y3)) + (F.Abs(eastY) + F.Abs(northY)));
        F least = F.Min(F.Min(south, west), F.Min(east, north));
        s.IsInside = (least > around * rules.Tolerance) & (F.Max(F.Max(a, b), F.Max(c, d)) < rules.Widest);
    }

    /// <summary>Finds the place in the cell: the inverse of the bilinear map of the unit square onto the cell.</summary>
    /// <remarks>
    /// With b, c the sides from the first corner and g = corner 2 − corner 1 − corner 3, the place solves p = b·x + c·y + g·x·y. Taken across
    /// b + g·y this is quadratic in y, and the root wanted is that where the Jacobian is positive. Of the two forms of the root, the one without a
    /// difference of near numbers is taken; so the term of second order may vanish.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Invert(ref CellShape<F> s)
    {
        F px = s.PX, py = s.PY, bx = s.X1, by = s.Y1, cx = s.X3, cy = s.Y3;
        F gx = s.X2 - bx - cx, gy = s.Y2 - by - cy;
        F second = F.MultiplyAdd(cy, gx, -(cx * gy));
        F first = F.MultiplyAdd(px, gy, -(py * gx)) + F.MultiplyAdd(bx, cy, -(by * cx));
        F constant = F.MultiplyAdd(px, by, -(py * bx));
        F root = F.Sqrt(F.Max(F.MultiplyAdd(first, first, second * constant * -4.0), 0.0));
        F rises = first >= 0.0;
        F y = F.Select(rises, constant * -2.0, root - first) / F.Select(rises, first + root, second * 2.0);
        F ex = F.MultiplyAdd(gx, y, bx), ey = F.MultiplyAdd(gy, y, by);
        F qx = F.MultiplyAdd(-cx, y, px), qy = F.MultiplyAdd(-cy, y, py);
        F x = F.MultiplyAdd(qx, ex, qy * ey) / F.MultiplyAdd(ex, ex, ey * ey);
        s.X = F.Max(F.Min(x, 1.0), 0.0);
        s.Y = F.Max(F.Min(y, 1.0), 0.0);
    }

    /// <summary>Moves to the cells beyond the sides that a position is outside of; not beyond the border of the grid.</summary>
    /// <returns>False if all stay.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Step(in PlaneRules rules, ref CellShape<F> s)
    {
        F one = 1.0, oldI = s.I, oldJ = s.J;
        F i = oldI + ((s.East < 0.0) & one) - ((s.West < 0.0) & one);
        F j = oldJ + ((s.North < 0.0) & one) - ((s.South < 0.0) & one);
        if (rules.IsRing)
        {
            i = F.Select(i < 0.0, i + rules.CellColumns, i);
            i = F.Select(i >= rules.CellColumns, i - rules.CellColumns, i);
        }

        i = F.Max(F.Min(i, rules.CellColumns - 1.0), 0.0);
        j = F.Max(F.Min(j, rules.CellRows - 1.0), 0.0);
        s.I = i;
        s.J = j;
        Number(rules, ref s);
        return !F.AllEqual(i, oldI) || !F.AllEqual(j, oldJ);
    }

    /// <summary>Sets the number of the first corner from row and column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Number(in PlaneRules rules, ref CellShape<F> s) =>
        // Adding 2⁵² leaves a whole number in the low bits.
        s.Node = (F.MultiplyAdd(s.J, rules.Stride, s.I) + 4503599627370496.0) & F.BroadcastBits(0x000FFFFFFFFFFFFF);

    /// <summary>The same angle in [−180°, 180°].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Wrap(F degrees) => F.MultiplyAdd(F.Round(degrees * (1.0 / 360.0)), -360.0, degrees);
}
