using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>
/// Random places of release: draws of step 0 in the slot of release, addressed by seed and particle, so that a place does not depend on ranks. In a box
/// they are even in degrees, else by area.
/// </summary>
internal static class RandomPlaces
{
    /// <summary>Places that are drawn in vain before an area is given up, of those that draws can be addressed by.</summary>
    public const int MostTries = 60_000;

    /// <summary>The same before the run, for some particles: an area that passes fills so much of the box around it that none is given up later.</summary>
    public const int FewTries = 3000;

    /// <summary>A place in a box.</summary>
    public static (double Lon, double Lat) In(BoxSpec box, ulong seed, long particle)
    {
        (double x, double y) = Draw(seed, particle, 0);
        return (Between(box.Lon, x), Between(box.Lat, y));
    }

    /// <summary>A depth in a box.</summary>
    public static double Depth((double From, double To) side, ulong seed, long particle) => Between(side, Draw(seed, particle, 1).X);

    /// <summary>A place on the sphere.</summary>
    public static (double Lon, double Lat) In(BandSpec band, ulong seed, long particle)
    {
        (double x, double y) = Draw(seed, particle, 0);
        return (Between(band.Lon, x), Latitude(band.Lat, y));
    }

    /// <summary>A place in a disc; on the sphere in a cap.</summary>
    public static (double Lon, double Lat) In(DiscSpec disc, Mesh mesh, ulong seed, long particle)
    {
        (double x, double y) = Draw(seed, particle, 0);
        LaneMath.SinCos<Lane1>(2 * Math.PI * y, out Lane1 sin, out Lane1 cos);
        if (mesh == Mesh.Flat)
        {
            double r = disc.Radius * Math.Sqrt(x);
            return (disc.Lon + (r * (double)cos), disc.Lat + (r * (double)sin));
        }

        // The area of a cap grows with the square of the sine of half its angle; half-way round the sphere is all of it.
        double half = Math.Min(disc.Radius / (2 * Constants.SphereRadius), Math.PI / 2);
        LaneMath.SinCos<Lane1>(half, out Lane1 sinHalf, out _);
        double s = Math.Sqrt(x) * (double)sinHalf;
        double distance = 2 * Constants.SphereRadius * (double)LaneMath.Atan2<Lane1>(s, Math.Sqrt(Math.Max(0, 1 - (s * s))));
        LaneMath.SinCosDegrees<Lane1>(disc.Lat, out Lane1 sinLat, out Lane1 cosLat);
        GreatCircle.Step<Lane1>(sinLat, cosLat, disc.Lat, distance * (double)cos, distance * (double)sin, out Lane1 dLon, out Lane1 dLat);
        return (disc.Lon + (double)dLon, disc.Lat + (double)dLat);
    }

    /// <summary>A place in an area with corners.</summary>
    /// <exception cref="DriftException">No place was found in it.</exception>
    public static (double Lon, double Lat) In(Polygon area, Mesh mesh, ulong seed, long particle, string place, int mostTries = MostTries)
    {
        for (int n = 0; n < mostTries; n++)
        {
            (double x, double y) = Draw(seed, particle, (ushort)n);
            double lon = Between((area.West, area.East), x);
            double lat = mesh == Mesh.Flat ? Between((area.South, area.North), y) : Latitude((area.South, area.North), y);
            if (area.Contains(lon, lat))
                return (lon, lat);
        }

        throw new DriftException(ExitCode.Preflight, new Problem(place, "no place was found inside the area: it is too thin", "give an area that fills more of the box around it"));
    }

    /// <summary>Two numbers, uniform in (0, 1).</summary>
    public static (double X, double Y) Draw(ulong seed, long particle, ushort pair)
    {
        new RandomStream(seed, 0).Uniforms(Lane1.BroadcastBits((ulong)particle), KernelSlot.Release, pair, out Lane1 x, out Lane1 y);
        return (x, y);
    }

    private static double Latitude((double From, double To) side, double uniform)
    {
        LaneMath.SinCosDegrees<Lane1>(side.From, out Lane1 south, out _);
        LaneMath.SinCosDegrees<Lane1>(side.To, out Lane1 north, out _);
        double sin = (double)south + (((double)north - (double)south) * uniform);
        double lat = (double)LaneMath.Atan2<Lane1>(sin, Math.Sqrt(Math.Max(0, 1 - (sin * sin)))) * Constants.DegreesPerRadian;
        return Math.Clamp(lat, side.From, side.To);
    }

    private static double Between((double From, double To) side, double uniform) => side.From + ((side.To - side.From) * uniform);
}
