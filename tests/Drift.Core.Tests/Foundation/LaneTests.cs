using System.Reflection;
using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public unsafe class LaneTests
{
    private static readonly double[] Special =
    [
        0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 4503599627370495.5, 9007199254740993, double.Epsilon, -double.Epsilon,
        2.2250738585072014e-308, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    private static readonly Gen<double> Any = Gen.OneOf(
        Gen.Double, Gen.Double[-1000, 1000], Gen.OneOf(Special), Gen.ULong.Select(BitConverter.UInt64BitsToDouble));

    public static TheoryData<string> Operations => [.. LaneOperation.Names];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_gives_the_bits_of_plain_arithmetic_in_every_lane(string name)
    {
        var operation = new LaneOperation(name);
        Gen.Select(Any.Array[8], Any.Array[8], Any.Array[8]).Sample((a, b, c) =>
        {
            foreach (int width in Lanes.Widths)
            {
                double[] results = Lanes.Run(width, operation, a, b, c);
                for (int i = 0; i < 8; i++)
                    Assert.True(Lanes.Same(operation.Expected(a[i], b[i], c[i]), results[i]), $"{name} of {a[i]:R}, {b[i]:R}, {c[i]:R} is {results[i]:R} in lane {i} of {width}");
            }
        }, iter: 2000);
    }

    [Fact]
    public void Every_operation_of_the_lane_interface_is_tested()
    {
        // Operators, and the members whose results are no lanes, have tests of their own below.
        // What works on memory rather than lanes is tested by DrawnBlockTests.
        string[] below = ["AllEqual", "AllAtLeast", "AllAtMost", "get_Count", "First", "Load", "Store", "CountFromBits", "Normals", "op_Implicit", "MaskBits", "FromMaskBits", "BroadcastBits"];
        string[] methods = [.. typeof(ILane<Lane1>).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(m => m.IsPublic).Select(m => m.Name).Where(n => !n.StartsWith("op_", StringComparison.Ordinal)).Except(below, StringComparer.Ordinal)];
        string[] tested = [.. LaneOperation.Names.Select(n => new string([.. n.Where(char.IsAsciiLetterOrDigit)]))];
        Assert.All(methods, method => Assert.Contains(tested, t => method.Equals(t, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_comparison_of_all_lanes_holds_only_if_it_holds_for_each() =>
        Gen.Select(Gen.OneOf(Special).Array[8], Gen.OneOf(Special).Array[8], Gen.Bool).Sample((a, other, isSame) =>
        {
            double[] b = isSame ? a : other;
            foreach (int width in Lanes.Widths)
            {
                double[] results = Lanes.Run(width, default(AllComparisons), a, b);
                for (int i = 0; i < 8; i++)
                {
                    int first = i / width * width;
                    (double A, double B)[] group = [.. a.Zip(b).Skip(first).Take(width)];
                    int expected = (group.All(p => p.A == p.B) ? 1 : 0) + (group.All(p => p.A >= p.B) ? 2 : 0) + (group.All(p => p.A <= p.B) ? 4 : 0);
                    Assert.Equal(expected, results[i]);
                }
            }
        });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Ids_count_up_across_the_border_of_32_bits(int width)
    {
        double[] ids = Lanes.Run(width, default(Ids), new double[8]);
        Assert.Equal(0xFFFFFFFEUL, BitConverter.DoubleToUInt64Bits(ids[0]));
        Assert.Equal(0xFFFFFFFEUL + (ulong)(width - 1), BitConverter.DoubleToUInt64Bits(ids[width - 1]));
    }

    [Fact]
    public void The_farther_of_two_is_that_of_the_larger_absolute_value_and_not_a_number_is_farthest()
    {
        CheckFarther<Lane1>();
        CheckFarther<Lane4>();
        CheckFarther<Lane8>();
    }

    [Fact]
    public void A_mask_has_one_bit_per_particle_the_first_lowest()
    {
        Assert.Equal((1, 4, 8), (Lane1.Count, Lane4.Count, Lane8.Count));
        for (uint bits = 0; bits < 256; bits++)
        {
            Assert.Equal(bits & 1, Lane1.MaskBits(Lane1.FromMaskBits(bits)));
            Assert.Equal(bits & 15, Lane4.MaskBits(Lane4.FromMaskBits(bits)));
            Assert.Equal(bits, Lane8.MaskBits(Lane8.FromMaskBits(bits)));
            Assert.Equal(bits != 0, Lane8.Any(Lane8.FromMaskBits(bits)));
            Assert.Equal((bits & 15) != 0, Lane4.Any(Lane4.FromMaskBits(bits)));
        }
    }

    [Fact]
    public void The_first_value_is_that_of_the_lowest_address()
    {
        double* values = stackalloc double[9] { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
        Assert.Equal(2, Lane1.First(Lane1.Load(values + 1)));
        Assert.Equal(2, Lane4.First(Lane4.Load(values + 1)));
        Assert.Equal(2, Lane8.First(Lane8.Load(values + 1)));
    }

    private readonly struct Ids : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F> => F.CountFromBits(0xFFFFFFFE);
    }

    private readonly struct AllComparisons : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F> =>
            (F.AllEqual(a, b) ? 1 : 0) + (F.AllAtLeast(a, b) ? 2 : 0) + (F.AllAtMost(a, b) ? 4.0 : 0.0);
    }

    private static void CheckFarther<F>() where F : struct, ILane<F>
    {
        (double Largest, double Next, double Expected)[] cases =
        [
            (2.0, -3.0, 3.0), (4.0, -3.0, 4.0), (0.0, -0.0, 0.0), (1e300, double.NegativeInfinity, double.PositiveInfinity),
            (double.PositiveInfinity, double.NaN, double.NaN), (double.NaN, 5.0, double.NaN), (0.0, -double.NaN, double.NaN),
        ];
        foreach ((double largest, double next, double expected) in cases)
            Assert.Equal(expected, F.First(F.Farther(F.Farther(0.0, largest), next)));
    }
}
