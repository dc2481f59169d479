using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// The part of a grid whose values are held. Of a small grid that is all of it; of a large one the nodes around the particles of the node and
/// as far as they may come until the next snapshot, so that a regional experiment does not hold a global field. It is the same on all
/// ranks of a node. Who comes farther waits: see <see cref="FieldSet.TryWiden"/>.
/// </summary>
internal sealed class HeldBox
{
    /// <summary>How much more than what is needed is held, so that not every snapshot moves the box: then all snapshots are read anew.</summary>
    private const double Margin = 2;

    /// <summary>Where this part or more of a grid would be held, all of it is: a box that moves is read again.</summary>
    private const double NearlyAll = 0.6;

    /// <summary>Where more than this many times what is needed is held, the rest is given back.</summary>
    private const double FarTooMuch = 8;
    private readonly Grid grid;
    private GridBox box;

    /// <summary>How fast particles may go, m s-1: a little more than boundary currents; doubled when one came farther.</summary>
    private double reach = 3;

    /// <param name="grid">The grid.</param>
    /// <param name="bytesPerNode">Memory of a node with all its levels, components and snapshots.</param>
    /// <param name="smallest">Grids that take no more bytes are held whole.</param>
    public HeldBox(Grid grid, long bytesPerNode, long smallest)
    {
        this.grid = grid;
        IsLarge = GridBox.Stored(grid).Nodes * bytesPerNode > smallest;
        box = GridBox.Stored(grid);
    }

    /// <summary>Whether it may be a part only.</summary>
    public bool IsLarge { get; }

    /// <summary>Whether it is a part only.</summary>
    public bool IsPart { get; private set; }

    /// <summary>Rows held.</summary>
    public int Rows => box.Rows;

    /// <summary>Columns held; on a periodic grid they may go on beyond the last one.</summary>
    public int Columns => box.Columns;

    /// <summary>The nodes held, from the first row and column on; columns beyond the last one are the first ones again.</summary>
    public GridBox Box => box;

    /// <summary>Number of the first node held, in rows of <see cref="Columns"/> nodes.</summary>
    public long Origin => ((long)box.FirstRow * box.Columns) + box.FirstColumn;

    /// <summary>Whether a particle asked for what is not held; threads may write it as they like.</summary>
    public bool WasLeft { get; private set; }

    /// <summary>Reckons with faster particles from now on.</summary>
    public void Widen()
    {
        reach *= 2;
        WasLeft = false;
    }

    /// <summary>Chooses the box. Collective over the ranks of a node.</summary>
    /// <param name="places">The particles of this rank; null to hold everything.</param>
    /// <param name="seconds">How long it has to do.</param>
    /// <param name="memory">The memory of the node.</param>
    /// <returns>Whether it has changed.</returns>
    public bool Choose(IPlaces? places, double seconds, INodeMemory memory)
    {
        if (!IsLarge)
            return false;
        double metres = reach * seconds;
        GridBox chosen = GridBox.Stored(grid);
        if (places is not null)
        {
            CellMap map = MapOf(places);
            memory.Max(map.Marks);

            // Without any particle nothing will be asked for.
            GridBox needed = map.Around(metres) ?? new GridBox(0, 0, 2, 2);
            if (IsPart && Covers(needed) && box.Nodes <= FarTooMuch * needed.Nodes)
                return false;
            GridBox wide = map.Around(Margin * metres) ?? needed;
            chosen = wide.Nodes < NearlyAll * chosen.Nodes ? wide : chosen;
        }

        bool hasChanged = chosen != box;
        box = chosen;
        IsPart = chosen != GridBox.Stored(grid);
        return hasChanged;
    }

    /// <summary>Takes rows and columns that are held; the others are marked, and moved to where something is held.</summary>
    /// <param name="at">The particles; those with an error are nowhere.</param>
    /// <param name="row">Rows of cells.</param>
    /// <param name="column">Columns of cells; on return counted on from the first column held.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Confine<F>(ref SamplePoint<F> at, ref F row, ref F column) where F : struct, ILane<F>
    {
        double first = box.FirstColumn, last = box.FirstColumn + box.Columns - 2.0;
        F i = grid.IsPeriodic ? F.Select(column < first, column + grid.Columns, column) : column;
        F j = row;
        F outside = (i < first) | (i > last) | (j < box.FirstRow) | (j > box.FirstRow + box.Rows - 2.0);
        if (F.Any(outside))
        {
            i = F.Select(outside, first, i);
            j = F.Select(outside, (double)box.FirstRow, j);
            FieldErrors.Set(ref at, outside, FieldError.NotHeld);
            WasLeft = true;
        }

        row = j;
        column = i;
    }

    private bool Covers(GridBox needed)
    {
        int offset = needed.FirstColumn - box.FirstColumn;
        if (grid.IsPeriodic)
            offset = ((offset % grid.Columns) + grid.Columns) % grid.Columns;
        return offset >= 0 && offset + needed.Columns <= box.Columns
            && needed.FirstRow >= box.FirstRow && needed.FirstRow + needed.Rows <= box.FirstRow + box.Rows;
    }

    private unsafe CellMap MapOf(IPlaces places)
    {
        var map = new CellMap(grid);
        ReadOnlySpan<double> lon = places.Lon, lat = places.Lat;
        Cell<Lane1> cell = default;
        for (int i = 0; i < lon.Length; i++)
        {
            if (places.IsActive(i) && (double)grid.Locate<Lane1>(lon[i], lat[i], null, ref cell) == 0)
                map.Mark(cell);
        }

        return map;
    }
}
