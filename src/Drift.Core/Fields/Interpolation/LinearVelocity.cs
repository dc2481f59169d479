using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>Each component linear between the nodes of the cell: the velocity of an A-grid.</summary>
public readonly struct LinearVelocity : IVelocityInterpolation
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F>
    {
        u = Linear.Of(nodes, 0);
        v = Linear.Of(nodes, 1);
    }

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F> => Linear.Of(nodes, 2);
}
