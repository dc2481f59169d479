using System.Runtime.CompilerServices;
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
        OnLevel(nodes, 0, out u, out v);
        if (!nodes.HasLevels)
            return;
        OnLevel(nodes, 1, out F a, out F b);
        u = F.MultiplyAdd(nodes.Z, a - u, u);
        v = F.MultiplyAdd(nodes.Z, b - v, v);
    }

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F> => Linear.Of(nodes, 2);

    /// <summary>The same operations as <see cref="Linear"/>, on both components.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void OnLevel<F>(in NodeView<F> nodes, int level, out F u, out F v) where F : struct, ILane<F>
    {
        nodes.BothAt(0, 0, level, out F westU, out F westV);
        nodes.BothAt(1, 0, level, out F northU, out F northV);
        nodes.BothAt(0, 1, level, out F eastU, out F eastV);
        nodes.BothAt(1, 1, level, out F cornerU, out F cornerV);
        F x = nodes.X, y = nodes.Y;
        westU = F.MultiplyAdd(y, northU - westU, westU);
        eastU = F.MultiplyAdd(y, cornerU - eastU, eastU);
        u = F.MultiplyAdd(x, eastU - westU, westU);
        westV = F.MultiplyAdd(y, northV - westV, westV);
        eastV = F.MultiplyAdd(y, cornerV - eastV, eastV);
        v = F.MultiplyAdd(x, eastV - westV, westV);
    }
}
