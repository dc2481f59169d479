namespace Drift.Core.Diagnostics;

/// <summary>
/// Sums of numbers as integers: a number is rounded to a multiple of 2⁻ᵏ and cut into its low 31 bits and the rest, which are summed apart, so that no
/// sum of up to 2³¹ numbers overflows. Integer sums do not depend on their order.
/// </summary>
internal static class FixedPoint
{
    private const int LowBits = 31;
    private const long LowMask = (1L << LowBits) - 1;

    /// <summary>Number of integers that a sum takes.</summary>
    public const int Length = 2;

    /// <summary>Adds a number.</summary>
    /// <param name="sums">The two integers of the sum.</param>
    /// <param name="value">The number; its magnitude times 2ᵏ is held at 2⁶².</param>
    /// <param name="bits">k.</param>
    public static void Add(Span<long> sums, double value, int bits) => Add(sums, Rounded(value, bits));

    /// <summary>Adds an integer.</summary>
    public static void Add(Span<long> sums, long value)
    {
        sums[0] += value & LowMask;
        sums[1] += value >> LowBits;
    }

    /// <summary>The integer nearest to a number times 2ᵏ.</summary>
    public static long Rounded(double value, int bits) => (long)Math.Clamp(Math.Round(Math.ScaleB(value, bits)), -4.6e18, 4.6e18);

    /// <summary>The sum as an integer, in multiples of 2⁻ᵏ.</summary>
    public static Int128 Total(ReadOnlySpan<long> sums) => ((Int128)sums[1] << LowBits) + sums[0];

    /// <summary>The sum over a number of terms: their mean.</summary>
    public static double Mean(ReadOnlySpan<long> sums, long count, int bits) => Math.ScaleB((double)Total(sums) / count, -bits);
}
