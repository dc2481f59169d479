using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// How the values of a variable in a file become those of the nodes of a grid. On a staggered grid the values of a cell are stored at its
/// first node, the corner with the lowest indices: where the file numbers a cell by another corner, rows and columns are shifted.
/// </summary>
/// <param name="Dimensions">The dimensions in the file.</param>
/// <param name="Levels">Number of levels of the grid; 1 for a horizontal one.</param>
/// <param name="FirstLevel">The level of the file that is the first one of the grid.</param>
/// <param name="RowOffset">Row of the file that is row 0 of the grid.</param>
/// <param name="ColumnOffset">Column of the file that is column 0 of the grid.</param>
/// <param name="IsPeriodic">Whether the first column of the file follows its last one.</param>
internal sealed record NetcdfShape(NetcdfDimensions Dimensions, int Levels, int FirstLevel, int RowOffset, int ColumnOffset, bool IsPeriodic)
{
    /// <summary>Rows of the file.</summary>
    public int Rows => (int)Dimensions.Rows.Length;

    /// <summary>Columns of the file.</summary>
    public int Columns => (int)Dimensions.Columns.Length;

    /// <summary>Levels that the file has of the grid's.</summary>
    public int LevelsOf => Math.Min(Levels, Dimensions.Levels - FirstLevel);

    /// <summary>The first row of the file that is wanted.</summary>
    public int FirstRowOf(GridBox box) => Math.Max(box.FirstRow + RowOffset, 0);

    /// <summary>Rows of the file that are wanted; 0 or less for none.</summary>
    public int RowsOf(GridBox box) => Math.Min(box.FirstRow + box.Rows + RowOffset, Rows) - FirstRowOf(box);

    /// <summary>Whether the file has a value for every node.</summary>
    public bool Covers(GridBox box) => LevelsOf == Levels && RowsOf(box) == box.Rows && (IsPeriodic || box.FirstColumn + box.Columns + ColumnOffset <= Columns);

    /// <summary>The shift for a point of a cell.</summary>
    public static (int Row, int Column) Offset(GridType type, GridIndexing indexing, GridPoint point) => (type, indexing, point) switch
    {
        (GridType.A, _, _) or (_, GridIndexing.LowerLeft, _) or (GridType.B, _, GridPoint.U or GridPoint.V) => (0, 0),
        (_, _, GridPoint.U) => (1, 0),
        (_, _, GridPoint.V) => (0, 1),
        _ => (1, 1),
    };

    /// <summary>Throws where the rows and columns of the file cannot be those of a staggered grid with so many corners.</summary>
    /// <param name="rows">Rows of corners.</param>
    /// <param name="columns">Columns of corners.</param>
    /// <param name="corners">The file that has the corners.</param>
    public void Check(int rows, int columns, string corners)
    {
        // A model may leave away the outermost row or column of some points, or have one more.
        if (Math.Abs(Rows - rows) > 1 || Math.Abs(Columns - columns) > 1)
            throw new DriftException(ExitCode.Preflight, new Problem(corners, $"its corners of cells are {rows} × {columns}, but the values on them {Rows} × {Columns} (rows × columns)", "give corners that are cut out as the values were, with 'grid: {file: , lon: , lat: }'"));
    }
}
