using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>Clockwise rotation about a point as a rigid body, on a flat mesh: u = ω (y − y0), v = −ω (x − x0).</summary>
/// <remarks>Source: the radial rotation example of Parcels.</remarks>
/// <param name="CentreX">x0 in m.</param>
/// <param name="CentreY">y0 in m.</param>
/// <param name="Period">Time of one turn in s; ω = 2π/Period.</param>
public readonly record struct RadialRotation(double CentreX = 30, double CentreY = 30, double Period = 86400) : IStreamFlow
{
    /// <summary>The rotation of the validation cases: one turn a day about (30, 30).</summary>
    public RadialRotation()
        : this(30)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        double omega = 2 * Math.PI / Period;
        u = (lat - CentreY) * omega;
        v = (lon - CentreX) * -omega;
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>
    {
        F x = lon - CentreX;
        F y = lat - CentreY;
        return (x * x + y * y) * (-Math.PI / Period);
    }
}
