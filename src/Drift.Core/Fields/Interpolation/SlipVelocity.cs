using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// The velocity of an A-grid beside land. Linear interpolation lets the flow along a coast fall to 0 at the coast (no slip); here it keeps its
/// value up to the coast (free slip), or half of it (partial slip), while the flow towards the coast falls to 0. Land is where both components are 0.
/// </summary>
/// <remarks>Source: the schemes are those of Parcels' <c>freeslip</c> and <c>partialslip</c>, for the sides of a cell.</remarks>
/// <param name="isFree">Free slip; otherwise partial slip.</param>
public readonly struct SlipVelocity(bool isFree) : IVelocityInterpolation
{
    /// <inheritdoc/>
    public string Name => isFree ? "free-slip" : "partial-slip";

    /// <inheritdoc/>
    public void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F>
    {
        Factors(nodes, out F alongX, out F alongY);
        u = Linear.Of(nodes, 0) * alongX;
        v = Linear.Of(nodes, 1) * alongY;
    }

    /// <inheritdoc/>
    public F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F>
    {
        Factors(nodes, out F alongX, out F alongY);
        return Linear.Of(nodes, 2) * alongX * alongY;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Factors<F>(in NodeView<F> nodes, out F alongX, out F alongY) where F : struct, ILane<F>
    {
        F southWest = Land(nodes, 0, 0), southEast = Land(nodes, 0, 1), northWest = Land(nodes, 1, 0), northEast = Land(nodes, 1, 1);
        F x = nodes.X, y = nodes.Y;
        alongX = Beside(southWest & southEast, y) * Beside(northWest & northEast, 1.0 - y);
        alongY = Beside(southWest & northWest, x) * Beside(southEast & northEast, 1.0 - x);
    }

    /// <summary>What linear interpolation at this distance from the coast, as a part of the cell, is too small by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private F Beside<F>(F land, F distance) where F : struct, ILane<F>
    {
        F part = isFree ? 1.0 : F.MultiplyAdd(distance, 0.5, 0.5);
        return F.Select(land & (distance > 0.0), part / F.Max(distance, 1e-300), 1.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Land<F>(in NodeView<F> nodes, int row, int column) where F : struct, ILane<F>
    {
        F land = F.Equal(nodes.At(row, column, 0, 0), 0.0) & F.Equal(nodes.At(row, column, 0, 1), 0.0);
        if (nodes.HasLevels)
            land &= F.Equal(nodes.At(row, column, 1, 0), 0.0) & F.Equal(nodes.At(row, column, 1, 1), 0.0);
        return land;
    }
}
