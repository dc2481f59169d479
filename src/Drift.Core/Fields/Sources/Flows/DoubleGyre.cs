using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// Two gyres side by side whose border swings to and fro, on a flat mesh: ψ = A L sin(π f) sin(π Y) on 0 ≤ X ≤ 2, 0 ≤ Y ≤ 1, with X = x/L,
/// Y = y/L, f = ε sin ωt · X² + (1 − 2ε sin ωt) X; u = −πA sin(πf) cos(πY), v = πA cos(πf) sin(πY) ∂f/∂X.
/// </summary>
/// <remarks>
/// Source: Shadden, Lekien and Marsden (2005), "Definition and properties of Lagrangian coherent structures from finite-time Lyapunov
/// exponents in two-dimensional aperiodic flows", Physica D 212, section 6.1.
/// </remarks>
/// <param name="Speed">A, m s-1.</param>
/// <param name="Period">2π/ω, s.</param>
/// <param name="Epsilon">ε, how far the border swings; 0 for a steady flow.</param>
/// <param name="Size">L, the side of one gyre in m.</param>
public readonly record struct DoubleGyre(double Speed = 0.1, double Period = 10, double Epsilon = 0.25, double Size = 1) : IStreamFlow
{
    /// <summary>The double gyre of the paper: A = 0.1, a period of 10 s, ε = 0.25, gyres of 1 m.</summary>
    public DoubleGyre()
        : this(0.1)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        Bend(time, lon, out F f, out F slope);
        LaneMath.SinCos(f * Math.PI, out F sinX, out F cosX);
        LaneMath.SinCos(lat * (Math.PI / Size), out F sinY, out F cosY);
        u = sinX * cosY * (-Math.PI * Speed);
        v = cosX * sinY * slope * (Math.PI * Speed);
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        Bend(time, lon, out F f, out _);
        LaneMath.SinCos(f * Math.PI, out F sinX, out _);
        LaneMath.SinCos(lat * (Math.PI / Size), out F sinY, out _);
        return sinX * sinY * (Speed * Size);
    }

    /// <summary>f and ∂f/∂X.</summary>
    private void Bend<F>(F time, F lon, out F f, out F slope) where F : struct, ILane<F>
    {
        LaneMath.SinCos(time * (2 * Math.PI / Period), out F sin, out _);
        F a = sin * Epsilon;
        F b = 1.0 - a * 2.0;
        F x = lon * (1 / Size);
        f = (a * x + b) * x;
        slope = a * x * 2.0 + b;
    }
}
