namespace Drift.Core.Grids;

/// <summary>Levels of constant depth.</summary>
public sealed class ZLevels : VerticalGrid
{
    /// <summary>Takes the depths.</summary>
    /// <param name="depth">Depths in metres, positive down (level), in either order.</param>
    public ZLevels(Axis depth)
        : base(depth.Count) =>
        Depth = depth;

    /// <summary>Depths in metres, positive down.</summary>
    public Axis Depth { get; }

    /// <inheritdoc/>
    public override bool IsSame(VerticalGrid other) => other is ZLevels levels && Depth.Nodes.SequenceEqual(levels.Depth.Nodes);
}
