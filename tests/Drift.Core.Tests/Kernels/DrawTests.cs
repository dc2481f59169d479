using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Integration;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>The distributions of numbers as kernels get them.</summary>
public sealed class DrawTests
{
    private const int Count = 200_000;

    // E[xⁿ] = n!; limits are four standard errors, (2n)! − n!² being the variance of xⁿ.
    [Fact]
    public void Exponential_numbers_have_the_moments_and_the_tail_of_their_distribution()
    {
        double[] x = Drawn(0, 0, "x"), y = Drawn(0, 0, "y");
        foreach (double[] numbers in (double[][])[x, y])
        {
            Assert.Equal(1, numbers.Average(), 4 * Math.Sqrt(1.0 / Count));
            Assert.Equal(2, numbers.Average(v => v * v), 4 * Math.Sqrt(20.0 / Count));
            Assert.Equal(6, numbers.Average(v => v * v * v), 4 * Math.Sqrt(684.0 / Count));
            Assert.InRange(numbers.Min(), 0, 1e-3);
            Assert.InRange(numbers.Max(), 8, 33 * Math.Log(2));
            Assert.True(ChiSquare(numbers, v => -Math.Log(1 - v)) < 43.8);
        }

        Assert.Equal(0, x.Zip(y, (a, b) => (a - 1) * (b - 1)).Average(), 4 / Math.Sqrt(Count));
    }

    [Fact]
    public void The_largest_and_the_smallest_exponential_number_are_those_of_the_words_at_both_ends()
    {
        double[] u = [.. new[] { 0.0, uint.MaxValue }.Select(word => (word + 0.5) / 4294967296)];
        Assert.Equal(33 * Math.Log(2), Lane1.First(Exponential.Of<Lane1>(u[0])), 1e-14);
        Assert.Equal(-Math.Log(u[1]), Lane1.First(Exponential.Of<Lane1>(u[1])), 1e-24);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-9)]
    [InlineData(0.1)]
    [InlineData(1.0)]
    [InlineData(4.0)]
    [InlineData(50.0)]
    [InlineData(1e4)]
    public void Angles_have_the_mean_cosine_and_the_bins_of_von_Mises_distribution(double kappa)
    {
        const double mean = 0.7;
        double[] angle = [.. Drawn(mean, kappa, "angle").Select(a => a - mean)];
        (double cosine, Func<double, double> quantile) = Distribution(kappa);
        Within4Errors(cosine - 1, [.. angle.Select(a => -2 * Math.Pow(Math.Sin(a / 2), 2))]);
        Within4Errors(0, [.. angle.Select(Math.Sin)]);
        Assert.InRange(angle.Min(), -Math.PI, 0);
        Assert.InRange(angle.Max(), 0, Math.PI);
        double chiSquare = ChiSquare(angle, quantile);
        Assert.True(chiSquare < 43.8, $"{chiSquare}");
    }

    [Fact]
    public void A_large_concentration_gives_normal_angles_and_what_is_no_number_none()
    {
        double[] angle = Drawn(0, 1e10, "angle");
        Assert.Equal(1e-5, Math.Sqrt(angle.Average(a => a * a)), 1e-5 * 4 / Math.Sqrt(2.0 * Count));
        Assert.All(Drawn(0, double.PositiveInfinity, "angle"), a => Assert.InRange(Math.Abs(a), 0, 1e-5));
        VonMises.Draw<Lane1>(new RandomStream(1, 1), 0.0, 1, 0, double.NaN, out Lane1 none);
        Assert.Equal(double.NaN, Lane1.First(none));
    }

    [Fact]
    public void Numbers_are_the_same_bits_in_lanes_of_any_width_and_others_in_other_steps()
    {
        double[][] all = [.. Enum.GetValues<LaneWidth>().Select(lanes => Drawn(0, 3, "angle", lanes))];
        Assert.All(all, numbers => Assert.Equal(all[0], numbers));
        double[] later = Drawn(0, 3, "angle", steps: 2);
        Assert.All(all[0].Zip(later).Take(1000), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    private static double[] Drawn(double mean, double kappa, string variable, LaneWidth lanes = LaneWidth.Automatic, int steps = 1)
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, new double[Count], new double[Count]);
        particles.Execute(new Drawing { Mean = mean, Concentration = kappa }, TimeSpan.FromSeconds(steps), TimeSpan.FromSeconds(1), seed: 3, lanes: lanes);
        return particles[variable].ToArray();
    }

    private static void Within4Errors(double expected, double[] values)
    {
        double mean = values.Average();
        Assert.Equal(expected, mean, 4 * Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) / values.Length));
    }

    // Twenty bins that are equally probable: 19 degrees of freedom.
    private static double ChiSquare(double[] values, Func<double, double> quantile)
    {
        double[] edges = [.. Enumerable.Range(1, 19).Select(i => quantile(i / 20.0))];
        int[] bins = new int[20];
        foreach (double value in values)
        {
            int edge = Array.BinarySearch(edges, value);
            bins[edge < 0 ? ~edge : edge]++;
        }

        double expected = values.Length / 20.0;
        return bins.Sum(n => (n - expected) * (n - expected) / expected);
    }

    // The density is periodic, so that the trapezoidal rule is exact to rounding.
    private static (double Cosine, Func<double, double> Quantile) Distribution(double kappa)
    {
        const int points = 1 << 17;
        double[] angle = [.. Enumerable.Range(0, points).Select(i => Math.PI * ((2.0 * i / points) - 1))];
        double[] density = [.. angle.Select(a => Math.Exp(-2 * kappa * Math.Pow(Math.Sin(a / 2), 2)))];
        double sum = density.Sum();
        double[] below = new double[points + 1];
        for (int i = 0; i < points; i++)
            below[i + 1] = below[i] + (density[i] / sum);
        return (density.Zip(angle, (d, a) => d * Math.Cos(a)).Sum() / sum, Quantile);

        double Quantile(double p)
        {
            int i = Math.Clamp(~Array.BinarySearch(below, p), 1, points);
            return angle[i - 1] + (2 * Math.PI / points * (((p - below[i - 1]) / (below[i] - below[i - 1])) - 0.5));
        }
    }
}
