using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>A zonal flow that grows to the north: u = αy, v = 0. On the sphere y is the distance from the equator in metres.</summary>
/// <remarks>Source: Okubo (1968), "Some remarks on the importance of the shear effect on horizontal diffusion", J. Oceanogr. Soc. Japan 24.</remarks>
/// <param name="Rate">α, s-1.</param>
/// <param name="Mesh">Degrees on the sphere or metres on a plane, as the field set has them.</param>
public readonly record struct Shear(double Rate = 1e-5, Mesh Mesh = Mesh.Flat) : IStreamFlow
{
    /// <summary>A shear of 1e-5 s-1 on a flat mesh.</summary>
    public Shear()
        : this(1e-5)
    {
    }

    private double MetresPerUnit => Mesh == Mesh.Flat ? 1 : Constants.MetresPerDegree;

    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        u = lat * (Rate * MetresPerUnit);
        v = 0.0;
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F> =>
        lat * lat * (-0.5 * Rate * MetresPerUnit * MetresPerUnit);
}
