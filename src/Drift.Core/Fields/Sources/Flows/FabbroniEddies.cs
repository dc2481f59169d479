using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// An inertial oscillation: u = u0 cos ft, v = −u0 sin ft, the same everywhere. A particle goes round a circle of radius u0/f.
/// </summary>
/// <remarks>Source: Fabbroni (2009), "Numerical simulations of passive tracers dispersion in the sea", PhD thesis, Bologna.</remarks>
/// <param name="Speed">u0, m s-1.</param>
/// <param name="Frequency">f, s-1.</param>
public readonly record struct StationaryEddy(double Speed = 0.3, double Frequency = 1e-4) : IAnalyticFlow
{
    /// <summary>The eddy of the validation cases: u0 = 0.3 m s-1, f = 1e-4 s-1.</summary>
    public StationaryEddy()
        : this(0.3)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        LaneMath.SinCos(time * Frequency, out F sin, out F cos);
        u = cos * Speed;
        v = sin * -Speed;
    }
}

/// <summary>An inertial oscillation carried by a steady current: u = ug + (u0 − ug) cos ft, v = −(u0 − ug) sin ft.</summary>
/// <remarks>Source: Fabbroni (2009).</remarks>
/// <param name="Speed">u0, m s-1.</param>
/// <param name="Current">ug, m s-1.</param>
/// <param name="Frequency">f, s-1.</param>
public readonly record struct MovingEddy(double Speed = 0.3, double Current = 0.04, double Frequency = 1e-4) : IAnalyticFlow
{
    /// <summary>The eddy of the validation cases: u0 = 0.3, ug = 0.04 m s-1, f = 1e-4 s-1.</summary>
    public MovingEddy()
        : this(0.3)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        LaneMath.SinCos(time * Frequency, out F sin, out F cos);
        u = cos * (Speed - Current) + Current;
        v = sin * (Current - Speed);
    }
}

/// <summary>
/// A decaying oscillation on a decaying current: u = ug e^(−γg t) + (u0 − ug) e^(−γ t) cos ft, v = −(u0 − ug) e^(−γ t) sin ft.
/// </summary>
/// <remarks>Source: Fabbroni (2009).</remarks>
/// <param name="Speed">u0, m s-1.</param>
/// <param name="Current">ug, m s-1.</param>
/// <param name="Frequency">f, s-1.</param>
/// <param name="Decay">γ, s-1.</param>
/// <param name="CurrentDecay">γg, s-1.</param>
public readonly record struct DecayingEddy(
    double Speed = 0.3,
    double Current = 0.04,
    double Frequency = 1e-4,
    double Decay = 1 / (86400 * 2.89),
    double CurrentDecay = 1 / (86400 * 28.9)) : IAnalyticFlow
{
    /// <summary>The eddy of the validation cases: as <see cref="MovingEddy"/>, decaying in 2.89 and 28.9 days.</summary>
    public DecayingEddy()
        : this(0.3)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        LaneMath.SinCos(time * Frequency, out F sin, out F cos);
        F swirl = LaneMath.Exp(time * -Decay) * (Speed - Current);
        u = LaneMath.Exp(time * -CurrentDecay) * Current + swirl * cos;
        v = -(swirl * sin);
    }
}
