using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// A wind-driven gyre with a narrow current along its western side, on a flat mesh: P = s (1 − e^(−X/ε) − X) π sin πY on the square
/// 0 ≤ X, Y ≤ 1 with X = x/L, Y = y/L and ε = w/L; u = −∂P/∂Y and v = ∂P/∂X are taken as m s-1, so that ψ = P L.
/// </summary>
/// <remarks>
/// Source: Stommel (1948), "The westward intensification of wind-driven ocean currents", Trans. AGU 29; constants of Fabbroni (2009).
/// </remarks>
/// <param name="Size">L, the side of the basin in m.</param>
/// <param name="Scale">s, m s-1.</param>
/// <param name="Width">w in m, the width of the western current: friction over the gradient of Coriolis' parameter.</param>
public readonly record struct Stommel(double Size = 1e7, double Scale = 0.05, double Width = 49888) : IStreamFlow
{
    /// <summary>The gyre of the validation cases: 10 000 km, a friction of 11.6 days and β = 2e-11 m-1 s-1.</summary>
    public Stommel()
        : this(1e7)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        F x = lon * (1 / Size);
        LaneMath.SinCos(lat * (Math.PI / Size), out F sin, out F cos);
        F decay = LaneMath.Exp(lon * (-1 / Width));
        u = (1.0 - decay - x) * cos * (-Math.PI * Math.PI * Scale);
        v = (decay * (Size / Width) - 1.0) * sin * (Math.PI * Scale);
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        LaneMath.SinCos(lat * (Math.PI / Size), out F sin, out _);
        return (1.0 - LaneMath.Exp(lon * (-1 / Width)) - lon * (1 / Size)) * sin * (Math.PI * Scale * Size);
    }
}
