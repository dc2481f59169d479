using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Diagnostics;

/// <summary>The mean place of each particle over the realisations, and the variance about it.</summary>
/// <remarks>
/// Accuracy: positions are rounded to 2⁻³² of a degree (26 µm), or 2⁻¹⁶ m; sums and sums of squares are exact, so that a small variance about a large mean keeps
/// its digits. Variances are those of a sample (over n − 1). Memory: 104 bytes per particle of a realisation, with depth 152, on each rank.
/// </remarks>
public sealed class EnsembleSpread(Mesh mesh, long particlesPerRealisation, bool hasDepth) : Diagnostic
{
    private const int DegreeBits = 32, MetreBits = 16;

    /// <summary>Sum, and sum of squares in two halves of their own.</summary>
    private const int PerAxis = 3 * FixedPoint.Length;

    private int Axes => hasDepth ? 3 : 2;

    private int PerParticle => 1 + (Axes * PerAxis);

    /// <inheritdoc/>
    public override string Name => "ensemble";

    /// <inheritdoc/>
    public override string Title => "Mean and variance over realisations";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, long Length)> Dimensions => [("particle", particlesPerRealisation)];

    /// <inheritdoc/>
    public override IReadOnlyList<DiagnosticVariable> Variables =>
    [
        new("count", ["particle"], "1", "number of realisations in which the particle is active", IsCount: true),
        new("mean_lon", ["particle"], mesh == Mesh.Flat ? "m" : "degrees_east", "mean of lon over realisations"),
        new("variance_x", ["particle"], "m2", "variance to the east over realisations"),
        new("mean_lat", ["particle"], mesh == Mesh.Flat ? "m" : "degrees_north", "mean of lat over realisations"),
        new("variance_y", ["particle"], "m2", "variance to the north over realisations"),
        .. hasDepth
            ? (DiagnosticVariable[])[new("mean_z", ["particle"], "m", "mean of depth over realisations"), new("variance_z", ["particle"], "m2", "variance of depth over realisations")]
            : [],
    ];

    /// <inheritdoc/>
    public override int Length => checked((int)(particlesPerRealisation * PerParticle));

    /// <inheritdoc/>
    public override void Add(ParticleSet particles, in ParticlePlace next, Span<long> sums)
    {
        for (int i = 0; i < particles.Count; i++)
        {
            if (particles.Status[i] != ParticleStatus.Active)
                continue;
            int particle = (int)((particles.FirstTrajectory + i) % particlesPerRealisation);
            Span<long> own = sums.Slice(particle * PerParticle, PerParticle);
            own[0]++;
            AddTo(own[1..], particles.Lon[i], BitsOf(0));
            AddTo(own[(1 + PerAxis)..], particles.Lat[i], BitsOf(1));
            if (hasDepth)
                AddTo(own[(1 + (2 * PerAxis))..], particles.Depth[i], BitsOf(2));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Results(ReadOnlySpan<long> sums)
    {
        double[][] results = [.. Variables.Select(_ => new double[particlesPerRealisation])];
        for (int particle = 0; particle < particlesPerRealisation; particle++)
        {
            ReadOnlySpan<long> own = sums.Slice(particle * PerParticle, PerParticle);
            results[0][particle] = own[0];
            for (int axis = 0; axis < Axes; axis++)
                (results[1 + (2 * axis)][particle], results[2 + (2 * axis)][particle]) = MeanAndVariance(own[(1 + (axis * PerAxis))..], own[0], BitsOf(axis));
            if (mesh == Mesh.Flat)
                continue;
            double cos = (double)LaneMath.CosDegrees<Lane1>(results[3][particle]);
            results[2][particle] *= Constants.MetresPerDegree * cos * Constants.MetresPerDegree * cos;
            results[4][particle] *= Constants.MetresPerDegree * Constants.MetresPerDegree;
        }

        return results;
    }

    private int BitsOf(int axis) => axis < 2 && mesh == Mesh.Spherical ? DegreeBits : MetreBits;

    // A square of 62 bits and more goes in two halves of 62 bits, each into a sum of its own.
    private static void AddTo(Span<long> sums, double value, int bits)
    {
        long x = FixedPoint.Rounded(value, bits);
        Int128 square = (Int128)x * x;
        FixedPoint.Add(sums, x);
        FixedPoint.Add(sums[FixedPoint.Length..], (long)(square & ((1L << 62) - 1)));
        FixedPoint.Add(sums[(2 * FixedPoint.Length)..], (long)(square >> 62));
    }

    private static (double Mean, double Variance) MeanAndVariance(ReadOnlySpan<long> sums, long count, int bits)
    {
        if (count == 0)
            return (double.NaN, double.NaN);
        Int128 sum = FixedPoint.Total(sums);
        double mean = Math.ScaleB((double)sum / count, -bits);
        if (count == 1)
            return (mean, double.NaN);
        System.Numerics.BigInteger squares = (System.Numerics.BigInteger)FixedPoint.Total(sums[FixedPoint.Length..])
            + ((System.Numerics.BigInteger)FixedPoint.Total(sums[(2 * FixedPoint.Length)..]) << 62);
        System.Numerics.BigInteger numerator = (squares * count) - ((System.Numerics.BigInteger)sum * sum);
        return (mean, Math.ScaleB((double)numerator / ((double)count * (count - 1)), -2 * bits));
    }
}
