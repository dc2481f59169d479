using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Diagnostics;

/// <summary>
/// Absolute dispersion, the mean square of the distance from the place of release; the drift of the mean; and relative dispersion, the mean square of
/// the distance between the particles of a pair: particles 0 and 1, 2 and 3, … of each realisation.
/// </summary>
/// <remarks>
/// Accuracy: squares are rounded to 2⁻¹⁰ m², displacements to 2⁻²⁰ m; distances on the sphere are great circles. Memory: 16 bytes per particle.
/// Source: LaCasce (2008), "Statistics from Lagrangian observations", Prog. Oceanogr. 77, 1–29.
/// </remarks>
public sealed class Dispersion(Mesh mesh, long particlesPerRealisation) : Diagnostic
{
    private const int SquareBits = 10, LengthBits = 20;
    private const int Count = 0, X = 1, Y = 3, SquareX = 5, SquareY = 7, Square = 9, Pairs = 11, PairSquare = 12;
    private double[] startLon = [], startLat = [];

    /// <inheritdoc/>
    public override string Name => "dispersion";

    /// <inheritdoc/>
    public override string Title => "Absolute and relative dispersion";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, long Length)> Dimensions => [];

    /// <inheritdoc/>
    public override IReadOnlyList<DiagnosticVariable> Variables { get; } =
    [
        new("count", [], "1", "number of active particles", IsCount: true),
        new("mean_x", [], "m", "mean displacement to the east since release"),
        new("mean_y", [], "m", "mean displacement to the north since release"),
        new("absolute_x", [], "m2", "mean square of the displacement to the east"),
        new("absolute_y", [], "m2", "mean square of the displacement to the north"),
        new("absolute", [], "m2", "mean square of the distance from the place of release"),
        new("pairs", [], "1", "number of pairs of which both particles are active", IsCount: true),
        new("relative", [], "m2", "mean square of the distance between the particles of a pair"),
    ];

    /// <inheritdoc/>
    public override int Length => PairSquare + FixedPoint.Length;

    /// <inheritdoc/>
    public override bool NeedsNext => true;

    /// <inheritdoc/>
    public override void Begin(ParticleSet particles) => (startLon, startLat) = (particles.Lon.ToArray(), particles.Lat.ToArray());

    /// <inheritdoc/>
    public override void Add(ParticleSet particles, in ParticlePlace next, Span<long> sums)
    {
        Span<double> lon = particles.Lon, lat = particles.Lat;
        for (int i = 0; i < particles.Count; i++)
        {
            if (particles.Status[i] != ParticleStatus.Active)
                continue;
            (double east, double north, double square) = Between(startLon[i], startLat[i], lon[i], lat[i]);
            sums[Count]++;
            FixedPoint.Add(sums[X..], east, LengthBits);
            FixedPoint.Add(sums[Y..], north, LengthBits);
            FixedPoint.Add(sums[SquareX..], east * east, SquareBits);
            FixedPoint.Add(sums[SquareY..], north * north, SquareBits);
            FixedPoint.Add(sums[Square..], square, SquareBits);
            if (PartnerOf(particles, i, next) is { IsActive: true } partner)
            {
                sums[Pairs]++;
                FixedPoint.Add(sums[PairSquare..], Between(lon[i], lat[i], partner.Lon, partner.Lat).Square, SquareBits);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Results(ReadOnlySpan<long> sums)
    {
        (long count, long pairs) = (sums[Count], sums[Pairs]);
        return
        [
            [count], Mean(sums[X..], count, LengthBits), Mean(sums[Y..], count, LengthBits), Mean(sums[SquareX..], count, SquareBits),
            Mean(sums[SquareY..], count, SquareBits), Mean(sums[Square..], count, SquareBits), [pairs], Mean(sums[PairSquare..], pairs, SquareBits),
        ];
    }

    private static double[] Mean(ReadOnlySpan<long> sum, long count, int bits) => [count > 0 ? FixedPoint.Mean(sum, count, bits) : double.NaN];

    /// <summary>The second particle of the pair that a particle is the first of; null where it is the second, or alone.</summary>
    private ParticlePlace? PartnerOf(ParticleSet particles, int row, in ParticlePlace next)
    {
        long particle = (particles.FirstTrajectory + row) % particlesPerRealisation;
        if (particle % 2 != 0 || particle == particlesPerRealisation - 1)
            return null;
        if (row + 1 < particles.Count)
            return new ParticlePlace(particles.FirstTrajectory + row + 1, particles.Lon[row + 1], particles.Lat[row + 1], particles.Status[row + 1] == ParticleStatus.Active);
        return next.Row == particles.FirstTrajectory + row + 1 ? next : null;
    }

    /// <summary>Displacement to the east, at the latitude half-way, and north, and the square of the distance.</summary>
    private (double East, double North, double Square) Between(double lon0, double lat0, double lon1, double lat1)
    {
        double east = lon1 - lon0, north = lat1 - lat0;
        if (mesh == Mesh.Flat)
            return (east, north, (east * east) + (north * north));
        LaneMath.SinCosDegrees<Lane1>(0.5 * north, out Lane1 halfNorth, out _);
        LaneMath.SinCosDegrees<Lane1>(0.5 * east, out Lane1 halfEast, out _);
        double cos = (double)LaneMath.CosDegrees<Lane1>(lat0) * (double)LaneMath.CosDegrees<Lane1>(lat1);
        double h = Math.Clamp(((double)halfNorth * (double)halfNorth) + (cos * (double)halfEast * (double)halfEast), 0, 1);
        double distance = 2 * Constants.SphereRadius * (double)LaneMath.Atan2<Lane1>(Math.Sqrt(h), Math.Sqrt(1 - h));
        return (
            east * (double)LaneMath.CosDegrees<Lane1>(0.5 * (lat0 + lat1)) * Constants.MetresPerDegree, north * Constants.MetresPerDegree, distance * distance);
    }
}
