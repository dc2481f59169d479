using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// Boxes around tiles of 4 × 4 cells, boxes around 4 × 4 of those, and so on up to one: what finds the cell of a position without a hint. It takes one
/// byte per cell.
/// </summary>
internal sealed unsafe class CellIndex
{
    private const int Side = 4;
    private const int MostLevels = 20;
    private const int HeaderBytes = 64;
    private readonly GridNodes nodes;
    private readonly PlaneRules rules;
    private readonly (int Rows, int Columns, long First)[] levels;
    private readonly NodeBlock block;
    private readonly long boxesFrom;

    /// <summary>Boxes around the cells of a grid; <see cref="Fill"/> computes them.</summary>
    public CellIndex(GridNodes nodes, PlaneRules rules, INodeMemory memory)
    {
        (this.nodes, this.rules) = (nodes, rules);
        var list = new List<(int Rows, int Columns, long First)>();
        (int rows, int columns, long first) = ((int)rules.CellRows, (int)rules.CellColumns, 0);
        do
        {
            (rows, columns) = ((rows + Side - 1) / Side, (columns + Side - 1) / Side);
            list.Add((rows, columns, first));
            first += (long)rows * columns;
        }
        while (rows * (long)columns > 1);
        levels = [.. list];
        boxesFrom = HeaderBytes + (((((long)nodes.Rows * nodes.Columns) / 8) + 64) & -64);
        block = memory.Allocate(boxesFrom + (first * sizeof(Box)));
    }

    /// <summary>The first row with a cell that shares its place with another; beyond all rows if there is none.</summary>
    public double FirstRow => *(double*)block.Address;

    private byte* Shared => (byte*)block.Address + HeaderBytes;

    private Box* Boxes => (Box*)(block.Address + boxesFrom);

    /// <summary>
    /// Whether a cell shares its place with another that is not its neighbour, or it or a neighbour has a corner that points inward: it takes the boxes to
    /// tell whose a position is.
    /// </summary>
    public bool IsShared(long node) => (Shared[node >> 3] >> (int)(node & 7) & 1) != 0;

    public void Dispose() => block.Dispose();

    /// <summary>Computes the boxes; by the owner of the memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill()
    {
        for (int level = 0; level < levels.Length; level++)
        {
            (int rows, int columns, long first) = levels[level];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    Boxes[first + ((long)row * columns) + column] = level == 0 ? AroundCells(row, column) : AroundBoxes(level - 1, row, column);
            }
        }

        *(double*)block.Address = SharedCells.Mark(nodes, rules, this, Shared);
    }

    /// <summary>Finds the cell of a position: of those that have it inside the lowest number, else of those beside it the highest.</summary>
    /// <returns>Number of the cell's first node; −1 if the position is in no cell.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public long Find(double lon, double lat)
    {
        long inside = long.MaxValue, beside = -1;
        var cell = new SingleCell(nodes, rules);
        int* stack = stackalloc int[3 * MostLevels * Side * Side];
        Box* boxes = Boxes;
        bool isSpherical = rules.IsSpherical;
        int top = boxes[levels[^1].First].Has(isSpherical, lon, lat) ? Push(stack, 0, levels.Length - 1, 0, 0) : 0;
        while (top > 0)
        {
            (int level, int row, int column) = (stack[top - 3], stack[top - 2], stack[top - 1]);
            top -= 3;
            (int rows, int columns, long first) = level == 0 ? ((int)rules.CellRows, (int)rules.CellColumns, 0) : levels[level - 1];
            int lastRow = Math.Min((row + 1) * Side, rows), lastColumn = Math.Min((column + 1) * Side, columns);
            for (int j = row * Side; j < lastRow; j++)
            {
                for (int i = column * Side; i < lastColumn; i++)
                {
                    if (level == 0)
                        Look(ref cell, ((long)j * nodes.Columns) + i, lon, lat, ref inside, ref beside);
                    else if (boxes[first + ((long)j * columns) + i].Has(isSpherical, lon, lat))
                        top = Push(stack, top, level - 1, j, i);
                }
            }
        }

        return inside != long.MaxValue ? inside : beside;
    }

    /// <summary>Lists the cells whose boxes meet that of a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Near(long node, List<long> found)
    {
        found.Clear();
        Box around = AroundCell(node);
        int* stack = stackalloc int[3 * MostLevels * Side * Side];
        int top = Push(stack, 0, levels.Length - 1, 0, 0);
        while (top > 0)
        {
            (int level, int row, int column) = (stack[top - 3], stack[top - 2], stack[top - 1]);
            top -= 3;
            if (!Boxes[levels[level].First + ((long)row * levels[level].Columns) + column].Meets(rules.IsSpherical, around))
                continue;
            (int rows, int columns) = level == 0 ? ((int)rules.CellRows, (int)rules.CellColumns) : (levels[level - 1].Rows, levels[level - 1].Columns);
            for (int j = row * Side; j < Math.Min((row + 1) * Side, rows); j++)
            {
                for (int i = column * Side; i < Math.Min((column + 1) * Side, columns); i++)
                {
                    if (level > 0)
                        top = Push(stack, top, level - 1, j, i);
                    else if (AroundCell(((long)j * nodes.Columns) + i).Meets(rules.IsSpherical, around))
                        found.Add(((long)j * nodes.Columns) + i);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Push(int* stack, int top, int level, int row, int column)
    {
        (stack[top], stack[top + 1], stack[top + 2]) = (level, row, column);
        return top + 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(ref SingleCell cell, long node, double lon, double lat, ref long inside, ref long beside)
    {
        // Four comparisons spare most cells the rest.
        double a = nodes.Lat(node), b = nodes.Lat(node + 1), c = nodes.Lat(node + nodes.Columns), d = nodes.Lat(node + nodes.Columns + 1);
        double slack = rules.Tolerance * 4.0;
        if (Math.Min(Math.Min(a, b), Math.Min(c, d)) > lat + slack || Math.Max(Math.Max(a, b), Math.Max(c, d)) < lat - slack)
            return;
        switch (cell.Contains(node, lon, lat))
        {
            case Containment.Inside:
                inside = Math.Min(inside, node);
                break;
            case Containment.Beside:
                beside = Math.Max(beside, node);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Box AroundCells(int row, int column)
    {
        var box = Box.Nothing;
        for (int j = row * Side; j < Math.Min((row + 1) * Side, (int)rules.CellRows); j++)
        {
            for (int i = column * Side; i < Math.Min((column + 1) * Side, (int)rules.CellColumns); i++)
                box = box.With(rules.IsSpherical, AroundCell(((long)j * nodes.Columns) + i));
        }

        return box;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Box AroundBoxes(int level, int row, int column)
    {
        var box = Box.Nothing;
        (int rows, int columns, long first) = levels[level];
        for (int j = row * Side; j < Math.Min((row + 1) * Side, rows); j++)
        {
            for (int i = column * Side; i < Math.Min((column + 1) * Side, columns); i++)
                box = box.With(rules.IsSpherical, Boxes[first + ((long)j * columns) + i]);
        }

        return box;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private Box AroundCell(long node)
    {
        double west = 0.0, east = 0.0, south = double.PositiveInfinity, north = double.NegativeInfinity, lon = nodes.Lon(node);
        for (int corner = 0; corner < 4; corner++)
        {
            long at = node + (corner & 1) + ((corner >> 1) * nodes.Columns);
            double beside = nodes.Lon(at) - lon, lat = nodes.Lat(at);
            if (double.IsNaN(beside))
                return Box.Nothing;
            beside = rules.IsSpherical ? CellShape<Lane1>.Wrap(beside) : beside;
            (west, east) = (Math.Min(west, beside), Math.Max(east, beside));
            (south, north) = (Math.Min(south, lat), Math.Max(north, lat));
        }

        return Box.Around(lon + west, lon + east, south, north, rules.Tolerance * 4.0);
    }
}
