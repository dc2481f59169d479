using Drift.App.Validation;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Brownian motion: K = 100 m² s⁻¹ for one day spreads particles by 4156.92 m on each axis.</summary>
public class BrownianTests
{
    private const double K = 100;
    private const int Steps = 24;
    private const double MetresPerDegree = 1852 * 60;
    private static readonly double Sigma = Math.Sqrt(2 * K * 86400);
    private static readonly int Count = Figures.IsLong ? 1_000_000 : 60_000;

    public static TheoryData<string, Mesh, double, ulong> Cases()
    {
        var cases = new TheoryData<string, Mesh, double, ulong>();
        foreach (string kernel in new[] { "DiffusionUniformKh", "BrownianMotion2D" })
        {
            foreach ((Mesh mesh, double lat) in new[] { (Mesh.Flat, 0.0), (Mesh.Spherical, 0.0), (Mesh.Spherical, 60.0) })
            {
                for (ulong seed = 0; seed < 4; seed++)
                    cases.Add(kernel, mesh, lat, seed * 0x123456789ABCDEF1);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Particles_spread_by_the_root_of_2Kt_and_have_the_moments_of_their_increments(string kernel, Mesh mesh, double lat, ulong seed)
    {
        (double[] x, double[] y) = Walk(kernel, mesh, lat, seed);
        double kurtosis = kernel is "BrownianMotion2D" ? -1.2 / Steps : 0;
        if (seed == 0)
            Figures.Write($"{kernel}, {mesh} at {lat}: std x {Statistics.Deviation(x):F1} y {Statistics.Deviation(y):F1} m ({Sigma:F2} ± {Statistics.Sigmas * Sigma / Math.Sqrt(2.0 * Count):F1}), mean x {Statistics.Mean(x):F1} y {Statistics.Mean(y):F1} m, corr {Statistics.Correlation(x, y):F4}, excess kurtosis x {Statistics.ExcessKurtosis(x):F3} y {Statistics.ExcessKurtosis(y):F3}");
        foreach (double[] axis in (double[][])[x, y])
        {
            Assert.InRange((Statistics.Deviation(axis) / Sigma) - 1, -Limit(2.0 * Count), Limit(2.0 * Count));
            Assert.InRange(Statistics.Mean(axis) / Sigma, -Limit(Count), Limit(Count));
            Assert.InRange(Statistics.ExcessKurtosis(axis) - kurtosis, -Limit(Count / 24.0), Limit(Count / 24.0));
        }

        Assert.InRange(Statistics.Correlation(x, y), -Limit(Count), Limit(Count));
    }

    // What the limits above are worth.
    [Fact]
    public void A_diffusivity_that_is_four_per_cent_off_fails_the_limit()
    {
        (double[] x, _) = Walk("DiffusionUniformKh", Mesh.Flat, 0, 1, K * 1.04);
        Assert.True((Statistics.Deviation(x) / Sigma) - 1 > Limit(2.0 * Count));
    }

    [Theory]
    [InlineData("DiffusionUniformKh", 4)]
    [InlineData("BrownianMotion2D", 4)]
    [InlineData("DiffusionUniformKh", 7)]
    public void Increments_on_different_ranks_are_not_correlated(string kernel, int ranks)
    {
        int perRank = Count / ranks;
        double[][] increments = ThreadCommunicator.Run(ranks, communicator =>
        {
            using FieldSet fields = Fields(Mesh.Flat, K);
            double[] start = new double[perRank * ranks];
            using ParticleSet share = ParticleShares.Take(fields, start, start, communicator);
            return Increments(share, kernel, seed: 3, steps: 4);
        });
        NotCorrelated($"{kernel}: ranks", increments);
    }

    [Theory]
    [InlineData("DiffusionUniformKh")]
    [InlineData("BrownianMotion2D")]
    public void Increments_of_different_realisations_are_not_correlated(string kernel)
    {
        // Seeds that differ by one, and in the high half only.
        ulong[] seeds = [0, 1, 2, 3, 1UL << 32, 1UL << 63];
        NotCorrelated($"{kernel}: realisations", [.. Realisations.Run(seeds, seed =>
        {
            using FieldSet fields = Fields(Mesh.Flat, K);
            using var particles = new ParticleSet(fields, new double[Count / 4], new double[Count / 4]);
            return Increments(particles, kernel, seed, steps: 4);
        })]);
    }

    // Two steps share one block of random words: they and the two axes must not know of each other.
    [Theory]
    [InlineData("DiffusionUniformKh")]
    [InlineData("BrownianMotion2D")]
    public void Increments_of_successive_steps_are_not_correlated(string kernel)
    {
        using FieldSet fields = Fields(Mesh.Flat, K);
        using var particles = new ParticleSet(fields, new double[Count], new double[Count]);
        double[] all = Increments(particles, kernel, seed: 5, steps: 5);
        NotCorrelated($"{kernel}: steps and axes", [.. all.Chunk(Count)]);
    }

    [Fact]
    public void The_same_seed_twice_fails_the_limit_of_correlation()
    {
        using FieldSet fields = Fields(Mesh.Flat, K);
        double[][] twice = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var particles = new ParticleSet(fields, new double[1000], new double[1000]);
            return Increments(particles, "DiffusionUniformKh", seed: 1, steps: 1);
        })];
        Assert.Equal(1, Statistics.Correlation(twice[0], twice[1]), 1e-12);
    }

    private static void NotCorrelated(string what, double[][] samples)
    {
        double worst = 0;
        for (int a = 0; a < samples.Length; a++)
        {
            for (int b = 0; b < a; b++)
                worst = Math.Max(worst, Math.Abs(Statistics.Correlation(samples[a], samples[b])));
        }

        double limit = Limit(samples[0].Length);
        Figures.Write($"{what}: largest correlation of {samples.Length * (samples.Length - 1) / 2} pairs {worst:F5}, limit {limit:F5}");
        Assert.True(worst < limit, $"{worst} over {limit}");
    }

    private static double Limit(double count) => Statistics.Sigmas / Math.Sqrt(count);

    private static FieldSet Fields(Mesh mesh, double k) => new FieldSet(mesh).Add(Field.Constant("Kh_zonal", k), Field.Constant("Kh_meridional", k));

    private static IKernel Make(string kernel) => KernelRegistry.Make(kernel);

    /// <summary>Displacements in metres after a day.</summary>
    private static (double[] X, double[] Y) Walk(string kernel, Mesh mesh, double lat, ulong seed, double k = K)
    {
        using FieldSet fields = Fields(mesh, k);
        double[] start = new double[Count];
        Array.Fill(start, lat);
        using var particles = new ParticleSet(fields, new double[Count], start);
        particles.Execute(Make(kernel), TimeSpan.FromDays(1), TimeSpan.FromDays(1) / Steps, seed, threads: 2);
        (double perDegree, double perDegreeEast) = mesh == Mesh.Flat ? (1, 1) : (MetresPerDegree, MetresPerDegree * Math.Cos(lat * Math.PI / 180));
        return ([.. particles.Lon.ToArray().Select(x => x * perDegreeEast)], [.. particles.Lat.ToArray().Select(y => (y - lat) * perDegree)]);
    }

    /// <summary>What each particle moved in each step: (step, axis, particle).</summary>
    private static double[] Increments(ParticleSet particles, string kernel, ulong seed, int steps)
    {
        var increments = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            (double[] lon, double[] lat) = (particles.Lon.ToArray(), particles.Lat.ToArray());
            particles.Execute(Make(kernel), TimeSpan.FromHours(1), TimeSpan.FromHours(1), seed);
            increments.AddRange(particles.Lon.ToArray().Zip(lon, (after, before) => after - before));
            increments.AddRange(particles.Lat.ToArray().Zip(lat, (after, before) => after - before));
        }

        return [.. increments];
    }
}
