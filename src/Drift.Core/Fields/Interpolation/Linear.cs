using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>Linear between the nodes of the cell along rows, columns and levels.</summary>
public readonly struct Linear : IInterpolation
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F> => Of(nodes, 0);

    /// <summary>The value of one of several components.</summary>
    internal static F Of<F>(in NodeView<F> nodes, int component) where F : struct, ILane<F>
    {
        F value = OnLevel(nodes, 0, component);
        return nodes.HasLevels ? F.MultiplyAdd(nodes.Z, OnLevel(nodes, 1, component) - value, value) : value;
    }

    // The order of operations is that of NodeValues, so that the bits are those of the fast form.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static F OnLevel<F>(in NodeView<F> nodes, int level, int component) where F : struct, ILane<F>
    {
        F west = nodes.At(0, 0, level, component);
        west = F.MultiplyAdd(nodes.Y, nodes.At(1, 0, level, component) - west, west);
        F east = nodes.At(0, 1, level, component);
        east = F.MultiplyAdd(nodes.Y, nodes.At(1, 1, level, component) - east, east);
        return F.MultiplyAdd(nodes.X, east - west, west);
    }
}
