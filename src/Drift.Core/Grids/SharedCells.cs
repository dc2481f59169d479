using System.Runtime.CompilerServices;

namespace Drift.Core.Grids;

/// <summary>
/// Cells that lie upon others: a grid may go more than once round the globe without saying so, or repeat rows beyond a fold. Where that begins, a cell at a
/// border of the grid lies upon others; so those are looked at, and from each that does its neighbours.
/// </summary>
internal sealed unsafe class SharedCells
{
    private readonly GridNodes nodes;
    private readonly CellIndex index;
    private readonly byte* marks;
    private readonly int rows;
    private readonly int columns;
    private readonly bool isRing;
    private readonly Queue<long> queue = new();
    private readonly HashSet<long> queued = [];
    private double firstRow = double.PositiveInfinity;
    private SingleCell one;
    private SingleCell other;

    private SharedCells(GridNodes nodes, PlaneRules rules, CellIndex index, byte* marks)
    {
        (this.nodes, this.index) = (nodes, index);
        this.marks = marks;
        (rows, columns, isRing) = ((int)rules.CellRows, (int)rules.CellColumns, rules.IsRing);
        (one, other) = (new SingleCell(nodes, rules), new SingleCell(nodes, rules));
    }

    /// <summary>Sets a bit for each such cell.</summary>
    /// <returns>The first row with one; infinite if there is none.</returns>
    public static double Mark(GridNodes nodes, PlaneRules rules, CellIndex index, byte* marks)
    {
        var cells = new SharedCells(nodes, rules, index, marks);
        cells.Begin();
        cells.GoOn();
        return cells.firstRow;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begin()
    {
        var isCell = new bool[(long)rows * columns];
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                if (!(one.AreaOf(Node(j, i)) > 0.0))
                    continue;
                isCell[((long)j * columns) + i] = !one.IsHollow;
                if (one.IsHollow)
                    SetAround(j, i);
            }
        }

        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                if (isCell[((long)j * columns) + i] && !(Is(j - 1, i) && Is(j + 1, i) && Is(j, i - 1) && Is(j, i + 1)))
                    Enqueue(j, i);
            }
        }

        bool Is(int j, int i) => (uint)j < (uint)rows && Column(i) is >= 0 and var column && isCell[((long)j * columns) + column];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GoOn()
    {
        var near = new List<long>();
        while (queue.TryDequeue(out long cell))
        {
            (int j, int i) = ((int)(cell / nodes.Columns), (int)(cell % nodes.Columns));
            index.Near(cell, near);
            bool isShared = false;
            foreach (long beside in near)
            {
                (int otherJ, int otherI) = ((int)(beside / nodes.Columns), (int)(beside % nodes.Columns));
                if (AreNeighbours(j, i, otherJ, otherI) || !(other.AreaOf(beside) > 0.0) || !one.Meets(cell, ref other, beside))
                    continue;
                isShared = true;
                Set(beside);
                Enqueue(otherJ, otherI);
            }

            if (!isShared)
                continue;
            Set(cell);
            for (int down = -1; down <= 1; down++)
            {
                for (int along = -1; along <= 1; along++)
                {
                    if ((uint)(j + down) < (uint)rows && Column(i + along) is >= 0 and var column && one.AreaOf(Node(j + down, column)) > 0.0)
                        Enqueue(j + down, column);
                }
            }
        }
    }

    private bool AreNeighbours(int j, int i, int otherJ, int otherI)
    {
        int apart = Math.Abs(i - otherI);
        return Math.Abs(j - otherJ) <= 1 && (apart <= 1 || (isRing && apart == columns - 1));
    }

    private int Column(int i) => isRing ? (i + columns) % columns : i < columns ? i : -1;

    private long Node(int j, int i) => ((long)j * nodes.Columns) + i;

    private void Enqueue(int j, int i)
    {
        if (queued.Add(Node(j, i)))
            queue.Enqueue(Node(j, i));
    }

    private void SetAround(int j, int i)
    {
        for (int down = -1; down <= 1; down++)
        {
            for (int along = -1; along <= 1; along++)
            {
                if ((uint)(j + down) < (uint)rows && Column(i + along) is >= 0 and var column)
                    Set(Node(j + down, column));
            }
        }
    }

    private void Set(long cell)
    {
        marks[cell >> 3] |= (byte)(1 << (int)(cell & 7));
        firstRow = Math.Min(firstRow, cell / nodes.Columns);
    }
}
