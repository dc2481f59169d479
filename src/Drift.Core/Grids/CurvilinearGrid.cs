using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// A grid whose nodes have each a longitude and latitude (or x and y) of their own. Its cells are quadrilaterals with straight sides in longitude and
/// latitude. On the sphere any convention of longitude is understood, and a grid that goes round the globe is joined to itself there.
/// </summary>
/// <remarks>
/// A side between cells belongs to the one with the larger row or column, as on a rectilinear grid; of cells that lie one upon the other, the one with the
/// lowest number has the position. Nodes of parts that were not computed, which all have one place, are left out. A cell in which a pole lies has
/// no straight sides in longitude and latitude: it is none, and a position in it is outside.
/// Memory: 8 bytes per node where coordinates are numbers of single precision, else 16; and a byte per cell for the search.
/// </remarks>
public sealed class CurvilinearGrid : Grid
{
    private readonly GridNodes nodes;
    private readonly CellSearch search;
    private INodeMemory? sharedIn;

    /// <summary>Takes nodes in single precision.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes or x (row, column).</param>
    /// <param name="lat">Latitudes or y (row, column).</param>
    /// <param name="vertical">Levels of depth; null for a grid that is horizontal only.</param>
    /// <exception cref="ArgumentException">
    /// A coordinate is not a number or beyond a pole, the grid is folded, or it has no cell with an area; the message says where.
    /// </exception>
    public CurvilinearGrid(Mesh mesh, float[,] lon, float[,] lat, VerticalGrid? vertical = null)
        : this(mesh, lon.GetLength(0), lon.GetLength(1), lat.GetLength(0), lat.GetLength(1), (j, i) => lon[j, i], (j, i) => lat[j, i], vertical)
    {
    }

    /// <summary>Takes nodes in double precision.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes or x (row, column).</param>
    /// <param name="lat">Latitudes or y (row, column).</param>
    /// <param name="vertical">Levels of depth; null for a grid that is horizontal only.</param>
    /// <exception cref="ArgumentException">
    /// A coordinate is not a number or beyond a pole, the grid is folded, or it has no cell with an area; the message says where.
    /// </exception>
    public CurvilinearGrid(Mesh mesh, double[,] lon, double[,] lat, VerticalGrid? vertical = null)
        : this(mesh, lon.GetLength(0), lon.GetLength(1), lat.GetLength(0), lat.GetLength(1), (j, i) => lon[j, i], (j, i) => lat[j, i], vertical)
    {
    }

    private CurvilinearGrid(
        Mesh mesh, int rows, int columns, int latRows, int latColumns, Func<int, int, double> lon, Func<int, int, double> lat, VerticalGrid? vertical)
        : base(mesh, rows, columns, vertical)
    {
        if (latRows != rows || latColumns != columns)
            throw new ArgumentException($"there are {rows} × {columns} longitudes or x but {latRows} × {latColumns} latitudes or y", nameof(lat));
        NodeChecks.RequireNumbers(mesh, rows, columns, lon, lat);
        nodes = NodeChecks.Read(mesh, rows, columns, lon, lat);
        NodeChecks.LeaveOut(nodes);
        int repeated = GridSeam.RepeatedColumns(mesh, nodes);
        IsPeriodic = repeated == 0 && GridSeam.LacksLastStep(mesh, nodes);
        int ring = repeated > 0 ? columns - repeated : IsPeriodic ? columns : columns - 1;
        if (IsPeriodic)
            nodes = nodes.WithColumn();
        if (repeated > 0 || IsPeriodic)
            nodes.Repeat(ring);
        var rules = new PlaneRules
        {
            IsSpherical = mesh == Mesh.Spherical,
            Widest = mesh == Mesh.Spherical ? 179.99 : double.PositiveInfinity,
            Tolerance = Math.ScaleB(mesh == Mesh.Spherical ? 360.0 : nodes.Largest(), -50),
            IsRing = repeated > 0 || IsPeriodic,
            CellColumns = ring,
            CellRows = rows - 1,
            Stride = nodes.Columns,
        };
        (double sign, long first) = NodeChecks.FindSign(mesh, nodes, rules);
        HasNorthFold = GridSeam.HasNorthFold(mesh, nodes, ring);
        search = new CellSearch(nodes, rules with { Sign = sign }, first);
    }

    /// <summary>
    /// Whether the last rows are mirror images of one another, as at the north fold of a tripolar grid. The two halves are not joined there: a
    /// particle that crosses the fold is outside.
    /// </summary>
    public bool HasNorthFold { get; }

    /// <summary>Moves the nodes, and what the search needs, into memory that all ranks of a node see, each of which had them to itself.</summary>
    /// <param name="memory">The memory; a second time it changes nothing. The grids of all ranks have to be the same.</param>
    /// <remarks>Collective over the ranks of the node. No look-up may be under way.</remarks>
    public void Share(INodeMemory memory)
    {
        if (ReferenceEquals(sharedIn, memory))
            return;
        sharedIn = memory;
        nodes.Share(memory);
        search.Share(memory);
    }

    internal override (double AlongRow, double AlongColumn) SpacingAt(int row, int column)
    {
        long node = ((long)Math.Min(row, Rows - 2) * nodes.Columns) + Math.Min(column, nodes.Columns - 2);
        return (Distance(node, node + 1), Distance(node, node + nodes.Columns));
    }

    /// <inheritdoc/>
    /// <remarks>Nodes at the same place do not count.</remarks>
    public override double SmallestSpacing()
    {
        double smallest = double.PositiveInfinity;
        for (int j = 0; j < Rows; j++)
        {
            for (int i = 0; i < nodes.Columns; i++)
            {
                long node = ((long)j * nodes.Columns) + i;
                if (i + 1 < nodes.Columns)
                    smallest = Math.Min(smallest, Distance(node, node + 1));
                if (j + 1 < Rows)
                    smallest = Math.Min(smallest, Distance(node, node + nodes.Columns));
            }
        }

        return smallest;
    }

    /// <summary>Finds cells, beginning at hints and going on to neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe F LocateByWalk<F>(in F lon, in F lat, int* hints, ref Cell<F> cell) where F : struct, ILane<F> => search.Locate(lon, lat, hints, ref cell);

    internal override bool TryStep(ref int row, ref int column, int rows, int columns) => search.TryStep(ref row, ref column, rows, columns);

    /// <summary>The corners of cells: south-west, south-east, north-east, north-west as rows and columns go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Corners<F>(in Cell<F> cell, out Corners<F> corners) where F : struct, ILane<F> => search.Corners(cell, out corners);

    private protected override bool HasSameNodes(Grid other) => other is CurvilinearGrid curved && nodes.AreSame(curved.nodes);

    private double Distance(long a, long b)
    {
        double x = nodes.Lon(b) - nodes.Lon(a), y = nodes.Lat(b) - nodes.Lat(a);
        double unit = 1.0;
        if (Mesh == Mesh.Spherical)
        {
            x = CellShape<Lane1>.Wrap(x) * (double)LaneMath.CosDegrees<Lane1>((nodes.Lat(b) + nodes.Lat(a)) / 2);
            unit = Constants.MetresPerDegree;
        }

        // Not a number where a node is left out.
        double distance = unit * Math.Sqrt((x * x) + (y * y));
        return distance > 0.0 ? distance : double.PositiveInfinity;
    }
}
