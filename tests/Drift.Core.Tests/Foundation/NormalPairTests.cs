using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class NormalPairTests
{
    // Words on an odd stride meet all parts of the range; half a stride away from 0 the sum is the midpoint rule.
    private const uint Stride = 4095;

    private static readonly uint[] Extreme = [.. Enumerable.Range(0, 4096).Select(i => (uint)i), .. Enumerable.Range(1, 4096).Select(i => (uint)-i)];

    [Fact]
    public void Squares_and_fourth_powers_of_the_radius_have_the_means_of_a_normal_pair()
    {
        double square = 0, fourth = 0, count = 0;
        for (ulong word = Stride / 2; word <= uint.MaxValue; word += 8UL * Stride)
        {
            double[] words = [.. Enumerable.Range(0, 8).Select(i => word + ((ulong)i * Stride)).Select(w => BitConverter.UInt64BitsToDouble(Math.Min(w, uint.MaxValue)))];
            foreach (double radius in Lanes.Run(8, default(X), words))
            {
                square += radius * radius;
                fourth += radius * radius * radius * radius;
                count++;
            }
        }

        // The midpoint rule on a logarithm is off by a stride times ln 2, and by a stride times ln² of it for the square.
        Assert.Equal(2, square / count, 2e-5);
        Assert.Equal(8, fourth / count, 5e-4);
        TestContext.Current.TestOutputHelper?.WriteLine($"FIGURE normals: E[R2] = 2 {(square / count) - 2:+0.0E+0;-0.0E+0}, E[R4] = 8 {(fourth / count) - 8:+0.0E+0;-0.0E+0}");
    }

    [Fact]
    public void The_largest_number_is_6_76_and_no_word_gives_more_or_nothing()
    {
        double largest = 0;
        foreach (uint word in Extreme)
        {
            double radius = Radius(word);
            Assert.True(radius is >= 0 and < 6.77, $"radius {radius} from word {word:x8}");
            largest = Math.Max(largest, radius);
        }

        Assert.Equal(Math.Sqrt(66 * Math.Log(2)), largest, 1e-6);
        Assert.Equal(largest, Radius(0));
        Assert.Equal(0, Radius(uint.MaxValue));
    }

    [Fact]
    public void The_radius_is_right_to_single_precision()
    {
        double worst = 0;
        foreach (uint word in Words())
        {
            // The uniform number is what single precision makes of it; the logarithm and the root are measured.
            float uniform = MathF.FusedMultiplyAdd((int)(word >> 1), 1 / 2147483648f, 1 / 8589934592f);
            double exact = Math.Sqrt(-2 * Math.Log(uniform));
            if (exact > 0)
                worst = Math.Max(worst, Math.Abs((Radius(word) / exact) - 1));
        }

        Assert.True(worst < 2.5e-7, $"relative error {worst:E2}");
        TestContext.Current.TestOutputHelper?.WriteLine($"FIGURE normals: radius right to {worst:E1}");
    }

    [Fact]
    public void The_angle_is_right_to_single_precision_and_exact_at_quarter_turns()
    {
        double worst = 0;
        float radius = (float)Radius(0x12345678);
        foreach (uint word in Words())
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * Math.ScaleB(word, -32));
            (double x, double y) = Pair(0x12345678, word);
            worst = Math.Max(worst, Math.Max(Math.Abs((x / radius) - cos), Math.Abs((y / radius) - sin)));
        }

        Assert.True(worst < 1.5e-7, $"error {worst:E2}");
        Assert.Equal((radius, 0), Pair(0x12345678, 0));
        Assert.Equal((0, radius), Pair(0x12345678, 0x40000000));
        Assert.Equal((-radius, 0), Pair(0x12345678, 0x80000000));
        Assert.Equal((0, -radius), Pair(0x12345678, 0xC0000000));
        TestContext.Current.TestOutputHelper?.WriteLine($"FIGURE normals: sine and cosine right to {worst:E1}");
    }

    private static IEnumerable<uint> Words()
    {
        foreach (uint word in Extreme)
            yield return word;
        for (ulong word = 1; word <= uint.MaxValue; word += 40_961)
            yield return (uint)word;
    }

    private static double Radius(uint word) => Pair(word, 0).X;

    private static (double X, double Y) Pair(uint a, uint b)
    {
        Lane1.Normals(Lane1.BroadcastBits(a), Lane1.BroadcastBits(b), out Lane1 x, out Lane1 y);
        return (x, y);
    }

    private readonly struct X : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F.Normals(a, b, out F x, out _);
            return x;
        }
    }
}
