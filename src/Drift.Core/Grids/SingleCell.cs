using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>How a position lies to a cell.</summary>
internal enum Containment
{
    /// <summary>Not in it.</summary>
    Outside,

    /// <summary>Within rounding of it.</summary>
    Beside,

    /// <summary>In it, or within rounding of its south or west side: so that of neighbours one alone has it.</summary>
    Inside,
}

/// <summary>One cell at a time: the exact rules by which a position belongs to a cell.</summary>
internal struct SingleCell(GridNodes nodes, PlaneRules rules)
{
    private CellShape<Lane1> shape;

    /// <summary>
    /// Twice the area of a cell, negative where it turns the wrong way; NaN for what is no cell because a node is missing or because it goes round a pole.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public double AreaOf(long node)
    {
        Read(node);
        return Area();
    }

    /// <summary>How a position lies to a cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public Containment Contains(long node, double lon, double lat)
    {
        (shape.Lon, shape.Lat) = (lon, lat);
        Read(node);
        CellShape<Lane1>.Compare(rules, ref shape);
        if (!(Area() > 0.0))
            return Containment.Outside;
        double t = rules.Tolerance;
        double south = shape.South, west = shape.West, east = shape.East, north = shape.North;
        double ds = t * Length(shape.X1, shape.Y1), dw = t * Length(shape.X3, shape.Y3);
        double de = t * Length(shape.X2 - shape.X1, shape.Y2 - shape.Y1), dn = t * Length(shape.X2 - shape.X3, shape.Y2 - shape.Y3);
        int hollow = Hollow();
        if (hollow == -2)
            return Containment.Outside;
        if (All(hollow, south >= -ds, east > de, north > dn, west >= -dw))
            return Containment.Inside;
        return All(hollow, south >= -ds, east >= -de, north >= -dn, west >= -dw) ? Containment.Beside : Containment.Outside;
    }

    /// <summary>Whether a corner of the cell that was looked at last points inward.</summary>
    public readonly bool IsHollow => Hollow() != -1;

    /// <summary>Sum of the lengths of its sides.</summary>
    public readonly double Extent =>
        Length(shape.X1, shape.Y1) + Length(shape.X3, shape.Y3) + Length(shape.X2 - shape.X1, shape.Y2 - shape.Y1) + Length(shape.X2 - shape.X3, shape.Y2 - shape.Y3);

    /// <summary>Whether two cells touch or overlap: no side of either separates them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Meets(long node, ref SingleCell other, long otherNode)
    {
        Read(node);
        other.Read(otherNode);
        double x = (double)other.shape.Corners.Lon0 - (double)shape.Corners.Lon0;
        x = rules.IsSpherical ? CellShape<Lane1>.Wrap(x) : x;
        double y = rules.Sign * ((double)other.shape.Corners.Lat0 - (double)shape.Corners.Lat0);
        return !Separates(other, x, y) && !other.Separates(this, -x, -y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool Separates(in SingleCell other, double x, double y)
    {
        ReadOnlySpan<double> xs = [0.0, shape.X1, shape.X2, shape.X3], ys = [0.0, shape.Y1, shape.Y2, shape.Y3];
        ReadOnlySpan<double> otherX = [x, x + other.shape.X1, x + other.shape.X2, x + other.shape.X3];
        ReadOnlySpan<double> otherY = [y, y + other.shape.Y1, y + other.shape.Y2, y + other.shape.Y3];
        for (int side = 0; side < 4; side++)
        {
            double dx = xs[(side + 1) & 3] - xs[side], dy = ys[(side + 1) & 3] - ys[side];
            double nearest = double.NegativeInfinity;
            for (int corner = 0; corner < 4; corner++)
                nearest = Math.Max(nearest, (dx * (otherY[corner] - ys[side])) - (dy * (otherX[corner] - xs[side])));
            if (nearest < -8.0 * rules.Tolerance * Length(dx, dy))
                return true;
        }

        return false;
    }

    private static double Length(double x, double y) => Math.Abs(x) + Math.Abs(y);

    /// <summary>Beside a corner that points inward a position need be inside of one of the two sides only.</summary>
    private static bool All(int hollow, bool south, bool east, bool north, bool west) => hollow switch
    {
        0 => (west | south) & east & north,
        1 => (south | east) & north & west,
        2 => (east | north) & west & south,
        3 => (north | west) & south & east,
        _ => south & east & north & west,
    };

    private void Read(long node)
    {
        shape.Node = Lane1.BroadcastBits((ulong)node);
        nodes.Gather(shape.Node, ref shape.Corners);
        CellShape<Lane1>.Relate(rules, ref shape);
    }

    private readonly double Area()
    {
        double widest = Math.Max(
            Math.Max(Math.Abs(shape.X1), Math.Abs(shape.X3)), Math.Max(Math.Abs(shape.X2 - shape.X1), Math.Abs(shape.X2 - shape.X3)));
        return widest < rules.Widest ? (shape.X2 * (shape.Y3 - shape.Y1)) - (shape.Y2 * (shape.X3 - shape.X1)) : double.NaN;
    }

    /// <summary>The corner that points inward; −1 if none does, −2 if the sides cross.</summary>
    private readonly int Hollow()
    {
        double x1 = shape.X1, y1 = shape.Y1, x2 = shape.X2, y2 = shape.Y2, x3 = shape.X3, y3 = shape.Y3;
        bool a = (x1 * y3) - (y1 * x3) < 0.0;
        bool b = (x1 * (y2 - y1)) - (y1 * (x2 - x1)) < 0.0;
        bool c = ((x2 - x1) * (y3 - y2)) - ((y2 - y1) * (x3 - x2)) < 0.0;
        bool d = (x3 * (y3 - y2)) - (y3 * (x3 - x2)) < 0.0;
        return (a, b, c, d) switch
        {
            (false, false, false, false) => -1,
            (true, false, false, false) => 0,
            (false, true, false, false) => 1,
            (false, false, true, false) => 2,
            (false, false, false, true) => 3,
            _ => -2,
        };
    }
}
