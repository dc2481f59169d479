using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// A coarse map of the rows and columns of a grid in which particles are. Maps of several ranks are joined by the larger of their marks.
/// </summary>
internal sealed class CellMap
{
    private const int Most = 256;
    private readonly Grid grid;
    private readonly int rowsPerMark;
    private readonly int columnsPerMark;
    private readonly int rowMarks;
    private readonly int[] marks;

    public CellMap(Grid grid)
    {
        this.grid = grid;
        (rowsPerMark, columnsPerMark) = (PerMark(grid.Rows), PerMark(grid.StoredColumns));
        rowMarks = (grid.Rows + rowsPerMark - 1) / rowsPerMark;
        marks = new int[rowMarks + ((grid.StoredColumns + columnsPerMark - 1) / columnsPerMark)];
    }

    /// <summary>The marks of rows, then those of columns: 1 where there are particles, 0 elsewhere.</summary>
    public Span<int> Marks => marks;

    /// <summary>Marks the cells of a group of particles.</summary>
    public unsafe void Mark<F>(in Cell<F> cell) where F : struct, ILane<F>
    {
        double* rows = stackalloc double[F.Count], columns = stackalloc double[F.Count];
        F.Store(cell.J, rows);
        F.Store(cell.I, columns);
        for (int lane = 0; lane < F.Count; lane++)
        {
            marks[(int)rows[lane] / rowsPerMark] = 1;
            marks[rowMarks + ((int)columns[lane] / columnsPerMark)] = 1;
        }
    }

    /// <summary>The nodes of the marked cells and of those within a distance; null where nothing is marked.</summary>
    /// <param name="metres">The distance.</param>
    public GridBox? Around(double metres)
    {
        ReadOnlySpan<int> rows = marks.AsSpan(0, rowMarks), columns = marks.AsSpan(rowMarks);
        if (!rows.Contains(1))
            return null;
        int firstRow = rows.IndexOf(1) * rowsPerMark, lastRow = Math.Min((rows.LastIndexOf(1) + 1) * rowsPerMark, grid.Rows - 1);
        (int firstColumn, int lastColumn) = grid.IsPeriodic ? WithoutLargestGap(columns) : (columns.IndexOf(1), columns.LastIndexOf(1));
        firstColumn *= columnsPerMark;
        lastColumn = (lastColumn + 1) * columnsPerMark;

        // Twice: a margin to higher latitudes makes columns narrower.
        (int alongRow, int alongColumn) = (0, 0);
        for (int pass = 0; pass < 2; pass++)
        {
            (double narrow, double low) = Narrowest(Math.Max(firstRow - alongColumn, 0), Math.Min(lastRow + alongColumn, grid.Rows - 1), firstColumn, lastColumn);
            alongRow = (int)Math.Min(2 + Math.Ceiling(metres / narrow), grid.StoredColumns);
            alongColumn = (int)Math.Min(2 + Math.Ceiling(metres / low), grid.Rows);
        }

        return Clamped(firstRow - alongColumn, lastRow + alongColumn, firstColumn - alongRow, lastColumn + alongRow);
    }

    private GridBox Clamped(int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        firstRow = Math.Max(firstRow, 0);
        lastRow = Math.Min(lastRow, grid.Rows - 1);
        if (!grid.IsPeriodic)
        {
            firstColumn = Math.Max(firstColumn, 0);
            lastColumn = Math.Min(lastColumn, grid.Columns - 1);
        }
        else if (lastColumn - firstColumn >= grid.Columns)
        {
            (firstColumn, lastColumn) = (0, grid.Columns);
        }
        else
        {
            int turns = (int)Math.Floor((double)firstColumn / grid.Columns);
            firstColumn -= turns * grid.Columns;
            lastColumn -= turns * grid.Columns;
        }

        return new GridBox(firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
    }

    /// <summary>The marked columns go on beyond the last one; what is left out is the largest stretch without marks.</summary>
    private static (int First, int Last) WithoutLargestGap(ReadOnlySpan<int> columns)
    {
        (int gap, int gapEnd, int last) = (-1, 0, columns.LastIndexOf(1) - columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] == 0)
                continue;
            if (i - last > gap)
                (gap, gapEnd) = (i - last, i);
            last = i;
        }

        return (gapEnd, gapEnd + columns.Length - gap);
    }

    /// <summary>The smallest of nine distances between neighbours, along rows and along columns, in metres.</summary>
    private (double AlongRow, double AlongColumn) Narrowest(int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        (double alongRow, double alongColumn) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int n = 0; n < 9; n++)
        {
            int row = firstRow + ((lastRow - firstRow) * (n / 3) / 2), column = firstColumn + ((lastColumn - firstColumn) * (n % 3) / 2);
            column = grid.IsPeriodic ? ((column % grid.Columns) + grid.Columns) % grid.Columns : Math.Clamp(column, 0, grid.Columns - 1);
            (double x, double y) = grid.SpacingAt(row, column);
            alongRow = x > 0 ? Math.Min(alongRow, x) : alongRow;
            alongColumn = y > 0 ? Math.Min(alongColumn, y) : alongColumn;
        }

        return (alongRow, alongColumn);
    }

    private static int PerMark(int count) => (count + Most - 1) / Most;
}
