using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// An area with corners, whose sides are straight in longitude and latitude (or x and y): what is inside an odd number of its rings is inside it, so
/// that it may have parts and holes. On the sphere any convention of longitude is understood; across the date line corners go on beyond 180.
/// </summary>
public sealed class Polygon
{
    private readonly double[] startLon, startLat, endLat, slope;
    private readonly bool isSpherical;

    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="rings">The rings, each as lon, lat, lon, lat, …, of three corners or more.</param>
    /// <exception cref="ArgumentException">There is no ring, or one has fewer corners, or no finite ones.</exception>
    public Polygon(Mesh mesh, IReadOnlyList<double[]> rings)
    {
        if (rings.Count == 0 || rings.Any(r => r.Length < 6 || r.Length % 2 != 0 || r.Any(c => !double.IsFinite(c))))
            throw new ArgumentException("an area has rings of three finite corners or more", nameof(rings));
        isSpherical = mesh == Mesh.Spherical;
        int sides = rings.Sum(r => r.Length / 2);
        (startLon, startLat, endLat, slope) = (new double[sides], new double[sides], new double[sides], new double[sides]);
        int n = 0;
        foreach (double[] ring in rings)
        {
            for (int i = 0; i < ring.Length; i += 2, n++)
            {
                int next = (i + 2) % ring.Length;

                // From its lower end, whichever way it is gone round: two neighbours find the same place on their common side.
                (int low, int high) = ring[i + 1] <= ring[next + 1] ? (i, next) : (next, i);
                (startLon[n], startLat[n], endLat[n]) = (ring[low], ring[low + 1], ring[high + 1]);
                slope[n] = ring[high + 1] == ring[low + 1] ? 0 : (ring[high] - ring[low]) / (ring[high + 1] - ring[low + 1]);
            }
        }

        (West, East) = (rings.Min(r => Coordinates(r, 0).Min()), rings.Max(r => Coordinates(r, 0).Max()));
        (South, North) = (rings.Min(r => Coordinates(r, 1).Min()), rings.Max(r => Coordinates(r, 1).Max()));
    }

    /// <summary>Smallest longitude or x.</summary>
    public double West { get; }

    /// <summary>Largest longitude or x.</summary>
    public double East { get; }

    /// <summary>Smallest latitude or y.</summary>
    public double South { get; }

    /// <summary>Largest latitude or y.</summary>
    public double North { get; }

    /// <summary>Mask of the places inside; of those on a side one neighbour's share them.</summary>
    /// <param name="lon">Longitudes in degrees or x in metres.</param>
    /// <param name="lat">Latitudes in degrees or y in metres.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public F Contains<F>(F lon, F lat) where F : struct, ILane<F>
    {
        F x = lon;
        if (isSpherical)
        {
            // Half-way round from the middle is the farthest.
            double seam = (0.5 * (West + East)) - 180;
            x = F.MultiplyAdd(F.Floor((lon - seam) * (1.0 / 360)), -360.0, lon);
        }

        F inside = 0.0;
        if (!F.Any((x >= West) & (x <= East) & (lat >= South) & (lat <= North)))
            return inside;
        for (int i = 0; i < slope.Length; i++)
        {
            F crosses = (lat < startLat[i]) ^ (lat < endLat[i]);
            if (F.Any(crosses))
                inside ^= crosses & (x < F.MultiplyAdd(lat - startLat[i], slope[i], startLon[i]));
        }

        return inside;
    }

    /// <summary>Whether a place is inside.</summary>
    /// <param name="lon">Longitude in degrees or x in metres.</param>
    /// <param name="lat">Latitude in degrees or y in metres.</param>
    public bool Contains(double lon, double lat) => Lane1.Any(Contains<Lane1>(lon, lat));

    private static IEnumerable<double> Coordinates(double[] ring, int which) => ring.Where((_, i) => i % 2 == which);
}
