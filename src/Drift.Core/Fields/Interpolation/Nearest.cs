using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>The value of the nearest node, as rows, columns and levels go; of two that are equally near the second one.</summary>
public readonly struct Nearest : IInterpolation
{
    /// <inheritdoc/>
    public string Name => "nearest";

    /// <inheritdoc/>
    public F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F>
    {
        F value = OnLevel(nodes, 0);
        return nodes.HasLevels ? F.Select(nodes.Z >= 0.5, OnLevel(nodes, 1), value) : value;
    }

    private static F OnLevel<F>(in NodeView<F> nodes, int level) where F : struct, ILane<F>
    {
        F east = nodes.X >= 0.5;
        F south = F.Select(east, nodes.At(0, 1, level), nodes.At(0, 0, level));
        F north = F.Select(east, nodes.At(1, 1, level), nodes.At(1, 0, level));
        return F.Select(nodes.Y >= 0.5, north, south);
    }
}
