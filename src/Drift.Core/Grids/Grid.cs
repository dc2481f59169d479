using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// Where the values of a field lie: nodes in rows and columns, and perhaps levels of depth. A cell has four nodes as corners, and six
/// faces where it has levels too. On the sphere any convention of longitude is understood.
/// </summary>
public abstract class Grid
{
    private protected Grid(Mesh mesh, int rows, int columns, VerticalGrid? vertical)
    {
        if (rows < 2 || columns < 2)
            throw new ArgumentException($"a grid needs at least 2 × 2 nodes, not {rows} × {columns} (lat × lon)", nameof(columns));
        Mesh = mesh;
        Rows = rows;
        Columns = columns;
        Vertical = vertical;
    }

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh Mesh { get; }

    /// <summary>Number of rows of nodes.</summary>
    public int Rows { get; }

    /// <summary>Nodes in a row of the data.</summary>
    public int Columns { get; }

    /// <summary>Levels of depth; null for a grid that is horizontal only.</summary>
    public VerticalGrid? Vertical { get; }

    /// <summary>Number of levels, 1 for a grid that is horizontal only.</summary>
    public int Levels => Vertical?.Count ?? 1;

    /// <summary>Whether the last column is followed by the first one.</summary>
    public bool IsPeriodic { get; private protected init; }

    /// <summary>Nodes per row of stored data: one more than the data have on a periodic grid, whose first column is repeated.</summary>
    public int StoredColumns => IsPeriodic ? Columns + 1 : Columns;

    /// <summary>Where particles keep the cells in which they were last, so that a search can begin there; −1 where this grid needs no search.</summary>
    internal int HintSlot { get; set; } = -1;

    /// <summary>Whether two grids have the same nodes.</summary>
    public bool IsSame(Grid other) =>
        ReferenceEquals(this, other)
        || (Mesh == other.Mesh && Rows == other.Rows && Columns == other.Columns && HasSameNodes(other)
            && (Vertical is null ? other.Vertical is null : other.Vertical is not null && Vertical.IsSame(other.Vertical)));

    /// <summary>The shortest distance between neighbouring nodes in metres, at the latitudes nearest to the equator on a rectilinear grid on the sphere.</summary>
    public abstract double SmallestSpacing();

    /// <summary>The distances from a node to its neighbours along its row and along its column in metres; 0 or NaN where nodes fall together.</summary>
    internal abstract (double AlongRow, double AlongColumn) SpacingAt(int row, int column);

    /// <summary>Finds the cell of each position.</summary>
    /// <param name="lon">Longitude in degrees, of any convention, or x in metres.</param>
    /// <param name="lat">Latitude in degrees or y in metres.</param>
    /// <param name="hints">The cells to begin with (particle), which receive those found; null for none. They never change an answer.</param>
    /// <param name="cell">Receives cells and fractions; within the grid also for those outside.</param>
    /// <returns>Mask of those outside the grid.</returns>
    internal unsafe F Locate<F>(in F lon, in F lat, int* hints, ref Cell<F> cell) where F : struct, ILane<F> =>
        this is RectilinearGrid lines ? lines.Locate(lon, lat, out cell) : ((CurvilinearGrid)this).LocateByWalk(lon, lat, hints, ref cell);

    /// <summary>Goes from a cell to one beside it.</summary>
    /// <param name="row">Row of the cell; receives that of the other one.</param>
    /// <param name="column">Column of the cell; receives that of the other one.</param>
    /// <param name="rows">−1, 0 or 1: how many rows on.</param>
    /// <param name="columns">−1, 0 or 1: how many columns on.</param>
    /// <returns>False where there is none: at the border of the grid, and where nodes were not computed.</returns>
    internal abstract bool TryStep(ref int row, ref int column, int rows, int columns);

    private protected abstract bool HasSameNodes(Grid other);
}
