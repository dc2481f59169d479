using System.Numerics;
using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class LaneMathTests
{
    private const int Samples = 8 * 1500;

    private enum Function
    {
        Sin,
        Cos,
        SinDegrees,
        CosDegrees,
        CosDegreesAlone,
        Atan2,
        Exp,
        Log,
    }

    // Sine and cosine lose digits beside their zeros: there the absolute error counts.
    [Theory]
    [InlineData(4.0)]
    [InlineData(1e5)]
    public void Sine_and_cosine_are_right_to_2_ulp(double range)
    {
        double[] x = [.. Spread(range, Samples), .. Enumerable.Range(0, 800).Select(k => k * Math.PI / 2)];
        CheckSinCos(x, Function.Sin, Function.Cos, Exact.SinCos, nearZero: 1e-16);
    }

    [Theory]
    [InlineData(180.0)]
    [InlineData(1e6)]
    public void Sine_and_cosine_of_degrees_are_right_to_2_ulp(double range)
    {
        double[] x = [.. Spread(range, Samples), .. Enumerable.Range(0, 800).Select(k => (k * 45.0) + 1e-9)];
        CheckSinCos(x, Function.SinDegrees, Function.CosDegrees, Exact.SinCosDegrees, nearZero: 0);
    }

    [Fact]
    public void Sine_and_cosine_of_degrees_are_exact_at_multiples_of_90()
    {
        double[] x = [.. Enumerable.Range(-4000, 8000).Select(k => k * 90.0)];
        double[] sin = Run(Function.SinDegrees, x), cos = Run(Function.CosDegrees, x);
        int[] cycle = [0, 1, 0, -1];
        for (int i = 0; i < x.Length; i++)
            Assert.Equal((cycle[i % 4], cycle[(i + 1) % 4]), (sin[i], cos[i]));
        Assert.Equal(cos, Run(Function.CosDegreesAlone, x));
    }

    [Fact]
    public void The_arc_tangent_is_right_to_3_ulp()
    {
        double[] angle = Spread(Math.PI, Samples);
        double[] size = [.. Spread(30, Samples).Select(s => Math.ScaleB(1, (int)s))];
        double[] y = [.. angle.Zip(size, (a, s) => s * Math.Sin(a))], x = [.. angle.Zip(size, (a, s) => s * Math.Cos(a))];
        double[] results = Lanes.Run(4, new Computed(Function.Atan2), y, x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
            worst = Math.Max(worst, Exact.Ulps(results[i], Exact.Atan2(y[i], x[i])));
        Assert.True(worst <= 3, $"{worst} ulp");
        Figure($"atan2: {worst:F2} ulp");
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, Math.PI / 2)]
    [InlineData(-1, 0, -Math.PI / 2)]
    [InlineData(0, -1, Math.PI)]
    [InlineData(-0.0, -1, -Math.PI)]
    [InlineData(1, 1, Math.PI / 4)]
    [InlineData(-1, -1, -3 * Math.PI / 4)]
    [InlineData(0, 0, 0)]
    public void The_arc_tangent_is_exact_on_the_axes_and_0_at_the_origin(double y, double x, double angle) =>
        Assert.Equal(angle, Lanes.Run(1, new Computed(Function.Atan2), [y], [x])[0], 1e-15);

    [Fact]
    public void The_exponential_is_right_to_1_ulp()
    {
        double[] x = [.. Spread(1, Samples / 2), .. Spread(700, Samples / 2)];
        double[] results = Run(Function.Exp, x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            (BigInteger mantissa, int exponent) = Exact.Exp(x[i]);
            worst = Math.Max(worst, Exact.Ulps(results[i], mantissa, exponent));
        }

        Assert.True(worst <= 1, $"{worst} ulp");
        Figure($"exp: {worst:F2} ulp");
    }

    [Fact]
    public void The_exponential_is_0_far_below_held_far_above_and_never_hides_a_NaN()
    {
        double[] results = Run(Function.Exp, [double.NegativeInfinity, -1e9, -708.1, 0, 710, 1e300, double.PositiveInfinity, double.NaN]);
        Assert.Equal([0, 0, 0, 1], results[..4]);
        Assert.All(results[4..7], r => Assert.InRange(r, 8e307, double.MaxValue));
        Assert.Equal(double.NaN, results[7]);
    }

    [Fact]
    public void The_logarithm_is_right_to_1_ulp_for_all_positive_numbers()
    {
        double[] powers = Spread(1, Samples);
        double[] x =
        [
            .. powers.Select(p => Math.ScaleB(1 + Math.Abs(p), (int)(1023 * p))),
            .. powers.Select(p => 1 + (p * Math.Pow(Math.Abs(p), 12))),
            .. powers.Select(p => Math.Exp(p)),
            .. powers.Select(p => Math.Abs(p) * 2.2250738585072014e-308),
            .. Enumerable.Range(0, 800).Select(i => (i + 0.5) / 4294967296),
            Math.BitDecrement(1), Math.BitIncrement(1), Math.Sqrt(0.5), Math.BitDecrement(Math.Sqrt(0.5)), double.Epsilon, double.MaxValue, 2.2250738585072014e-308, Math.Sqrt(2),
        ];
        double[] results = Run(Function.Log, x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
            worst = Math.Max(worst, Exact.Ulps(results[i], Exact.Log(x[i])));
        Assert.True(worst <= 1, $"{worst} ulp");
        Figure($"log: {worst:F2} ulp");
    }

    [Fact]
    public void The_logarithm_of_0_and_infinity_is_infinite_and_that_of_what_is_below_0_no_number() =>
        Assert.Equal(
            [double.NegativeInfinity, double.NegativeInfinity, 0, double.PositiveInfinity, double.NaN, double.NaN, double.NaN, double.NaN],
            Run(Function.Log, [0, -0.0, 1, double.PositiveInfinity, -1, double.NegativeInfinity, -double.Epsilon, double.NaN]));

    [Fact]
    public void Every_function_gives_the_same_bits_in_every_lane_type() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[8], Gen.Double[-1e6, 1e6].Array[8]).Sample((a, b) =>
        {
            foreach (Function function in Enum.GetValues<Function>())
            {
                double[] one = Lanes.Run(1, new Computed(function), a, b);
                Assert.Equal(one, Lanes.Run(4, new Computed(function), a, b));
                Assert.Equal(one, Lanes.Run(8, new Computed(function), a, b));
            }
        }, iter: 2000);

    private static void CheckSinCos(double[] x, Function sine, Function cosine, Func<double, (BigInteger, BigInteger)> exact, double nearZero)
    {
        double[] sin = Run(sine, x), cos = Run(cosine, x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            (BigInteger s, BigInteger c) = exact(x[i]);
            worst = Math.Max(worst, Error(sin[i], s, nearZero));
            worst = Math.Max(worst, Error(cos[i], c, nearZero));
        }

        Assert.True(worst <= 2, $"{worst} ulp");
        Figure($"{sine}, {cosine} up to {x.Max():G3}: {worst:F2} ulp");
    }

    private static double Error(double computed, BigInteger exact, double nearZero) =>
        Exact.Distance(computed, exact) <= nearZero ? 0 : Exact.Ulps(computed, exact);

    private static double[] Run(Function function, double[] x) => Lanes.Run(4, new Computed(function), x);

    // Evenly spread without a pattern (multiples of the golden ratio), never 0.
    private static double[] Spread(double range, int count) =>
        [.. Enumerable.Range(1, count).Select(i => range * ((2 * (i * 0.61803398874989485 % 1)) - 1))];

    private static void Figure(string text) => TestContext.Current.TestOutputHelper?.WriteLine("FIGURE lanes: " + text);

    private readonly record struct Computed(Function Function) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F sin, cos;
            switch (Function)
            {
                case Function.Atan2: return LaneMath.Atan2(a, b);
                case Function.Exp: return LaneMath.Exp(a);
                case Function.Log: return LaneMath.Log(a);
                case Function.CosDegreesAlone: return LaneMath.CosDegrees(a);
                case Function.Sin or Function.Cos: LaneMath.SinCos(a, out sin, out cos); break;
                default: LaneMath.SinCosDegrees(a, out sin, out cos); break;
            }

            return Function is Function.Sin or Function.SinDegrees ? sin : cos;
        }
    }
}
