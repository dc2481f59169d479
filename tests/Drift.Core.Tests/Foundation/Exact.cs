using System.Numerics;

namespace Drift.Core.Tests.Foundation;

/// <summary>
/// Elementary functions to some 300 bits, from their series, in fixed point: what the lanes' polynomials are measured against.
/// A number is an integer times 2^−Bits.
/// </summary>
internal static class Exact
{
    private const int Bits = 400;
    private static readonly BigInteger One = BigInteger.One << Bits;

    // Machin (1706): π/4 = 4 atan(1/5) − atan(1/239).
    private static readonly BigInteger Pi = 4 * ((4 * AtanOfInverse(5)) - AtanOfInverse(239));
    private static readonly BigInteger Ln2 = LnOf2();

    /// <summary>Sine and cosine of radians.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCos(double x) => SinCos(Of(x));

    /// <summary>Sine and cosine of degrees.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCosDegrees(double x) => SinCos(Of(x) * Pi / One / 180);

    /// <summary>The angle of (x, y): one Newton step from an estimate that is right to 10⁻¹⁵ triples its digits.</summary>
    public static BigInteger Atan2(double y, double x)
    {
        BigInteger estimate = Of(Math.Atan2(y, x));
        (BigInteger sin, BigInteger cos) = SinCos(estimate);
        (BigInteger fy, BigInteger fx) = (Of(y), Of(x));
        return estimate + ((((fy * cos) - (fx * sin)) << Bits) / ((fx * cos) + (fy * sin)));
    }

    /// <summary>e to the power x as a number in [0.7, 1.5) and a power of two.</summary>
    public static (BigInteger Mantissa, int Exponent) Exp(double x)
    {
        BigInteger full = Of(x);
        int n = (int)Math.Round(x / 0.6931471805599453);
        BigInteger r = full - (n * Ln2);
        (BigInteger sum, BigInteger term) = (One, One);
        for (int k = 1; !term.IsZero; k++)
        {
            term = term * r / One / k;
            sum += term;
        }

        return (sum, n);
    }

    /// <summary>Natural logarithm: an estimate that is right to 10⁻¹³ is mended by the series of ln(1 + d).</summary>
    public static BigInteger Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(Math.ScaleB(x, -exponent / 2), -exponent - (-exponent / 2));
        if (mantissa > 1.4)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        double estimate = Math.Log(mantissa);
        (BigInteger inverse, int shift) = Exp(-estimate);
        BigInteger d = (Of(mantissa) * (shift >= 0 ? inverse << shift : inverse >> -shift) / One) - One;
        return (exponent * Ln2) + Of(estimate) + d - (d * d / One / 2) + (d * d / One * d / One / 3);
    }

    /// <summary>Distance between a computed number and the exact one, in units of the exact one's last place.</summary>
    public static double Ulps(double computed, BigInteger exact, int exponent = 0)
    {
        if (exact.IsZero)
            return computed == 0 ? 0 : double.PositiveInfinity;
        BigInteger error = BigInteger.Abs(Of(Math.ScaleB(computed, -exponent)) - exact);
        int lastPlace = (int)BigInteger.Abs(exact).GetBitLength() - 53;
        return Math.Exp(BigInteger.Log(error + 1) - (lastPlace * Math.Log(2)));
    }

    /// <summary>Distance between a computed number and the exact one.</summary>
    public static double Distance(double computed, BigInteger exact) =>
        Math.Exp(BigInteger.Log(BigInteger.Abs(Of(computed) - exact) + 1) - (Bits * Math.Log(2)));

    private static BigInteger Of(double x)
    {
        if (x == 0)
            return 0;
        int exponent = Math.ILogB(x);
        var mantissa = new BigInteger(Math.ScaleB(x, 52 - exponent));
        int shift = Bits + exponent - 52;
        return shift >= 0 ? mantissa << shift : mantissa >> -shift;
    }

    private static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x)
    {
        // To the nearest quarter turn, then the two series.
        BigInteger quarter = Pi / 2;
        BigInteger n = BigInteger.Divide((2 * x) + (quarter * (x.Sign >= 0 ? 1 : -1)), 2 * quarter);
        BigInteger r = x - (n * quarter);
        (BigInteger sin, BigInteger cos, BigInteger term) = (0, 0, One);
        for (int k = 1; !term.IsZero; k++)
        {
            BigInteger signed = ((k - 1) & 2) == 0 ? term : -term;
            if ((k & 1) == 1)
                cos += signed;
            else
                sin += signed;
            term = term * r / One / k;
        }

        return (int)(((n % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    private static BigInteger AtanOfInverse(int n)
    {
        (BigInteger sum, BigInteger power) = (0, One / n);
        for (int k = 1; !power.IsZero; k += 2, power /= -n * n)
            sum += power / k;
        return sum;
    }

    private static BigInteger LnOf2()
    {
        BigInteger sum = 0;
        for (int k = 1; k <= Bits; k++)
            sum += (One >> k) / k;
        return sum;
    }
}
