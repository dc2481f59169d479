using Drift.App.Validation;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Diffusion on the whole sphere: the uniform density stays uniform, and the poles are places like any other.</summary>
public class SphereTests
{
    private const int Count = 20_000;

    // 50 years.
    private const int Days = 18_262;

    public static TheoryData<ulong, int> Walks => Figures.IsLong ? new() { { 1, 1 }, { 2, 1 }, { 3, 1 }, { 4, 5 } } : new() { { 1, 1 } };

    [Theory]
    [MemberData(nameof(Walks))]
    public void A_uniform_density_stays_uniform(ulong seed, int times)
    {
        double chi = SphereWalks.ChiSquare(SphereWalks.Walk(new DiffusionUniformKh(), SphereWalks.Uniform(times * Count), Days, seed).Lat);
        Figures.Write($"uniformity, {times * Count} particles, {Days} days: chi2(19) {chi:F1}, limit {SphereWalks.ChiSquareLimit}");
        Assert.True(chi < SphereWalks.ChiSquareLimit, $"χ² {chi}");
    }

    // Twenty bins of equal area are too coarse to see the caps, where the walk changes its form.
    [Theory]
    [InlineData(1e4, 1e4)]
    [InlineData(4e4, 1e4)]
    [InlineData(1e4, 4e4)]
    [InlineData(0, 1e4)]
    public void The_polar_caps_hold_their_share_also_where_diffusivities_differ(double zonal, double meridional)
    {
        double[] lat = SphereWalks.Walk(new DiffusionUniformKh(), SphereWalks.Uniform(Count), Days / 4, 8, zonal, meridional).Lat;
        double share = 1 - Math.Sin(80 * Math.PI / 180), expected = share * Count, error = Math.Sqrt(expected * (1 - share));
        int found = lat.Count(y => Math.Abs(y) > 80);
        Figures.Write($"caps beyond 80 degrees, K {zonal:G} and {meridional:G}: {found} particles, {expected:F0} ± {error:F0} in a uniform density");
        Assert.InRange((found - expected) / error, -Statistics.Sigmas, Statistics.Sigmas);
        Assert.True(SphereWalks.ChiSquare(lat) < SphereWalks.ChiSquareLimit);
    }

    // The two controls show what the limit above is worth: these walks are wrong, and are found out.
    [Fact]
    public void Without_the_drift_particles_pile_up_at_the_poles()
    {
        double chi = SphereWalks.ChiSquare(SphereWalks.Walk(new DiffusionUniformKh { Metric = SphereMetric.Parcels }, SphereWalks.Uniform(Count), Days, 1).Lat);
        Figures.Write($"uniformity, {Days} days, control without drift: chi2(19) {chi:F0}, must exceed {SphereWalks.ChiSquareLimit}");
        Assert.True(chi > 2 * SphereWalks.ChiSquareLimit, $"χ² {chi}");
    }

    [Fact]
    public void With_latitudes_clamped_at_the_poles_the_density_does_not_stay_uniform()
    {
        double chi = SphereWalks.ChiSquare(SphereWalks.Walk(new PlainDrift { IsClamped = true }, SphereWalks.Uniform(Count), Days, 1).Lat);
        Figures.Write($"uniformity, {Days} days, control clamped at the poles: chi2(19) {chi:F0}, must exceed {SphereWalks.ChiSquareLimit}");
        Assert.True(chi > 2 * SphereWalks.ChiSquareLimit, $"χ² {chi}");
    }

    // Kh is three times as large at the north pole as at the south pole, on nodes of one degree.
    [Theory]
    [InlineData("DiffusionEM", true)]
    [InlineData("DiffusionM1", true)]
    [InlineData("DiffusionUniformKh", false)]
    public void A_uniform_density_stays_uniform_where_the_diffusivity_varies_unless_the_walk_takes_it_as_uniform(string kernel, bool isRight)
    {
        double[] lon = [.. Enumerable.Range(0, 360).Select(i => i - 180.0)], lat = [.. Enumerable.Range(0, 181).Select(j => j - 90.0)];
        float[,] kh = new float[181, 360];
        for (int j = 0; j < 181; j++)
        {
            for (int i = 0; i < 360; i++)
                kh[j, i] = (float)(SphereWalks.K * (1 + (0.5 * Math.Sin(lat[j] * Math.PI / 180))));
        }

        using FieldSet fields = FieldSet.FromData(Mesh.Spherical, lon, lat, ("Kh_zonal", kh), ("Kh_meridional", kh));
        (double[] x, double[] y) = SphereWalks.Uniform(Count);
        using var particles = new ParticleSet(fields, x, y);
        particles.Execute(KernelRegistry.Make(kernel), TimeSpan.FromDays(Days / 2), TimeSpan.FromDays(1), seed: 3, threads: 2);
        double chi = SphereWalks.ChiSquare(particles.Lat.ToArray());
        Figures.Write($"uniformity, Kh that varies, {kernel}, {Days / 2} days: chi2(19) {chi:F1}, limit {SphereWalks.ChiSquareLimit}");
        Assert.Equal(particles.Count, particles.CountOf(ParticleStatus.Active));
        Assert.True(isRight ? chi < SphereWalks.ChiSquareLimit : chi > 2 * SphereWalks.ChiSquareLimit, $"χ² {chi}");
    }

    [Fact]
    public void Particles_released_beside_the_pole_spread_as_anywhere_else()
    {
        double left = SphereWalks.Left(2000);
        Assert.Equal(0.91827, left, 5e-6);
        (double mean, double error) = Spread(new DiffusionUniformKh());
        (double control, double controlError) = Spread(new PlainDrift());
        Figures.Write($"release at 89.5 N, 2000 days: E[cos] {mean:F5} ± {error:F5}, exact {left:F5}; control with plain drift {control:F5}, {(control - left) / controlError:F1} standard errors");
        Assert.InRange((mean - left) / error, -Statistics.Sigmas, Statistics.Sigmas);
        Assert.True((control - left) / controlError < -Statistics.Sigmas, "the control passes");

        static (double Mean, double Error) Spread(IKernel kernel)
        {
            double[] cosines = SphereWalks.CosinesFrom(30, 89.5, SphereWalks.Walk(kernel, SphereWalks.At(30, 89.5, Count), 2000, 11));
            return (Statistics.Mean(cosines), Statistics.Deviation(cosines) / Math.Sqrt(Count));
        }
    }

    [Theory]
    [InlineData(10.0, 4UL)]
    [InlineData(-45.0, 5UL)]
    [InlineData(75.0, 6UL)]
    [InlineData(-82.0, 7UL)]
    public void The_mean_of_the_sine_of_latitude_decays_as_its_theory_says(double lat, ulong seed)
    {
        double[] sines = SphereWalks.Sines(SphereWalks.Walk(new DiffusionUniformKh(), SphereWalks.At(0, lat, Count), 2000, seed).Lat);
        double expected = Math.Sin(lat * Math.PI / 180) * SphereWalks.Left(2000), error = Statistics.Deviation(sines) / Math.Sqrt(Count);
        Figures.Write($"release at {lat}, 2000 days: E[sin lat] {Statistics.Mean(sines):F5} ± {error:F5}, exact {expected:F5}");
        Assert.InRange((Statistics.Mean(sines) - expected) / error, -Statistics.Sigmas, Statistics.Sigmas);
    }

    // Uniformity does not notice a missing half turn of the longitude.
    [Fact]
    public void A_particle_that_crosses_a_pole_goes_on_along_the_opposite_meridian()
    {
        using var fields = FieldSet.FromFlow(Mesh.Spherical, new Northward());
        using var particles = new ParticleSet(fields, [20, -100], [89.5, -89.5]);
        particles.Execute(new AdvectionEE(), TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        double degrees = 86400 / (1852 * 60.0);
        Assert.Equal((200, 180 - 89.5 - degrees), (particles.Lon[0], particles.Lat[0]));
        particles.Execute(new AdvectionEE(), TimeSpan.FromDays(2), TimeSpan.FromDays(-2));
        Assert.Equal(-180 - (-89.5 - degrees), particles.Lat[1], 1e-12);
        Assert.Equal(80, particles.Lon[1]);
    }

    private readonly struct Northward : IAnalyticFlow
    {
        public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
        {
            u = 0.0;
            v = 1.0;
        }
    }
}
