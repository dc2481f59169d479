using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>A part of a snapshot that is read at once: a box of the file, and where its lines go.</summary>
/// <param name="Start">First index along each dimension of the file.</param>
/// <param name="Count">Number of indices along each dimension of the file.</param>
/// <param name="Levels">Number of levels.</param>
/// <param name="Rows">Number of rows of each level.</param>
/// <param name="Columns">Length of a line.</param>
/// <param name="First">Where the first line goes.</param>
/// <param name="Width">Distance from a line to the next.</param>
/// <param name="Plane">Distance from a level to the next.</param>
internal readonly record struct NetcdfPiece(long[] Start, long[] Count, int Levels, int Rows, int Columns, int First, int Width, long Plane)
{
    /// <summary>Number of values.</summary>
    public int Length => Levels * Rows * Columns;

    /// <summary>Whether its lines stand one after the other where they go.</summary>
    public bool IsWhole => Columns == Width && (Levels == 1 || Rows * (long)Width == Plane);

    /// <summary>Where a line goes.</summary>
    public int LineAt(int line) => (int)(First + ((line / Rows) * Plane) + ((line % Rows) * (long)Width));

    /// <summary>Cuts a snapshot into pieces.</summary>
    /// <param name="shape">How the file's indices are those of the grid.</param>
    /// <param name="time">Index of the snapshot in the file.</param>
    /// <param name="box">The nodes that are wanted, at all levels.</param>
    /// <param name="most">Values of a piece, if a line has no more.</param>
    public static IEnumerable<NetcdfPiece> Cut(NetcdfShape shape, int time, GridBox box, int most)
    {
        NetcdfDimensions dimensions = shape.Dimensions;
        int rank = dimensions.Rank;
        int levels = shape.LevelsOf, firstRow = shape.FirstRowOf(box), rows = shape.RowsOf(box);
        for (int done = 0; done < box.Columns && rows > 0;)
        {
            int column = box.FirstColumn + done + shape.ColumnOffset;
            if (column >= shape.Columns && !shape.IsPeriodic)
                yield break;
            column %= shape.Columns;
            int columns = Math.Min(box.Columns - done, shape.Columns - column);
            int high = Math.Clamp(most / columns, 1, rows), deep = high < rows ? 1 : (int)Math.Clamp(most / ((long)columns * rows), 1, levels);
            for (int level = 0; level < levels; level += deep)
            {
                for (int row = 0; row < rows; row += high)
                {
                    long[] start = new long[rank], count = new long[rank];
                    count.AsSpan().Fill(1);
                    (int pieceLevels, int pieceRows) = (Math.Min(deep, levels - level), Math.Min(high, rows - row));
                    if (dimensions.Time >= 0)
                        start[dimensions.Time] = time;
                    if (dimensions.Level >= 0)
                        (start[dimensions.Level], count[dimensions.Level]) = (shape.FirstLevel + level, pieceLevels);
                    (start[rank - 2], count[rank - 2]) = (firstRow + row, pieceRows);
                    (start[rank - 1], count[rank - 1]) = (column, columns);
                    long first = (level * box.Nodes) + ((firstRow - shape.RowOffset - box.FirstRow + row) * (long)box.Columns) + done;
                    yield return new(start, count, pieceLevels, pieceRows, columns, (int)first, box.Columns, box.Nodes);
                }
            }

            done += columns;
        }
    }
}
