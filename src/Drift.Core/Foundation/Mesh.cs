namespace Drift.Core.Foundation;

/// <summary>What horizontal positions mean.</summary>
public enum Mesh
{
    /// <summary>Longitude and latitude in degrees on a sphere.</summary>
    Spherical,

    /// <summary>x and y in metres on a plane; they are still called lon and lat.</summary>
    Flat,
}
