using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// Two eddies in geostrophic balance that drift to the west, on a flat mesh: a high of the sea surface and a low north of it,
/// η = ±h exp(−r²/s²) about centres that move with the drift speed, u = −(g/f) ∂η/∂y, v = (g/f) ∂η/∂x.
/// </summary>
/// <remarks>Source: after the moving-eddies example of Parcels; geostrophic balance, Gill (1982), Atmosphere–Ocean Dynamics, section 7.6.</remarks>
/// <param name="Height">h in m.</param>
/// <param name="Scale">s in m.</param>
/// <param name="DriftSpeed">Speed of the centres to the west, m s-1.</param>
/// <param name="CentreX">x of both centres at time 0, m.</param>
/// <param name="SouthY">y of the high, m.</param>
/// <param name="NorthY">y of the low, m.</param>
public readonly record struct GaussianEddies(
    double Height = 0.1,
    double Scale = 40e3,
    double DriftSpeed = 0.1,
    double CentreX = 280e3,
    double SouthY = 110e3,
    double NorthY = 290e3) : IStreamFlow
{
    private const double Gravity = 9.81;
    private const double Coriolis = 1e-4;

    /// <summary>Eddies of 0.1 m height and 40 km size that drift at 0.1 m s-1.</summary>
    public GaussianEddies()
        : this(0.1)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        F x = lon - CentreX + time * DriftSpeed;
        Add(x, lat - SouthY, Height, out F southU, out F southV);
        Add(x, lat - NorthY, -Height, out F northU, out F northV);
        u = southU + northU;
        v = southV + northV;
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        F x = lon - CentreX + time * DriftSpeed;
        F south = lat - SouthY;
        F north = lat - NorthY;
        double perScale = 1 / (Scale * Scale);
        F high = LaneMath.Exp((x * x + south * south) * -perScale);
        F low = LaneMath.Exp((x * x + north * north) * -perScale);
        return (high - low) * (Height * Gravity / Coriolis);
    }

    private void Add<F>(F x, F y, double height, out F u, out F v) where F : struct, ILane<F>
    {
        double perScale = 1 / (Scale * Scale);
        F gradient = LaneMath.Exp((x * x + y * y) * -perScale) * (-2 * perScale * height * Gravity / Coriolis);
        u = -(gradient * y);
        v = gradient * x;
    }
}
