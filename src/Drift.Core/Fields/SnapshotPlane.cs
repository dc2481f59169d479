using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>
/// Memory for two neighbouring snapshots, (lat, stored lon, snapshot, component) in single precision: even snapshots come first at
/// each node, odd ones second. A field with a single snapshot has planes without the second.
/// </summary>
internal sealed unsafe class SnapshotPlane(NodeBlock block)
{
    public NodeBlock Block { get; } = block;

    public float* Address => (float*)Block.Address;

    /// <summary>Which snapshots are in the two places; −1 for none.</summary>
    public int[] Snapshots { get; } = [-1, -1];
}

/// <summary>Which snapshots of a plane a time needs, and which of them is the earlier one.</summary>
internal enum TimeOrder
{
    /// <summary>The time is that of the first one.</summary>
    OnlyFirst,

    /// <summary>The time is that of the second one.</summary>
    OnlySecond,

    /// <summary>The first one is the earlier one.</summary>
    FirstToSecond,

    /// <summary>The second one is the earlier one.</summary>
    SecondToFirst,
}

/// <summary>Where a time lies among the snapshots in memory.</summary>
/// <param name="plane">Values of the plane.</param>
/// <param name="order">Which snapshots.</param>
/// <param name="fraction">Place between the two, 0 … 1.</param>
internal readonly unsafe struct SnapshotPlace(float* plane, TimeOrder order, double fraction)
{
    public float* Plane { get; } = plane;

    public TimeOrder Order { get; } = order;

    public double Fraction { get; } = fraction;
}
