using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>
/// Rotation of the whole sphere as a rigid body, about an axis tilted by α from that of the earth: u = u0 (cos φ cos α + sin φ cos λ sin α),
/// v = −u0 sin λ sin α. A particle is back at its start after one period. With α = 90° the meridians λ = ±90° lead over both poles.
/// </summary>
/// <remarks>
/// Source: Williamson, Drake, Hack, Jakob and Swarztrauber (1992), "A standard test set for numerical approximations to the shallow water
/// equations in spherical geometry", J. Comput. Phys. 102, case 1.
/// </remarks>
/// <param name="Period">Time of one turn in s; u0 = 2πR/Period, with R the radius of <see cref="Constants.SphereRadius"/>.</param>
/// <param name="Alpha">α in degrees.</param>
public readonly record struct SolidBodyRotation(double Period = 12 * 86400, double Alpha = 0) : IStreamFlow
{
    /// <summary>The rotation of the paper: one turn in 12 days about the axis of the earth, 38.6 m s-1 at the equator.</summary>
    public SolidBodyRotation()
        : this(12 * 86400)
    {
    }

    private double Speed => 2 * Math.PI * Constants.SphereRadius / Period;

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        LaneMath.SinCosDegrees((F)Alpha, out F sinTilt, out F cosTilt);
        LaneMath.SinCosDegrees(lat, out F sinLat, out F cosLat);
        LaneMath.SinCosDegrees(lon, out F sinLon, out F cosLon);
        u = (cosLat * cosTilt + sinLat * cosLon * sinTilt) * Speed;
        v = sinLon * sinTilt * -Speed;
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        LaneMath.SinCosDegrees((F)Alpha, out F sinTilt, out F cosTilt);
        LaneMath.SinCosDegrees(lat, out F sinLat, out F cosLat);
        LaneMath.SinCosDegrees(lon, out _, out F cosLon);
        return (sinLat * cosTilt - cosLat * cosLon * sinTilt) * (-Speed * Constants.SphereRadius);
    }
}
