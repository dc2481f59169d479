namespace Drift.Core.Grids;

/// <summary>Some of the rows and columns of a grid.</summary>
/// <param name="FirstRow">Its first row.</param>
/// <param name="FirstColumn">Its first column.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public readonly record struct GridBox(int FirstRow, int FirstColumn, int Rows, int Columns)
{
    /// <summary>Number of nodes of a level.</summary>
    public long Nodes => (long)Rows * Columns;

    /// <summary>All nodes of a grid.</summary>
    public static GridBox Whole(Grid grid) => new(0, 0, grid.Rows, grid.Columns);

    /// <summary>All nodes as they are stored: with the first column once more at the end, where the grid is periodic.</summary>
    internal static GridBox Stored(Grid grid) => new(0, 0, grid.Rows, grid.StoredColumns);
}
