using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>What must hold of the coordinates of a curvilinear grid, and where its nodes are no places.</summary>
internal static class NodeChecks
{
    /// <summary>Coordinates are numbers, and latitudes at most 90° from the equator.</summary>
    /// <exception cref="ArgumentException">They are not; the message names row, column and value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RequireNumbers(Mesh mesh, int rows, int columns, Func<int, int, double> lon, Func<int, int, double> lat)
    {
        (string first, string second) = mesh == Mesh.Spherical ? ("longitude", "latitude") : ("x", "y");
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                double x = lon(j, i), y = lat(j, i);
                if (!double.IsFinite(x))
                    throw Wrong($"the {first} of row {j}, column {i} is {x}");
                if (!double.IsFinite(y))
                    throw Wrong($"the {second} of row {j}, column {i} is {y}");
                if (mesh == Mesh.Spherical && Math.Abs(y) > 90.0)
                    throw Wrong($"the latitude of row {j}, column {i} is {y}, beyond the pole");
                if (mesh == Mesh.Spherical && Math.Abs(x) > 1e6)
                    throw Wrong($"the longitude of row {j}, column {i} is {x}");
            }
        }
    }

    /// <summary>The nodes, with longitudes in [−180°, 180°], which is exact; in single precision if that holds them all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static GridNodes Read(Mesh mesh, int rows, int columns, Func<int, int, double> lon, Func<int, int, double> lat)
    {
        bool isSingle = true;
        for (int j = 0; j < rows && isSingle; j++)
        {
            for (int i = 0; i < columns && isSingle; i++)
                isSingle = lon(j, i).Equals((float)lon(j, i)) && lat(j, i).Equals((float)lat(j, i));
        }

        var nodes = new GridNodes(rows, columns, isSingle);
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
                nodes.Set(((long)j * columns) + i, mesh == Mesh.Spherical ? CellShape<Lane1>.Wrap(lon(j, i)) : lon(j, i), lat(j, i));
        }

        return nodes;
    }

    /// <summary>
    /// Parts of a grid that were not computed hold one place for all nodes, most often 0, 0. Those nodes become NaN, so that the cells between them and
    /// their neighbours are no cells.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LeaveOut(GridNodes nodes)
    {
        var missing = new List<long>();
        for (int j = 0; j < nodes.Rows; j++)
        {
            for (int i = 0; i < nodes.Columns; i++)
            {
                if (IsLeftOut(nodes, j, i))
                    missing.Add(((long)j * nodes.Columns) + i);
            }
        }

        foreach (long node in missing)
            nodes.Set(node, double.NaN, double.NaN);
    }

    /// <summary>Finds which way the cells turn.</summary>
    /// <returns>1 if rows follow one another to the left of the columns' direction, −1 if to the right; and the first cell.</returns>
    /// <exception cref="ArgumentException">No cell has an area, or the cells turn both ways; the message names one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sign, long FirstCell) FindSign(Mesh mesh, GridNodes nodes, PlaneRules rules)
    {
        // Beside a pole straight sides in longitude and latitude say little; a cell that turns the wrong way there is none.
        const double nearPole = 80.0;
        long left = 0, right = 0, leftNode = -1, rightNode = -1, firstLeft = -1, firstRight = -1;
        var cell = new SingleCell(nodes, rules with { Sign = 1.0 });
        for (int j = 0; j < (int)rules.CellRows; j++)
        {
            for (int i = 0; i < (int)rules.CellColumns; i++)
            {
                long node = ((long)j * nodes.Columns) + i;
                double area = cell.AreaOf(node);
                if (!(area != 0.0) || double.IsNaN(area))
                    continue;
                bool counts = mesh == Mesh.Flat || Math.Abs(nodes.Lat(node)) < nearPole;
                (left, right) = area > 0.0 ? (left + 1, right) : (left, right + 1);
                if (area > 0.0 && firstLeft < 0)
                    firstLeft = node;
                if (area < 0.0 && firstRight < 0)
                    firstRight = node;
                if (area > 0.0 && counts && leftNode < 0)
                    leftNode = node;
                if (area < 0.0 && counts && rightNode < 0)
                    rightNode = node;
            }
        }

        if (left + right == 0)
            throw Wrong("no cell of the grid has an area");
        double sign = left >= right ? 1.0 : -1.0;
        long wrong = sign > 0.0 ? rightNode : leftNode;
        if (wrong >= 0)
        {
            throw Wrong(
                $"the grid is folded: the cell of row {wrong / nodes.Columns}, column {wrong % nodes.Columns} at {nodes.Lon(wrong):R}, "
                + $"{nodes.Lat(wrong):R} turns the other way than most");
        }

        return (sign, sign > 0.0 ? firstLeft : firstRight);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsLeftOut(GridNodes nodes, int j, int i)
    {
        if (nodes.Lon(Node(nodes, j, i)) == 0.0 && nodes.Lat(Node(nodes, j, i)) == 0.0
            && (IsSame(nodes, j, i, j, i + 1) || IsSame(nodes, j, i, j, i - 1) || IsSame(nodes, j, i, j + 1, i) || IsSame(nodes, j, i, j - 1, i)))
        {
            return true;
        }

        for (int along = -1; along <= 1; along += 2)
        {
            if (!IsSame(nodes, j, i, j, i + along))
                continue;
            for (int down = -1; down <= 1; down += 2)
            {
                if (IsSame(nodes, j, i, j + down, i) && IsSame(nodes, j, i, j + down, i + along))
                    return true;
            }
        }

        return false;
    }

    private static bool IsSame(GridNodes nodes, int j, int i, int otherJ, int otherI) =>
        (uint)otherJ < (uint)nodes.Rows && (uint)otherI < (uint)nodes.Columns
        && nodes.Lon(Node(nodes, j, i)).Equals(nodes.Lon(Node(nodes, otherJ, otherI)))
        && nodes.Lat(Node(nodes, j, i)).Equals(nodes.Lat(Node(nodes, otherJ, otherI)));

    private static long Node(GridNodes nodes, int j, int i) => ((long)j * nodes.Columns) + i;

    private static ArgumentException Wrong(string what) => new(what);
}
