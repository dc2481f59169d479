using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// Linear where all nodes of a level have values; where some are land (0, or missing in the file) the mean of the others, weighted by the
/// inverse of the squared distance in the cell: tracers do not fade towards the coast. 0 where all nodes are land.
/// </summary>
/// <remarks>Source: the scheme is that of Parcels' <c>linear_invdist_land_tracer</c>, level by level.</remarks>
public readonly struct InverseDistance : IInterpolation
{
    /// <summary>Squared distance below which a position is the node itself.</summary>
    private const double AtNode = 1e-20;

    /// <inheritdoc/>
    public string Name => "inverse-distance";

    /// <inheritdoc/>
    public F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F>
    {
        F value = OnLevel(nodes, 0);
        return nodes.HasLevels ? F.MultiplyAdd(nodes.Z, OnLevel(nodes, 1) - value, value) : value;
    }

    private static F OnLevel<F>(in NodeView<F> nodes, int level) where F : struct, ILane<F>
    {
        F sum = 0.0, weights = 0.0, hasLand = F.FromMaskBits(0);
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                F value = nodes.At(row, column, level);
                F land = F.Equal(value, 0.0);
                F x = nodes.X - column, y = nodes.Y - row;
                F weight = F.Select(land, 0.0, 1.0 / F.Max(F.MultiplyAdd(x, x, y * y), AtNode));
                hasLand |= land;
                sum = F.MultiplyAdd(weight, value, sum);
                weights += weight;
            }
        }

        F mean = F.Select(F.Equal(weights, 0.0), 0.0, sum / F.Max(weights, AtNode));
        return F.Select(hasLand, mean, Linear.OnLevel(nodes, level, 0));
    }
}
