using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Tests.Foundation;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class AxisTests
{
    // A spacing that is a power of two, so that the cell of a uniform axis is computed without rounding.
    private static readonly Gen<double[]> Uniform =
        Gen.Select(Gen.Int[-1000, 1000], Gen.Int[-6, 6], Gen.Int[2, 40], Gen.Bool).Select((from, power, count, decreasing) =>
            Turned([.. Enumerable.Range(0, count).Select(i => Math.ScaleB(from + i, power))], decreasing));

    private static readonly Gen<double[]> Uneven =
        Gen.Select(Gen.Double[-500, 500], Gen.Double[1e-3, 30].Array[3, 40], Gen.Bool).Select((from, steps, decreasing) =>
        {
            double[] nodes = new double[steps.Length];
            for (int i = 0; i < nodes.Length; i++)
                nodes[i] = from += steps[i];
            return Turned(nodes, decreasing);
        });

    [Fact]
    public void The_cell_is_the_one_a_linear_scan_finds() =>
        Gen.Select(Gen.OneOf(Uniform, Uneven), Gen.Double[-0.2, 1.2].Array[8]).Sample((nodes, places) =>
        {
            var axis = new Axis(nodes);
            Check(axis, [.. places.Select(p => axis.Lowest + (p * (axis.Highest - axis.Lowest)))]);
        });

    [Fact]
    public void A_node_belongs_to_the_cell_that_begins_with_it_and_the_last_one_to_the_last_cell() =>
        Gen.OneOf(Uniform, Uneven).Sample(nodes => Check(new Axis(nodes), nodes));

    [Fact]
    public void The_ends_are_inside_and_the_next_numbers_beyond_are_outside() =>
        Gen.OneOf(Uniform, Uneven).Sample(nodes =>
        {
            var axis = new Axis(nodes);
            Assert.Equal([false, false], Located(axis, [axis.Lowest, axis.Highest]).Select(l => l.Outside));
            Assert.Equal([true, true], Located(axis, [Math.BitDecrement(axis.Lowest), Math.BitIncrement(axis.Highest)]).Select(l => l.Outside));
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    public void What_is_no_place_on_the_axis_is_outside_with_a_cell_that_may_be_read(double x)
    {
        foreach (double[] nodes in new double[][] { [0, 1, 2], [0, 1, 3], [2, 1, 0], [3, 1, 0] })
            Assert.Equal((true, 0, 0), Located(new Axis(nodes), [x])[0]);
    }

    // On an even axis the cell is computed, not searched: beside a node the last bit may decide for its neighbour, at its very edge.
    [Fact]
    public void Cell_and_fraction_together_give_the_coordinate_on_any_even_axis() =>
        Gen.Select(Gen.Double[-180, 180], Gen.Double[1e-3, 3], Gen.Int[2, 2000], Gen.Double[0, 1].Array[8], Gen.Bool).Sample((from, spacing, count, places, decreasing) =>
        {
            double[] nodes = Turned([.. Enumerable.Range(0, count).Select(i => from + (i * spacing))], decreasing);
            var axis = new Axis(nodes);
            Assert.True(axis.IsUniform);
            double[] x = [.. places.Select(p => nodes[(int)(p * (count - 1))]), .. places.Select(p => Math.Clamp(from + (p * spacing * (count - 1)), axis.Lowest, axis.Highest))];
            foreach ((double at, (bool outside, double cell, double fraction)) in x.Zip(Located(axis, x)))
            {
                Assert.False(outside);
                Assert.InRange(fraction, 0, 1);
                Assert.InRange(cell, 0, count - 2);
                double back = nodes[(int)cell] + (fraction * (nodes[(int)cell + 1] - nodes[(int)cell]));
                Assert.Equal(at, back, 1e-12 * Math.Max(180, Math.Abs(axis.Highest)));
            }
        });

    [Fact]
    public void Even_coordinates_stored_in_single_precision_are_even()
    {
        double[] twelfths = [.. Enumerable.Range(0, 4320).Select(i => (double)(float)(i / 12.0))];
        Assert.True(new Axis(twelfths).IsUniform);
        Assert.False(new Axis([0, 1, 2.01, 3]).IsUniform);
    }

    [Theory]
    [InlineData("the coordinate has no values")]
    [InlineData("value 1 of the coordinate is NaN", 0.0, double.NaN)]
    [InlineData("not monotonic: 1, 1 at index 1", 0.0, 1.0, 1.0)]
    [InlineData("not monotonic: 2, 1 at index 1", 0.0, 2.0, 1.0)]
    [InlineData("not monotonic: 1, 2 at index 1", 3.0, 1.0, 2.0)]
    [InlineData("value 2 of the coordinate is Infinity", 0.0, 1.0, double.PositiveInfinity)]
    public void An_axis_that_is_not_monotonic_is_refused(string reason, params double[] nodes) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new Axis(nodes)).Message, StringComparison.Ordinal);

    private static double[] Turned(double[] nodes, bool turn) => turn ? [.. nodes.Reverse()] : nodes;

    private static void Check(Axis axis, double[] x)
    {
        foreach ((double at, (bool outside, double cell, double fraction)) in x.Zip(Located(axis, x)))
        {
            (int expected, double place) = Scan(axis.Nodes, at);
            Assert.Equal(expected < 0, outside);
            if (outside)
                continue;
            Assert.Equal(expected, cell);
            Assert.Equal(place, fraction, 1e-9);
            Assert.InRange(fraction, 0, 1);
        }
    }

    private static (int Cell, double Place) Scan(ReadOnlySpan<double> nodes, double x)
    {
        for (int i = 0; i < nodes.Length - 1; i++)
        {
            bool isLast = i == nodes.Length - 2, increasing = nodes[^1] > nodes[0];
            bool after = increasing ? x >= nodes[i] : x <= nodes[i];
            bool before = increasing ? x < nodes[i + 1] : x > nodes[i + 1];
            if (after && (before || (isLast && x == nodes[i + 1])))
                return (i, (x - nodes[i]) / (nodes[i + 1] - nodes[i]));
        }

        return (-1, 0);
    }

    // All lane types at once: they must agree to the bit.
    private static List<(bool Outside, double Cell, double Fraction)> Located(Axis axis, double[] x)
    {
        double[] padded = [.. x, .. Enumerable.Repeat(x[0], (8 - (x.Length % 8)) % 8)];
        double[][] one = Results(1), four = Results(4), eight = Results(8);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(one[k], four[k]);
            Assert.Equal(one[k], eight[k]);
        }

        return [.. x.Select((_, i) => (double.IsNaN(one[0][i]), one[1][i], one[2][i]))];

        double[][] Results(int width) => [.. Enumerable.Range(0, 3).Select(part => Lanes.Run(width, new Locating(axis, part), padded))];
    }

    private readonly record struct Locating(Axis Axis, int Part) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F outside = Axis.Locate(a, out F cell, out F fraction);
            return Part switch { 0 => F.Select(outside, double.NaN, 0.0), 1 => cell, _ => fraction };
        }
    }
}
