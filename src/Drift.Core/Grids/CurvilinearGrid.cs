using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>A grid whose nodes have each a longitude and latitude (or x and y) of their own. Its cells are quadrilaterals with straight sides in longitude and latitude.</summary>
public sealed class CurvilinearGrid : Grid
{
    /// <summary>Takes the nodes.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes or x (row, column).</param>
    /// <param name="lat">Latitudes or y (row, column).</param>
    /// <param name="vertical">Levels of depth; null for a grid that is horizontal only.</param>
    public CurvilinearGrid(Mesh mesh, float[,] lon, float[,] lat, VerticalGrid? vertical = null)
        : base(mesh, lon.GetLength(0), lon.GetLength(1), vertical)
    {
        _ = lat;
    }

    internal override (double AlongRow, double AlongColumn) SpacingAt(int row, int column) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override double SmallestSpacing() => throw new NotSupportedException();

    internal unsafe F LocateByWalk<F>(in F lon, in F lat, int* hints, ref Cell<F> cell) where F : struct, ILane<F> => throw new NotSupportedException();

    /// <summary>The corners of cells: south-west, south-east, north-east, north-west as rows and columns go.</summary>
    internal void Corners<F>(in Cell<F> cell, out Corners<F> corners) where F : struct, ILane<F> => throw new NotSupportedException();

    private protected override bool HasSameNodes(Grid other) => throw new NotSupportedException();
}
