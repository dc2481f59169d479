using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>The value of the cell, the same everywhere in it: tracers of B- and C-grids, whose cell (j, i) is stored at its first node.</summary>
public readonly struct CellValue : IInterpolation
{
    /// <inheritdoc/>
    public string Name => "cell";

    /// <inheritdoc/>
    public F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F> => nodes.At(0, 0);
}
