using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// The nodes of the cells in which a group of particles is: values at the particles' time, and the place within the cell. Values are fetched
/// particle by particle, and interpolated in time in double precision.
/// </summary>
public readonly unsafe ref struct NodeView<F> where F : struct, ILane<F>
{
    private readonly ref readonly SamplePoint<F> at;
    private readonly SnapshotWindow window;
    private readonly float* plane;
    private readonly TimeOrder order;
    private readonly double fraction;

    internal NodeView(in SnapshotPlace place, SnapshotWindow window, ref readonly SamplePoint<F> at)
    {
        plane = place.Plane;
        order = place.Order;
        fraction = place.Fraction;
        this.window = window;
        this.at = ref at;
    }

    /// <summary>Place between the first column of the cell and the second, 0 … 1.</summary>
    public F X => at.Cell.X;

    /// <summary>Place between the first row of the cell and the second, 0 … 1.</summary>
    public F Y => at.Cell.Y;

    /// <summary>Place between the first level of the cell and the second, 0 … 1; 0 without levels.</summary>
    public F Z => HasLevels ? at.Cell.Z : 0.0;

    /// <summary>Latitude of the particles in degrees, or y in metres.</summary>
    public F Lat => at.Lat;

    /// <summary>Longitude of the particles in degrees, or x in metres.</summary>
    public F Lon => at.Lon;

    /// <summary>Whether the grid has two levels or more.</summary>
    public bool HasLevels => window.Grid.Levels > 1;

    /// <summary>Number of components that are stored side by side.</summary>
    public int Components => window.Components;

    /// <summary>The grid of the nodes.</summary>
    public Grid Grid => window.Grid;

    /// <summary>The value at one of the nodes of the cell, at the particles' time.</summary>
    /// <param name="row">0 for the cell's first row, 1 for the second.</param>
    /// <param name="column">0 for the cell's first column, 1 for the second.</param>
    /// <param name="level">0 for the cell's first level, 1 for the second, which only a grid with levels has.</param>
    /// <param name="component">Which component of several: 0 for U, 1 for V, 2 for W.</param>
    // A call: what fetches values takes all of the JIT's budget of inlining.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public F At(int row, int column, int level = 0, int component = 0)
    {
        int perNode = window.ValuesPerNode;
        float* node = plane + component + (perNode * (column + (window.Columns * (row + ((long)window.Rows * level)))));
        if (order == TimeOrder.OnlySecond)
            node += window.Components;
        F first = Values(node);
        if (order is TimeOrder.OnlyFirst or TimeOrder.OnlySecond)
            return first;
        F second = Values(node + window.Components);
        return order == TimeOrder.FirstToSecond ? F.MultiplyAdd(fraction, second - first, first) : F.MultiplyAdd(fraction, first - second, second);
    }

    /// <summary>The values of the first two components at one of the nodes of the cell, at the particles' time: faster than one after the other.</summary>
    /// <param name="row">0 for the cell's first row, 1 for the second.</param>
    /// <param name="column">0 for the cell's first column, 1 for the second.</param>
    /// <param name="level">0 for the cell's first level, 1 for the second, which only a grid with levels has.</param>
    /// <param name="a">Values of the first component.</param>
    /// <param name="b">Values of the second component.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void BothAt(int row, int column, int level, out F a, out F b)
    {
        if (window.ValuesPerNode != 4 || window.Components != 2)
        {
            a = At(row, column, level);
            b = At(row, column, level, 1);
            return;
        }

        NodeValues.AtNode(plane + (4 * (column + (window.Columns * (row + ((long)window.Rows * level))))), (long*)Unsafe.AsPointer(ref Unsafe.AsRef(in at.Node)), out F a0, out F b0, out F a1, out F b1);
        switch (order)
        {
            case TimeOrder.OnlyFirst:
                (a, b) = (a0, b0);
                break;
            case TimeOrder.OnlySecond:
                (a, b) = (a1, b1);
                break;
            case TimeOrder.FirstToSecond:
                a = F.MultiplyAdd(fraction, a1 - a0, a0);
                b = F.MultiplyAdd(fraction, b1 - b0, b0);
                break;
            default:
                a = F.MultiplyAdd(fraction, a0 - a1, a1);
                b = F.MultiplyAdd(fraction, b0 - b1, b1);
                break;
        }
    }

    /// <summary>The corners of the cells.</summary>
    internal void Corners(out Corners<F> corners)
    {
        if (window.Grid is CurvilinearGrid curved)
            curved.Corners(at.Cell, out corners);
        else
            ((RectilinearGrid)window.Grid).Corners(at.Cell, out corners);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private F Values(float* node)
    {
        // The group lies aligned in the memory of the loop, or on the stack: the collector does not move it.
        long* o = (long*)Unsafe.AsPointer(ref Unsafe.AsRef(in at.Node));
        if (typeof(F) == typeof(Lane8))
        {
            var singles = Vector256.Create(node[o[0]], node[o[1]], node[o[2]], node[o[3]], node[o[4]], node[o[5]], node[o[6]], node[o[7]]);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(singles);
            return Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(low, high));
        }

        if (typeof(F) == typeof(Lane4))
        {
            var singles = Vector128.Create(node[o[0]], node[o[1]], node[o[2]], node[o[3]]);
            return Unsafe.BitCast<Vector256<double>, F>(Vector256.Create(Vector128.WidenLower(singles), Vector128.WidenUpper(singles)));
        }

        return (double)node[o[0]];
    }
}
