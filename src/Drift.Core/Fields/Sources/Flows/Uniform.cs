using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>The same velocity everywhere and always, on a flat mesh or on the sphere: zonal, meridional, or both.</summary>
/// <remarks>Source: on the sphere a particle ends at φ0 + vt/d, and for v = 0 at λ0 + ut/(d cos φ0), with d metres per degree.</remarks>
/// <param name="U">Velocity to the east, m s-1.</param>
/// <param name="V">Velocity to the north, m s-1.</param>
public readonly record struct Uniform(double U = 1, double V = 0) : IAnalyticFlow
{
    /// <summary>1 m s-1 to the east.</summary>
    public Uniform()
        : this(1)
    {
    }

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        u = U;
        v = V;
    }
}
