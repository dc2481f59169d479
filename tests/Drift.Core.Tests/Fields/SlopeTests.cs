using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Derived;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Derivatives of the interpolation itself: found with the values in one look-up, or by small differences.</summary>
public sealed class SlopeTests
{
    public static TheoryData<Mesh, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<Mesh, int, bool>();
            foreach (Mesh mesh in (Mesh[])[Mesh.Flat, Mesh.Spherical])
            {
                for (int axes = 0; axes < 3; axes++)
                {
                    cases.Add(mesh, axes, false);
                    cases.Add(mesh, axes, true);
                }
            }

            return cases;
        }
    }

    // Axes that are even, stretched, and falling; with one snapshot and between two. Differences over a thousandth of a cell have some 10 digits.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_ways_agree_in_lanes_of_any_width(Mesh mesh, int axes, bool changes)
    {
        double[] lon = Axis(axes, 12), lat = Axis(axes, 9);
        var grid = new RectilinearGrid(mesh, new Axis(lon), new Axis(lat));
        double[] times = changes ? [0, 100] : [];
        float[] a = Values(grid, times, 3), b = Values(grid, times, 5);
        using FieldSet fields = new FieldSet(mesh).Add(Field.FromSource("a", new MemorySource(grid, times, a)), Field.FromSource("b", new MemorySource(grid, times, b)));
        FieldPair pair = fields.UsePair("a", "b");
        fields.MoveTo(0, 100);
        for (int n = 0; n < 200; n++)
        {
            // Within cells: at a node the interpolation has a kink, and a difference across it is the mean of both sides.
            double x = Within(lon, n * 0.618034 % 1), y = Within(lat, n * 0.414214 % 1);
            (double slopeA, double slopeB) = Check<Lane1>(pair, mesh, x, y);
            Assert.Equal((slopeA, slopeB), Check<Lane4>(pair, mesh, x, y));
            Assert.Equal((slopeA, slopeB), Check<Lane8>(pair, mesh, x, y));
        }
    }

    private static (double A, double B) Check<F>(FieldPair pair, Mesh mesh, double x, double y) where F : struct, ILane<F>
    {
        SamplePoint<F> Point() => new() { Time = 37.0, Lon = x, Lat = y };
        SamplePoint<F> at = Point(), east = Point(), north = Point(), value = Point();
        F slopeA = 0.0, slopeB = 0.0;
        Assert.True(pair.TrySampleWithSlopes(ref at, ref slopeA, ref slopeB, Unsafe.SizeOf<SamplePoint<F>>(), 1));
        pair.Sample(ref value);
        Assert.Equal(F.First(value.A), F.First(at.A), 1e-12);
        Assert.Equal(F.First(value.B), F.First(at.B), 1e-12);
        PairSlopes.Over(pair, isNorth: false, mesh, 0, ref east);
        PairSlopes.Over(pair, isNorth: true, mesh, 0, ref north);
        double metres = mesh == Mesh.Flat ? 1 : Constants.MetresPerDegree, cos = mesh == Mesh.Flat ? 1 : Math.Cos(y * Math.PI / 180);

        double expected = F.First(east.A) * metres * cos, other = F.First(north.B) * metres;
        Assert.True(Math.Abs(expected - F.First(slopeA)) < 1e-6, $"{expected} {F.First(slopeA)} at {x}");
        Assert.True(Math.Abs(other - F.First(slopeB)) < 1e-6, $"{other} {F.First(slopeB)} at {y}");
        return (F.First(slopeA), F.First(slopeB));
    }

    private static double Within(double[] nodes, double place)
    {
        (int cell, double fraction) = ((int)(place * (nodes.Length - 1)), place * (nodes.Length - 1) % 1);
        return nodes[cell] + ((0.05 + (0.9 * fraction)) * (nodes[cell + 1] - nodes[cell]));
    }

    private static double[] Axis(int kind, int count) => kind switch
    {
        0 => [.. Enumerable.Range(0, count).Select(i => 2.0 * i)],
        1 => [.. Enumerable.Range(0, count).Select(i => (2.0 * i) + (0.05 * i * i))],
        _ => [.. Enumerable.Range(0, count).Select(i => 20 - (1.5 * i))],
    };

    private static float[] Values(RectilinearGrid grid, double[] times, int seed) =>
        [.. Enumerable.Range(0, Math.Max(times.Length, 1) * grid.Rows * grid.Columns).Select(i => (float)(i * 0.7548776662 * seed % 1))];
}
