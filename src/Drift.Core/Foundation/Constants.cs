namespace Drift.Core.Foundation;

/// <summary>Numbers that are decisions, each with its source; they stand in every output file.</summary>
public static class Constants
{
    /// <summary>Metres per degree of latitude: 60 nautical miles of 1852 m (the convention of Parcels).</summary>
    public const double MetresPerDegree = 1852.0 * 60.0;

    /// <summary>Degrees per radian.</summary>
    public const double DegreesPerRadian = 57.295779513082321;

    /// <summary>Radius of the sphere in metres that <see cref="MetresPerDegree"/> implies: 6 366 707.02 m.</summary>
    public const double SphereRadius = MetresPerDegree * DegreesPerRadian;
}
