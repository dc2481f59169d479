using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// The displacement of a random walk in one step, in single precision: two random numbers, scaled by the root of the variance, and on
/// the sphere turned into degrees. Arguments: latitude in degrees, variances to the east and north in m² but for a factor.
/// </summary>
/// <typeparam name="N">How the random numbers are made from what was drawn.</typeparam>
internal readonly record struct RandomStep<N> : ISingleOperation where N : struct, IDrawnPair
{
    private const float RadiansPerDegree = 0.017453292f;
    private const float DegreesPerMetre = (float)(1.0 / Constants.MetresPerDegree);

    /// <summary>−K tan φ |dt|/R² in degrees, for 2 K |dt|.</summary>
    private const float DriftPerVariance = (float)(0.5 / (Constants.SphereRadius * Constants.MetresPerDegree));

    /// <summary>Whether every particle has a variance of its own, in the arguments; else the two below are for all.</summary>
    public bool IsOwnVariance { get; init; }

    public bool TakesArguments => IsOwnVariance;

    /// <summary>What the arguments lack to a variance in m².</summary>
    public double ArgumentFactor { get; init; }

    /// <summary>Standard deviation to the east, in metres for a <see cref="IDrawnPair.Unit"/>.</summary>
    public float SigmaX { get; init; }

    /// <summary>Standard deviation to the north, in metres for a <see cref="IDrawnPair.Unit"/>.</summary>
    public float SigmaY { get; init; }

    /// <summary>Whether metres are turned into degrees.</summary>
    public bool IsSpherical { get; init; }

    /// <summary>Whether the drift −K tan φ/R² is added.</summary>
    public bool HasDrift { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<G>(G first, G second, G lat, G varianceX, G varianceY, out G x, out G y) where G : struct, IFloatLane<G>
    {
        G sigmaX = SigmaX;
        G sigmaY = SigmaY;
        if (IsOwnVariance)
        {
            sigmaX = G.Sqrt(varianceX) * N.Unit;
            sigmaY = G.Sqrt(varianceY) * N.Unit;
        }

        if (!IsSpherical)
        {
            x = N.Number(first) * sigmaX;
            y = N.Number(second) * sigmaY;
            return;
        }

        // The cosine as the sine of the distance from the pole, which keeps its relative precision there. On the pole itself
        // there is no meridian: a particle nearer than single precision can tell is taken to be that far, 0.4 m.
        G fromPole = G.Max(90f - (lat & G.BroadcastBits(int.MaxValue)), 3.8e-6f);
        G perCos = (G)1f / SineOfDegrees(fromPole);
        x = N.Number(first) * sigmaX * DegreesPerMetre * perCos;
        y = N.Number(second) * sigmaY * DegreesPerMetre;
        if (HasDrift)
            y -= sigmaY * sigmaY * (DriftPerVariance / (N.Unit * N.Unit)) * (SineOfDegrees(lat) * perCos);
    }

    /// <summary>Sine of −90 … 90 degrees: an odd polynomial of degree 9, minimax of the relative error by Lawson's iteration (5·10⁻⁹).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static G SineOfDegrees<G>(G degrees) where G : struct, IFloatLane<G>
    {
        G r = degrees * RadiansPerDegree;
        G z = r * r;
        G p = G.MultiplyAdd(z, 2.601906999e-6f, -1.980742090e-4f);
        p = G.MultiplyAdd(p, z, 8.333025500e-3f);
        p = G.MultiplyAdd(p, z, -1.666665673e-1f);
        return G.MultiplyAdd(p * z, r, r);
    }
}

/// <summary>How a random number is made from what was drawn.</summary>
internal interface IDrawnPair
{
    /// <summary>What the number is to be multiplied by, a power of two: as part of the standard deviation it costs nothing, and rounds nothing.</summary>
    static abstract float Unit { get; }

    static abstract G Number<G>(G drawn) where G : struct, IFloatLane<G>;
}

/// <summary>A normal number, as it was drawn.</summary>
internal readonly struct NormalNumbers : IDrawnPair
{
    public static float Unit => 1f;

    public static G Number<G>(G drawn) where G : struct, IFloatLane<G> => drawn;
}

/// <summary>A number uniform in [−1, 1], symmetric and never 0, from a word w: (w − 2³¹ + ½)·2⁻³¹.</summary>
internal readonly struct UniformNumbers : IDrawnPair
{
    public static float Unit => 4.656612873077393e-10f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static G Number<G>(G drawn) where G : struct, IFloatLane<G> =>
        G.FromInteger(drawn ^ G.BroadcastBits(int.MinValue)) + 0.5f;
}
