using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// Elementary functions with the same operations, hence the same bits, in every lane type.
/// The library's own functions differ between machines and vector widths, so no particle's path may use them.
/// Coefficients: sine, cosine and logarithm of fdlibm (Sun Microsystems 1993), arc tangent of Cephes (S. Moshier 1989).
/// </summary>
public static class LaneMath
{
    private const double RadiansPerDegree = 0.017453292519943295;

    /// <summary>Adding and subtracting it rounds to a whole number and leaves that number in the low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>Sine and cosine of an angle in radians.</summary>
    /// <remarks>Accuracy: 2 ulp for |x| ≤ 10⁵ (absolute 10⁻¹⁶ near zeros), tested. Source: fdlibm.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos<F>(F x, out F sin, out F cos) where F : struct, ILane<F>
    {
        F shifted = x * 0.63661977236758138 + Rounder;
        F n = shifted - Rounder;
        F r = F.MultiplyAdd(n, -1.5707963267948966, x);
        r = F.MultiplyAdd(n, -6.123233995736766e-17, r);
        Quadrant(r, shifted, out sin, out cos);
    }

    /// <summary>Sine and cosine of an angle in degrees; exact at multiples of 90°.</summary>
    /// <remarks>Accuracy: 2 ulp for |x| ≤ 10⁶, tested. Source: fdlibm.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosDegrees<F>(F x, out F sin, out F cos) where F : struct, ILane<F>
    {
        F shifted = x * (1.0 / 90) + Rounder;
        F n = shifted - Rounder;
        F r = F.MultiplyAdd(n, -90.0, x) * RadiansPerDegree;
        Quadrant(r, shifted, out sin, out cos);
    }

    /// <summary>Cosine of an angle in degrees.</summary>
    /// <remarks>Accuracy: as <see cref="SinCosDegrees"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F CosDegrees<F>(F x) where F : struct, ILane<F>
    {
        SinCosDegrees(x, out _, out F cos);
        return cos;
    }

    /// <summary>Sine and cosine of r + n·π/2 for |r| ≤ π/4, n in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quadrant<F>(F r, F shifted, out F sin, out F cos) where F : struct, ILane<F>
    {
        F z = r * r;
        F s = F.MultiplyAdd(z, 1.58969099521155010221e-10, -2.50507602534068634195e-08);
        s = F.MultiplyAdd(s, z, 2.75573137070700676789e-06);
        s = F.MultiplyAdd(s, z, -1.98412698298579493134e-04);
        s = F.MultiplyAdd(s, z, 8.33333333332248946124e-03);
        s = F.MultiplyAdd(s, z, -1.66666666666666324348e-01);
        s = F.MultiplyAdd(s * z, r, r);
        F c = F.MultiplyAdd(z, -1.13596475577881948265e-11, 2.08757232129817482790e-09);
        c = F.MultiplyAdd(c, z, -2.75573143513906633035e-07);
        c = F.MultiplyAdd(c, z, 2.48015872894767294178e-05);
        c = F.MultiplyAdd(c, z, -1.38888888888741095749e-03);
        c = F.MultiplyAdd(c, z, 4.16666666666666019037e-02);
        c = F.MultiplyAdd(c * z, z, F.MultiplyAdd(z, -0.5, 1.0));

        // Bit 0 of n swaps sine and cosine; bit 1 negates the sine, bits 0 xor 1 the cosine.
        F one = F.BroadcastBits(1);
        F even = F.Equal(shifted & one, 0.0);
        F sign = F.BroadcastBits(0x8000000000000000);
        F sineSign = F.ShiftLeftBits(shifted, 62) & sign;
        F cosineSign = sineSign ^ (F.ShiftLeftBits(shifted, 63) & sign);
        sin = F.Select(even, s, c) ^ sineSign;
        cos = F.Select(even, c, s) ^ cosineSign;
    }

    /// <summary>Angle of the point (x, y) in radians, in [−π, π]; 0 at the origin.</summary>
    /// <remarks>Accuracy: 3 ulp, tested. Source: Cephes atan.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Atan2<F>(F y, F x) where F : struct, ILane<F>
    {
        F ax = F.Abs(x);
        F ay = F.Abs(y);
        F large = F.Max(ax, ay);
        F small = F.Min(ax, ay);
        F origin = F.Equal(large, 0.0);

        // small/large = tan t in [0, 1]; above tan(π/8) use t = π/4 + atan((small − large)/(small + large)).
        F high = small > large * 0.41421356237309503;
        F ratio = F.Select(high, small - large, small) / F.Select(origin, 1.0, F.Select(high, small + large, large));
        F z = ratio * ratio;
        F p = F.MultiplyAdd(z, -8.750608600031904122785e-1, -1.615753718733365076637e1);
        p = F.MultiplyAdd(p, z, -7.500855792314704667340e1);
        p = F.MultiplyAdd(p, z, -1.228866684490136173410e2);
        p = F.MultiplyAdd(p, z, -6.485021904942025371773e1);
        F q = z + 2.485846490142306297962e1;
        q = F.MultiplyAdd(q, z, 1.650270098316988542046e2);
        q = F.MultiplyAdd(q, z, 4.328810604912902668951e2);
        q = F.MultiplyAdd(q, z, 4.853903996359136964868e2);
        q = F.MultiplyAdd(q, z, 1.945506571482613964425e2);
        F t = F.MultiplyAdd(ratio, z * p / q, ratio);
        t = F.Select(high, 0.78539816339744831 + (t + 3.061616997868383e-17), t);
        t = F.Select(ay > ax, 1.5707963267948966 - (t - 6.123233995736766e-17), t);
        t = F.Select(x < 0.0, 3.1415926535897931 - (t - 1.2246467991473532e-16), t);
        return t | (y & F.BroadcastBits(0x8000000000000000));
    }

    /// <summary>e to the power x; 0 below −708, infinite nowhere (held at e⁷⁰⁹).</summary>
    /// <remarks>Accuracy: 1 ulp for |x| ≤ 700, tested. Source: Taylor series of degree 13 on |r| ≤ ½ ln 2, remainder 4·10⁻¹⁸.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Exp<F>(F x) where F : struct, ILane<F>
    {
        // In this order of arguments a NaN passes through.
        F held = F.Max(-708.0, F.Min(709.0, x));
        F shifted = held * 1.4426950408889634 + Rounder;
        F n = shifted - Rounder;
        F r = F.MultiplyAdd(n, -6.93147180369123816490e-01, held);
        r = F.MultiplyAdd(n, -1.90821492927058770002e-10, r);
        F p = F.MultiplyAdd(r, 1.0 / 6227020800, 1.0 / 479001600);
        p = F.MultiplyAdd(p, r, 1.0 / 39916800);
        p = F.MultiplyAdd(p, r, 1.0 / 3628800);
        p = F.MultiplyAdd(p, r, 1.0 / 362880);
        p = F.MultiplyAdd(p, r, 1.0 / 40320);
        p = F.MultiplyAdd(p, r, 1.0 / 5040);
        p = F.MultiplyAdd(p, r, 1.0 / 720);
        p = F.MultiplyAdd(p, r, 1.0 / 120);
        p = F.MultiplyAdd(p, r, 1.0 / 24);
        p = F.MultiplyAdd(p, r, 1.0 / 6);
        p = F.MultiplyAdd(p, r, 0.5);
        p = F.MultiplyAdd(p * r, r, r) + 1.0;

        // Low bits of the rounder hold n; moved to the exponent they scale by 2ⁿ.
        F scale = F.ShiftLeftBits(F.AddBits(shifted, F.BroadcastBits(1023)), 52);
        return F.Select(x < -708.0, 0.0, p * scale);
    }

    /// <summary>Natural logarithm; −∞ at 0, not a number below 0, right for subnormal numbers too.</summary>
    /// <remarks>
    /// Accuracy: 1 ulp for all positive numbers, tested. Source: fdlibm; x = 2ᵏ·(1 + f) with 1 + f in [√½, √2), then a polynomial in
    /// s = f/(2 + f).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Log<F>(F x) where F : struct, ILane<F>
    {
        const ulong root = 0x3FE6A09E667F3BCD;
        const ulong one = 0x3FF0000000000000;
        const double ulpsOfOne = 4503599627370496.0;
        F subnormal = x < 2.2250738585072014e-308;
        F normal = F.Select(subnormal, x * 18014398509481984.0, x);

        // So that the exponent changes at √½; the low bits become the mantissa of 1 + f.
        F shifted = F.AddBits(normal, F.BroadcastBits(one - root));
        F k = (F.ShiftRightBits(shifted, 52) | F.BroadcastBits(0x4330000000000000)) - (ulpsOfOne + 1023) - (subnormal & 54.0);
        F f = F.AddBits(shifted & F.BroadcastBits(0x000FFFFFFFFFFFFF), F.BroadcastBits(root)) - 1.0;
        F s = f / (f + 2.0);
        F z = s * s;
        F p = F.MultiplyAdd(z, 1.479819860511658591e-1, 1.531383769920937332e-1);
        p = F.MultiplyAdd(p, z, 1.818357216161805012e-1);
        p = F.MultiplyAdd(p, z, 2.222219843214978396e-1);
        p = F.MultiplyAdd(p, z, 2.857142874366239149e-1);
        p = F.MultiplyAdd(p, z, 3.999999999940941908e-1);
        p = F.MultiplyAdd(p, z, 6.666666666666735130e-1);
        F half = f * f * 0.5;
        F tail = F.MultiplyAdd(s, F.MultiplyAdd(p, z, half), k * 1.90821492927058770002e-10);
        F log = F.MultiplyAdd(k, 6.93147180369123816490e-01, f - (half - tail));
        log = F.Select(x < double.PositiveInfinity, log, x);
        return F.Select(x > 0.0, log, F.Select(F.Equal(x, 0.0), double.NegativeInfinity, double.NaN));
    }
}
