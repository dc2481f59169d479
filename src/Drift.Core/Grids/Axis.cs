using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// One coordinate of a rectilinear grid (node): strictly increasing or decreasing numbers.
/// A cell is half-open, [node i, node i + 1); the last one is closed, so that the whole axis is closed at both ends.
/// On a uniform axis the cell is computed: a coordinate within rounding of a node may fall to the neighbour, at its very edge.
/// </summary>
public sealed class Axis
{
    private readonly double[] nodes;
    private readonly double sign;
    private readonly double low;
    private readonly double high;
    private readonly double inverseSpacing;
    private readonly double lastCell;
    private readonly int[] buckets = [];
    private readonly double bucketsPerUnit;

    /// <summary>Takes the nodes of an axis.</summary>
    /// <param name="nodes">Coordinates (node), at least 1, finite, strictly increasing or strictly decreasing.</param>
    /// <exception cref="ArgumentException">The nodes are not a strictly monotonic list of finite numbers; the message names the first wrong one.</exception>
    public Axis(IReadOnlyList<double> nodes)
    {
        this.nodes = [.. nodes];
        CheckMonotonic(this.nodes);
        (Lowest, Highest) = (Math.Min(this.nodes[0], this.nodes[^1]), Math.Max(this.nodes[0], this.nodes[^1]));
        sign = this.nodes.Length > 1 && this.nodes[^1] < this.nodes[0] ? -1.0 : 1.0;

        // Inside, the axis always increases: a decreasing one is mirrored at 0, which is exact.
        low = sign * this.nodes[0];
        high = sign * this.nodes[^1];
        double spacing = this.nodes.Length > 1 ? (high - low) / (this.nodes.Length - 1) : 1.0;
        inverseSpacing = 1.0 / spacing;
        lastCell = this.nodes.Length - 2.0;
        IsUniform = HasUniformSpacing(spacing);
        if (!IsUniform)
            (buckets, bucketsPerUnit) = MakeBuckets();
    }

    /// <summary>Number of nodes, at least 1.</summary>
    public int Count => nodes.Length;

    /// <summary>The coordinates (node), in the order of the data.</summary>
    public ReadOnlySpan<double> Nodes => nodes;

    /// <summary>Smallest coordinate.</summary>
    public double Lowest { get; }

    /// <summary>Largest coordinate.</summary>
    public double Highest { get; }

    /// <summary>Whether all cells have the same width, up to the rounding of coordinates stored in single precision.</summary>
    public bool IsUniform { get; }

    /// <summary>Finds the cell of each coordinate.</summary>
    /// <param name="x">Coordinates in the unit of the nodes.</param>
    /// <param name="cell">Index of the cell's first node, 0 … Count − 2, as whole numbers; 0 where outside.</param>
    /// <param name="fraction">Place within the cell in [0, 1]; 0 where outside.</param>
    /// <returns>Mask of those outside the axis (NaN is outside).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Locate<F>(F x, out F cell, out F fraction) where F : struct, ILane<F>
    {
        F s = x * sign;
        F inside = (s >= low) & (s <= high);
        Place(F.Select(inside, s, low), out cell, out fraction);
        return ~inside;
    }

    /// <summary>The same for coordinates that are all inside.</summary>
    /// <returns>False, without an answer, if any is outside.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLocateInside<F>(F x, out F cell, out F fraction) where F : struct, ILane<F>
    {
        F s = x * sign;
        if (!F.AllAtLeast(s, low) || !F.AllAtMost(s, high))
        {
            cell = fraction = 0.0;
            return false;
        }

        Place(s, out cell, out fraction);
        return true;
    }

    /// <summary>The coordinate of a node.</summary>
    /// <param name="node">Index of the node, 0 … Count − 1, as a whole number.</param>
    public unsafe F At<F>(F node) where F : struct, ILane<F>
    {
        if (IsUniform)
            return F.MultiplyAdd(node, 1.0 / inverseSpacing, low) * sign;
        double* values = stackalloc double[F.Count];
        F.Store(node, values);
        for (int lane = 0; lane < F.Count; lane++)
            values[lane] = nodes[(int)values[lane]];
        return F.Load(values);
    }

    /// <summary>One over the width of a cell; negative where the axis decreases.</summary>
    /// <param name="cell">Index of the cell's first node, as a whole number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal F PerWidth<F>(F cell) where F : struct, ILane<F> => IsUniform ? sign * inverseSpacing : 1.0 / (At(cell + 1.0) - At(cell));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place<F>(F s, out F cell, out F fraction) where F : struct, ILane<F>
    {
        if (IsUniform)
        {
            F place = (s - low) * inverseSpacing;
            cell = F.Max(F.Min(F.Floor(place), lastCell), 0.0);
            fraction = F.Min(place - cell, 1.0);
        }
        else
        {
            LocateOneByOne(s, out cell, out fraction);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe void LocateOneByOne<F>(F s, out F cell, out F fraction) where F : struct, ILane<F>
    {
        double* values = stackalloc double[F.Count];
        double* cells = stackalloc double[F.Count];
        F.Store(s, values);
        for (int lane = 0; lane < F.Count; lane++)
        {
            double value = values[lane];
            int i = buckets[(int)((value - low) * bucketsPerUnit)];
            while (i < Count - 2 && value >= sign * nodes[i + 1])
                i++;
            cells[lane] = i;
            double from = sign * nodes[i];
            values[lane] = (value - from) / ((sign * nodes[i + 1]) - from);
        }

        cell = F.Load(cells);
        fraction = F.Load(values);
    }

    private static void CheckMonotonic(double[] nodes)
    {
        if (nodes.Length == 0)
            throw new ArgumentException("the coordinate has no values", nameof(nodes));
        for (int i = 0; i < nodes.Length; i++)
        {
            if (!double.IsFinite(nodes[i]))
                throw new ArgumentException($"value {i} of the coordinate is {nodes[i]}", nameof(nodes));
            if (i > 0 && (nodes[i] == nodes[i - 1] || (nodes[i] > nodes[i - 1]) != (nodes[1] > nodes[0])))
                throw new ArgumentException($"the coordinate is not monotonic: {nodes[i - 1]}, {nodes[i]} at index {i - 1}", nameof(nodes));
        }
    }

    /// <summary>
    /// Files hold coordinates in single precision, so evenly spaced ones deviate by 2⁻²⁴ of the largest; the even
    /// spacing is then nearer to what was meant than the stored numbers are.
    /// </summary>
    private bool HasUniformSpacing(double spacing)
    {
        double rounding = Math.Max(Math.Abs(low), Math.Abs(high)) * Math.ScaleB(1, -23);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (Math.Abs((sign * nodes[i]) - (low + (i * spacing))) > Math.Min(rounding, 1e-3 * spacing))
                return false;
        }

        return true;
    }

    /// <summary>For each of many equal intervals the cell at its lower end: a search then takes one look and a short walk.</summary>
    private (int[] Buckets, double PerUnit) MakeBuckets()
    {
        int count = 4 * nodes.Length;
        double perUnit = count / (high - low);
        int[] table = new int[count + 1];
        int cell = 0;
        for (int b = 0; b <= count; b++)
        {
            // One interval early, so that rounding of the bucket number can never start beyond the cell.
            double from = low + ((b - 1) / perUnit);
            while (cell < nodes.Length - 2 && from >= sign * nodes[cell + 1])
                cell++;
            table[b] = cell;
        }

        return (table, perUnit);
    }
}
