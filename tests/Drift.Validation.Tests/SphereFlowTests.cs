using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Advection on the sphere by flows with exact ways.</summary>
public class SphereFlowTests
{
    private const double MetresPerDegree = 1852 * 60;
    private static readonly TimeSpan Turn = TimeSpan.FromDays(12);

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(-80)]
    public void A_zonal_flow_carries_a_particle_along_its_parallel(double lat)
    {
        (double lon, double after) = Run(new Uniform(1.5, 0), 10, lat, TimeSpan.FromDays(10), TimeSpan.FromHours(1));
        double exact = 1.5 * 864000 / (MetresPerDegree * Math.Cos(lat * Math.PI / 180)), error = Math.Abs(((lon - 10) / exact) - 1);
        Figures.Write($"zonal flow at {lat}, 10 d: relative error {error:E1}, limit 1E-006");
        Assert.True(error < 1e-6, $"relative error {error}");
        Assert.Equal(lat, after);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.7)]
    public void A_meridional_flow_carries_a_particle_along_its_meridian(double v)
    {
        (double lon, double lat) = Run(new Uniform(0, v), 10, -5, TimeSpan.FromDays(10), TimeSpan.FromHours(1));
        double error = Math.Abs(((lat + 5) / (v * 864000 / MetresPerDegree)) - 1);
        Figures.Write($"meridional flow of {v} m/s, 10 d: relative error {error:E1}, limit 1E-006");
        Assert.True(error < 1e-6, $"relative error {error}");
        Assert.Equal(10, lon);
    }

    [Fact]
    public void A_shear_carries_a_particle_as_far_as_its_latitude_says()
    {
        (double lon, double lat) = Run(new Shear(1e-6, Mesh.Spherical), 0, 30, TimeSpan.FromDays(10), TimeSpan.FromHours(1));
        Assert.Equal(1e-6 * 30 * 864000 / Math.Cos(Math.PI / 6), lon, 1e-6 * lon);
        Assert.Equal(30, lat);
    }

    // Every stage goes along the parallel at the same angular speed: what is left is rounding, of some hundred steps.
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void A_rotation_about_the_axis_of_the_earth_is_exact(double lat)
    {
        (double lon, double after) = Run(new SolidBodyRotation(), 20, lat, Turn, TimeSpan.FromHours(1));
        Assert.Equal(380, lon, 1e-10);
        Assert.Equal(lat, after);
    }

    // About a tilted axis latitudes change, and the error has the order of the scheme. The start is 50° from the axis, whose pole is at
    // λ = 180°, φ = 90° − α; the way keeps away from the poles of the earth.
    [Theory]
    [InlineData(30)]
    [InlineData(70)]
    public void After_a_turn_about_a_tilted_axis_the_distance_to_the_start_falls_with_the_fourth_power_of_dt(double alpha)
    {
        double[] errors = [.. new[] { 4.0, 2, 1 }.Select(hours =>
        {
            (double lon, double lat) = Run(new SolidBodyRotation(12 * 86400, alpha), 40, 10, Turn, TimeSpan.FromHours(hours));
            return Degrees(40, 10, lon, lat);
        })];
        double[] slopes = [Math.Log2(errors[0] / errors[1]), Math.Log2(errors[1] / errors[2])];
        Figures.Write($"rotation of the sphere, alpha {alpha}, one turn, dt 4/2/1 h: {errors[0]:E2}/{errors[1]:E2}/{errors[2]:E2} degrees from the start, slopes {slopes[0]:F2}/{slopes[1]:F2}");
        Assert.All(slopes, slope => Assert.InRange(slope, 3.9, 4.1));
    }

    // Both poles are met to rounding, so that single stages lie at a pole or beyond it.
    [Theory]
    [InlineData(-90, 60)]
    [InlineData(90, 60)]
    [InlineData(-90, 77)]
    public void A_particle_that_crosses_both_poles_comes_back_to_its_start(double lon, double minutes)
    {
        (double after, double lat) = Run(new SolidBodyRotation(12 * 86400, 90), lon, 0, TimeSpan.FromMinutes(Math.Round(Turn.TotalMinutes / minutes) * minutes), TimeSpan.FromMinutes(minutes));
        double late = ((Math.Round(Turn.TotalMinutes / minutes) * minutes / Turn.TotalMinutes) - 1) * 360;
        double error = Degrees(lon, lon < 0 ? late : -late, after, lat);
        Figures.Write($"rotation of the sphere, alpha 90, over both poles from {lon}, dt {minutes} min: {error:E1} degrees from where it should be, limit 1E-003");
        Assert.True(error < 1e-3, $"{error} degrees from the start");
    }

    private static (double Lon, double Lat) Run<T>(T flow, double lon, double lat, TimeSpan time, TimeSpan dt) where T : struct, IAnalyticFlow
    {
        using var fields = FieldSet.FromFlow(Mesh.Spherical, flow);
        using var particles = new ParticleSet(fields, [lon], [lat]);
        particles.Execute(new AdvectionRk4(), time, dt);
        Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        return (particles.Lon[0], particles.Lat[0]);
    }

    /// <summary>The angle between two places in degrees, by the formula that is exact for small angles too.</summary>
    private static double Degrees(double lonA, double latA, double lonB, double latB)
    {
        const double radians = Math.PI / 180;
        double sinLat = Math.Sin((latB - latA) / 2 * radians), sinLon = Math.Sin((lonB - lonA) / 2 * radians);
        return 2 / radians * Math.Asin(Math.Min(1, Math.Sqrt((sinLat * sinLat) + (Math.Cos(latA * radians) * Math.Cos(latB * radians) * sinLon * sinLon))));
    }
}
