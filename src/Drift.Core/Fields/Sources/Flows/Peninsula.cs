using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// Potential flow along a coast with a half-round headland, on a flat mesh: ψ = u0 R² y/((x − x0)² + y²) − u0 y. Where ψ ≥ 0, inside the
/// headland and south of the coast y = 0, is land: the velocity is 0, and a particle released there stays.
/// </summary>
/// <remarks>
/// Source: Ådlandsvik, Bartsch, Brickman, Hinckley and North (2009), "Simple test case: a peninsula", in ICES Cooperative Research Report 295,
/// section 2.3.1; flow past a cylinder, Batchelor (1967), section 6.6.
/// </remarks>
/// <param name="Speed">u0 in m s-1, far from the headland.</param>
/// <param name="CentreX">x0 in m.</param>
/// <param name="Radius">R in m.</param>
public readonly record struct Peninsula(double Speed = 1, double CentreX = 50e3, double Radius = 16e3) : IStreamFlow
{
    /// <summary>The peninsula of the report: 1 m s-1 past a headland of 16 km at x = 50 km.</summary>
    public Peninsula()
        : this(1)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        F x = lon - CentreX;
        F xx = x * x;
        F yy = lat * lat;
        F distance = xx + yy;
        F bend = Speed * Radius * Radius / (distance * distance);

        // Not a number at the centre of the headland, which is no sea then.
        F sea = Outside(lat, distance) < 0.0;
        u = F.Select(sea, Speed - bend * (xx - yy), 0.0);
        v = F.Select(sea, bend * (x * lat * -2.0), 0.0);
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        F x = lon - CentreX;
        return F.Min(Outside(lat, x * x + lat * lat), 0.0);
    }

    /// <summary>The formula of ψ, also on land.</summary>
    private F Outside<F>(F y, F distance) where F : struct, ILane<F> => y * (Radius * Radius / distance - 1.0) * Speed;
}
