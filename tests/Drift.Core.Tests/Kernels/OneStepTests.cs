using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Foundation;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public class OneStepTests
{
    private const double MetresPerDegree = 111_120;
    private static readonly double[] Globe = [.. Enumerable.Range(0, 73).Select(i => -180.0 + (5 * i))];
    private static readonly double[] Latitudes = [-90, 0, 90];

    [Theory]
    [InlineData(0.0)]
    [InlineData(60.0)]
    [InlineData(-45.0)]
    public void Euler_moves_by_velocity_times_dt(double lat)
    {
        using FieldSet flat = FieldSet.FromData(Mesh.Flat, [-1e6, 1e6], [-1e6, 1e6], ("U", 0.5), ("V", -0.25));
        Assert.Equal((100 + 1800, lat - 900), Step(flat, new AdvectionEE(), 100, lat, 3600));
        using FieldSet sphere = FieldSet.FromData(Mesh.Spherical, Globe, Latitudes, ("U", 0.5), ("V", -0.25));
        (double x, double y) = Step(sphere, new AdvectionEE(), 100, lat, -3600);
        Assert.Equal(100 - (1800 / (MetresPerDegree * Math.Cos(lat * Math.PI / 180))), x, 1e-12);
        Assert.Equal(lat + (900 / MetresPerDegree), y, 1e-12);
    }

    // For a linear flow the scheme is the exponential series up to the fourth power.
    [Theory]
    [InlineData(600)]
    [InlineData(-7200)]
    public void Runge_Kutta_takes_four_terms_of_the_exponential(double dt)
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
        double a = dt * 2 * Math.PI / 86400;
        double cos = 1 - (a * a / 2) + (a * a * a * a / 24), sin = a - (a * a * a / 6);
        (double x, double y) = Step(fields, new AdvectionRk4(), 33, 50, dt);
        Assert.Equal(30 + (3 * cos) + (20 * sin), x, 1e-12);
        Assert.Equal(30 + (20 * cos) - (3 * sin), y, 1e-12);
    }

    // On the sphere each stage turns metres into degrees at its own latitude.
    [Fact]
    public void Runge_Kutta_divides_by_the_cosine_of_each_stages_latitude()
    {
        using FieldSet fields = FieldSet.FromData(Mesh.Spherical, Globe, Latitudes, ("U", 2), ("V", 5));
        const double dt = 86400;
        (double x, double y) = Step(fields, new AdvectionRk4(), 10, 40, dt);
        double dy = 5 * dt / MetresPerDegree;
        double east = (PerCos(40) + (4 * PerCos(40 + (dy / 2))) + PerCos(40 + dy)) / 6 * 2 * dt / MetresPerDegree;
        Assert.Equal(40 + dy, y, 1e-12);
        Assert.Equal(10 + east, x, 1e-12);
    }

    [Theory]
    [InlineData(Mesh.Flat, 0, 3600)]
    [InlineData(Mesh.Flat, 0, -600)]
    [InlineData(Mesh.Spherical, 0, 3600)]
    [InlineData(Mesh.Spherical, 62, 3600)]
    public void Uniform_increments_are_scaled_to_the_variance(Mesh mesh, double lat, double dt)
    {
        using FieldSet fields = Diffusive(mesh, 100, 25);
        (double x, double y) = Step(fields, new BrownianMotion2D(), 0, lat, dt);
        uint[] words = Words("BrownianMotion2D");
        double eastMetres = Symmetric(words[0]) * Math.Sqrt(6 * 100 * Math.Abs(dt)), northMetres = Symmetric(words[1]) * Math.Sqrt(6 * 25 * Math.Abs(dt));
        AssertStep(eastMetres / PerMetre(mesh, lat), northMetres / PerMetre(mesh, 0), lat, x, y);
    }

    [Theory]
    [InlineData(Mesh.Flat, 0, SphereMetric.Exact)]
    [InlineData(Mesh.Spherical, 0, SphereMetric.Exact)]
    [InlineData(Mesh.Spherical, -62, SphereMetric.Exact)]
    [InlineData(Mesh.Spherical, 79.9, SphereMetric.Exact)]
    [InlineData(Mesh.Spherical, 62, SphereMetric.Parcels)]
    [InlineData(Mesh.Spherical, 85, SphereMetric.Parcels)]
    public void Gaussian_increments_have_the_variance_and_the_drift_of_the_sphere(Mesh mesh, double lat, SphereMetric metric)
    {
        const double dt = 3600;
        using FieldSet fields = Diffusive(mesh, 100, 25);
        (double x, double y) = Step(fields, new DiffusionUniformKh { Metric = metric }, 0, lat, dt);
        (double east, double north) = Normals("DiffusionUniformKh");
        double drift = mesh == Mesh.Spherical && metric == SphereMetric.Exact
            ? -25 * dt * Math.Tan(lat * Math.PI / 180) / (Constants.SphereRadius * MetresPerDegree) : 0;
        AssertStep(east * Math.Sqrt(200 * dt) / PerMetre(mesh, lat), (north * Math.Sqrt(50 * dt) / PerMetre(mesh, 0)) + drift, lat, x, y);
    }

    // Single precision cannot tell them from the pole; a division by 0 would end the particle.
    [Theory]
    [InlineData(90)]
    [InlineData(-89.999999999)]
    public void A_step_without_the_metric_of_the_sphere_is_finite_on_the_pole(double lat)
    {
        using FieldSet fields = Diffusive(Mesh.Spherical, 100, 25);
        (double x, double y) = Step(fields, new DiffusionUniformKh { Metric = SphereMetric.Parcels }, 0, lat, 3600);
        Assert.True(double.IsFinite(x) && Math.Abs(y) <= 90, $"{x}, {y}");
        (x, y) = Step(fields, new BrownianMotion2D(), 0, lat, 3600);
        Assert.True(double.IsFinite(x) && Math.Abs(y) <= 90, $"{x}, {y}");
    }

    [Theory]
    [InlineData(80.1)]
    [InlineData(-85)]
    [InlineData(89.999)]
    [InlineData(90)]
    [InlineData(-90)]
    public void Near_a_pole_the_step_is_a_great_circle_of_the_right_length_and_bearing(double lat)
    {
        const double dt = 86400;
        using FieldSet fields = Diffusive(Mesh.Spherical, 1e4, 1e4);
        (double x, double y) = Step(fields, new DiffusionUniformKh(), 0, lat, dt);
        (double east, double north) = Normals("DiffusionUniformKh");
        double radian = Math.PI / 180, scale = Math.Sqrt(2e4 * dt);
        double arc = Math.Sqrt((east * east) + (north * north)) * scale / Constants.SphereRadius;
        double cosOfAngle = (Math.Sin(lat * radian) * Math.Sin(y * radian)) + (Math.Cos(lat * radian) * Math.Cos(y * radian) * Math.Cos(x * radian));
        Assert.Equal(Math.Cos(arc), cosOfAngle, 1e-14);

        // The bearing at the start, by the formula of navigation.
        double bearing = Math.Atan2(Math.Sin(x * radian) * Math.Cos(y * radian), (Math.Cos(lat * radian) * Math.Sin(y * radian)) - (Math.Sin(lat * radian) * Math.Cos(y * radian) * Math.Cos(x * radian)));
        Assert.Equal(0, Math.IEEERemainder(bearing - Math.Atan2(east, north), 2 * Math.PI), 1e-9);
    }

    [Fact]
    public void A_sum_of_kernels_moves_by_the_sum_and_its_order_does_not_matter()
    {
        using FieldSet fields = FieldSet.FromData(Mesh.Spherical, Globe, Latitudes, ("U", 2), ("V", 5), ("Kh_zonal", 100), ("Kh_meridional", 100));
        IKernel[] orders =
        [
            new AdvectionRk4() + new DiffusionUniformKh() + new BrownianMotion2D(),
            new BrownianMotion2D() + new AdvectionRk4() + new DiffusionUniformKh(),
            new DiffusionUniformKh() + (new BrownianMotion2D() + new AdvectionRk4()),
        ];
        (double X, double Y)[] ends = [.. orders.Select(kernel => Step(fields, kernel, 10, 50, 3600))];
        Assert.All(ends, end => Assert.Equal(ends[0], end));
        (double X, double Y)[] alone = [Step(fields, new AdvectionRk4(), 10, 50, 3600), Step(fields, new DiffusionUniformKh(), 10, 50, 3600), Step(fields, new BrownianMotion2D(), 10, 50, 3600)];
        Assert.Equal(alone.Sum(a => a.X - 10), ends[0].X - 10, 1e-12);
        Assert.Equal(alone.Sum(a => a.Y - 50), ends[0].Y - 50, 1e-12);
    }

    /// <summary>
    /// Increments are made in single precision: some six roundings of 2⁻²⁴, and the latitude's own in its distance from the pole.
    /// The position is double: what is added to it is seen to 10⁻¹⁴.
    /// </summary>
    private static void AssertStep(double expectedX, double expectedY, double lat, double x, double y)
    {
        double rounding = (6 + (Math.Abs(lat) / (90 - Math.Abs(lat)))) * Math.ScaleB(1, -24);
        Assert.Equal(expectedX, x, rounding * Math.Abs(expectedX));
        Assert.Equal(expectedY, y - lat, (rounding * Math.Abs(expectedY)) + 2e-14);
    }

    private static (double X, double Y) Step(FieldSet fields, IKernel kernel, double lon, double lat, double dt)
    {
        using var particles = new ParticleSet(fields, [lon], [lat]);
        particles.Execute(kernel, TimeSpan.FromSeconds(Math.Abs(dt)), TimeSpan.FromSeconds(dt), seed: 99, lanes: LaneWidth.One);
        Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        return (particles.Lon[0], particles.Lat[0]);
    }

    private static FieldSet Diffusive(Mesh mesh, double zonal, double meridional) =>
        new FieldSet(mesh).Add(Field.Constant("Kh_zonal", zonal), Field.Constant("Kh_meridional", meridional));

    private static double PerCos(double lat) => 1 / Math.Cos(lat * Math.PI / 180);

    private static double PerMetre(Mesh mesh, double lat) => mesh == Mesh.Flat ? 1 : MetresPerDegree * Math.Cos(lat * Math.PI / 180);

    private static uint[] Words(string kernel) => PlainPhilox.Block(0, 0, 0, (uint)KernelSlot.Of(kernel, 0) << 16, 99);

    private static double Symmetric(uint word) => ((word + 0.5) / 2147483648.0) - 1;

    private static (double X, double Y) Normals(string kernel)
    {
        uint[] words = Words(kernel);
        Lane1.Normals(Lane1.BroadcastBits(words[0]), Lane1.BroadcastBits(words[1]), out Lane1 x, out Lane1 y);
        return (x, y);
    }
}
