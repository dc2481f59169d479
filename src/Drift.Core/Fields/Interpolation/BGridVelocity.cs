using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// The velocity of a B-grid: U and V stand at the corners of cells and hold for the whole layer, W stands above and below the middle of a
/// cell and is linear in between.
/// </summary>
/// <remarks>Source: Arakawa and Lamb (1977), doi:10.1016/B978-0-12-460817-7.50009-4, for the grid.</remarks>
public readonly struct BGridVelocity : IVelocityInterpolation
{
    /// <inheritdoc/>
    public string Name => "B-grid";

    /// <inheritdoc/>
    public void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F> => LinearVelocity.OnLevel(nodes, 0, out u, out v);

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F> => CellColumn.Of(nodes, 2);
}
