using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>How a curvilinear grid is joined to itself: round the globe, or at a north fold.</summary>
internal static class GridSeam
{
    private const int MostRepeated = 4;

    /// <summary>Degrees, or the part of a spacing, by which coordinates that mean the same may differ.</summary>
    private const double Same = 1e-4;

    /// <summary>Number of last columns that repeat the first ones; 0 if the last column is another than the first.</summary>
    public static int RepeatedColumns(Mesh mesh, GridNodes nodes)
    {
        for (int count = 1; count <= Math.Min(MostRepeated, nodes.Columns - 2); count++)
        {
            long same = 0;
            bool differs = false;
            for (int j = 0; j < nodes.Rows && !differs; j++)
            {
                for (int k = 0; k < count && !differs; k++)
                {
                    double apart = Apart(mesh, nodes, Node(nodes, j, k), Node(nodes, j, nodes.Columns - count + k));
                    double spacing = Apart(mesh, nodes, Node(nodes, j, k), Node(nodes, j, k + 1));
                    differs = apart > Same * Math.Max(spacing, mesh == Mesh.Spherical ? 0.1 : 0.0);
                    same += apart >= 0.0 && spacing > 0.0 ? 1 : 0;
                }
            }

            if (!differs && same > 0)
                return count;
        }

        return 0;
    }

    /// <summary>Whether one more step along the rows leads from the last column to the first, round the globe.</summary>
    public static bool LacksLastStep(Mesh mesh, GridNodes nodes)
    {
        if (mesh == Mesh.Flat || nodes.Columns < 3)
            return false;
        int last = nodes.Columns - 1, rounds = 0, rows = 0;
        for (int j = 0; j < nodes.Rows; j++)
        {
            double step = Apart(mesh, nodes, Node(nodes, j, last), Node(nodes, j, 0));
            double before = Apart(mesh, nodes, Node(nodes, j, last - 1), Node(nodes, j, last));
            double after = Apart(mesh, nodes, Node(nodes, j, 0), Node(nodes, j, 1));
            if (double.IsNaN(step + before + after))
                continue;
            if (step > 1.5 * Math.Max(before, after))
                return false;
            rows++;
            rounds += GoesRound(nodes, j) ? 1 : 0;
        }

        return 2 * rounds > rows;
    }

    /// <summary>
    /// Whether the last row is a mirror image of itself or of one of the two before it, or lies as near to its mirror image as to the row before it: the
    /// north fold of a tripolar grid, at which its two halves meet.
    /// </summary>
    public static bool HasNorthFold(Mesh mesh, GridNodes nodes, int ring)
    {
        if (mesh == Mesh.Flat || nodes.Rows < 4 || ring < 8)
            return false;
        for (int other = nodes.Rows - 1; other >= nodes.Rows - 3; other--)
        {
            for (int shift = -3; shift <= 3; shift++)
            {
                if (IsMirrored(nodes, nodes.Rows - 1, other, ring, shift) || (other == nodes.Rows - 1 && MeetsItself(nodes, ring, shift)))
                    return true;
            }
        }

        return false;
    }

    private static bool MeetsItself(GridNodes nodes, int ring, int shift)
    {
        // A row along a parallel near the pole meets itself too, but it does not fold: rows go on beyond the pole in all directions.
        const double leastRange = 5.0;
        double across = 0.0, along = 0.0, south = double.PositiveInfinity, north = double.NegativeInfinity;
        int last = nodes.Rows - 1;
        for (int i = 0; i < ring; i++)
        {
            double apart = Chord(nodes, Node(nodes, last, i), Node(nodes, last, Mirrored(i, ring, shift)));
            double spacing = Chord(nodes, Node(nodes, last, i), Node(nodes, last - 1, i));
            if (double.IsNaN(apart + spacing))
                continue;
            (across, along) = (across + apart, along + spacing);
            double lat = nodes.Lat(Node(nodes, last, i));
            (south, north) = (Math.Min(south, lat), Math.Max(north, lat));
        }

        return north - south > leastRange && across < 2.5 * along;
    }

    private static bool IsMirrored(GridNodes nodes, int row, int other, int ring, int shift)
    {
        int same = 0, all = 0;
        for (int i = 0; i < ring; i++)
        {
            int mirrored = Mirrored(i, ring, shift);
            if (row == other && mirrored == i)
                continue;
            double apart = Apart(Mesh.Spherical, nodes, Node(nodes, row, i), Node(nodes, other, mirrored));
            all += apart >= 0.0 ? 1 : 0;
            same += apart <= Same * 10.0 ? 1 : 0;
        }

        return all >= ring / 4 && same >= 0.9 * all;
    }

    private static int Mirrored(int i, int ring, int shift) => (((ring + shift - i) % ring) + ring) % ring;

    private static bool GoesRound(GridNodes nodes, int j)
    {
        double turned = 0.0, from = double.NaN, first = double.NaN;
        for (int i = 0; i < nodes.Columns; i++)
        {
            double lon = nodes.Lon(Node(nodes, j, i));
            if (double.IsNaN(lon))
                continue;
            if (double.IsNaN(from))
                first = lon;
            else
                turned += Wrap(lon - from);
            from = lon;
        }

        return Math.Abs(turned + Wrap(first - from)) > 180.0;
    }

    /// <summary>How far two nodes are apart, in units of the coordinates: the sum over both.</summary>
    private static double Apart(Mesh mesh, GridNodes nodes, long a, long b)
    {
        double lon = nodes.Lon(b) - nodes.Lon(a);
        return Math.Abs(mesh == Mesh.Spherical ? Wrap(lon) : lon) + Math.Abs(nodes.Lat(b) - nodes.Lat(a));
    }

    /// <summary>The straight distance of two nodes on a sphere of radius 1.</summary>
    private static double Chord(GridNodes nodes, long a, long b)
    {
        LaneMath.SinCosDegrees<Lane1>(nodes.Lat(a), out Lane1 z, out Lane1 r);
        LaneMath.SinCosDegrees<Lane1>(nodes.Lat(b), out Lane1 otherZ, out Lane1 otherR);
        double turned = (double)LaneMath.CosDegrees<Lane1>(nodes.Lon(b) - nodes.Lon(a)), up = (double)z - (double)otherZ;
        return Math.Sqrt(Math.Max(0.0, ((double)r * (double)r) + ((double)otherR * (double)otherR) - (2 * (double)r * (double)otherR * turned) + (up * up)));
    }

    private static double Wrap(double degrees) => CellShape<Lane1>.Wrap(degrees);

    private static long Node(GridNodes nodes, int j, int i) => ((long)j * nodes.Columns) + i;
}
