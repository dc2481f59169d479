using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>The value of the cell, linear between its lower and its upper face: W of B- and C-grids.</summary>
public readonly struct CellColumn : IInterpolation
{
    /// <inheritdoc/>
    public string Name => "cell-column";

    /// <inheritdoc/>
    public F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F> => Of(nodes, 0);

    internal static F Of<F>(in NodeView<F> nodes, int component) where F : struct, ILane<F>
    {
        F value = nodes.At(0, 0, 0, component);
        return nodes.HasLevels ? F.MultiplyAdd(nodes.Z, nodes.At(0, 0, 1, component) - value, value) : value;
    }
}
