using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Experiments;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public sealed class BoundaryTests
{
    private static readonly TimeSpan Dt = TimeSpan.FromSeconds(1);

    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    // Numbers in quarters of a metre are exact: so is the remainder.
    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_in_a_periodic_channel_is_where_the_remainder_says(LaneWidth lanes)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", -123.25), Field.Constant("V", 7.5));
        double[] x = [.. Enumerable.Range(0, 21).Select(i => -5 + (0.5 * i))], y = [.. x.Select(v => v + 100)];
        using var particles = new ParticleSet(fields, x, y);
        var channel = new Periodic { West = -5, East = 5.5, South = 90, North = 120 };
        particles.Execute(new AdvectionEE(), Dt * 40, Dt, lanes: lanes, boundaries: [channel]);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Remainder(x[i] - (40 * 123.25) + 5, 10.5) - 5, particles.Lon[i]);
            Assert.Equal(Remainder(y[i] + 300 - 90, 30) + 90, particles.Lat[i]);
        }
    }

    [Theory]
    [InlineData(-0.0, 0.0)]
    [InlineData(10.0, 0.0)]
    [InlineData(-1e-300, 0.0)]
    [InlineData(-0.1, 9.9)]
    [InlineData(30.25, 0.25)]
    [InlineData(-29.75, 0.25)]
    [InlineData(9.999999999999998, 9.999999999999998)]
    [InlineData(1e15, 0.0)]
    [InlineData(1e15 + 0.125, 0.125)]
    public void Any_place_comes_into_the_half_open_domain(double x, double expected) =>
        Assert.Equal(expected, Lane1.First(new Sides(0, 10).Wrap<Lane1>(x)));

    [Theory]
    [InlineData(-1.0, 1.0)]
    [InlineData(11.0, 9.0)]
    [InlineData(10.0, 10.0)]
    [InlineData(25.0, 5.0)]
    [InlineData(-13.0, 7.0)]
    [InlineData(4.1, 4.1)]
    public void Between_two_walls_a_place_is_mirrored_as_often_as_needed(double x, double expected) =>
        Assert.Equal(expected, Lane1.First(new Sides(0, 10).Fold<Lane1>(x)));

    [Fact]
    public void A_single_wall_mirrors_and_what_is_no_number_stays_so()
    {
        Assert.Equal(3, Lane1.First(new Sides(1, null).Fold<Lane1>(-1)));
        Assert.Equal(50, Lane1.First(new Sides(1, null).Fold<Lane1>(50)));
        Assert.Equal(-7, Lane1.First(new Sides(null, -3).Fold<Lane1>(1)));
        foreach (double x in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Assert.True(double.IsNaN(Lane1.First(new Sides(0, 10).Wrap<Lane1>(x))) || double.IsInfinity(x));
            Assert.False(double.IsFinite(Lane1.First(new Sides(0, null).Fold<Lane1>(x))));
        }
    }

    [Fact]
    public void Steps_beyond_the_range_of_numbers_end_a_particle_at_any_boundary()
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", 3e38), Field.Constant("V", 0));
        IBoundary[] all = [new Periodic { West = 0, East = 1 }, new Reflecting { West = 0, East = 1 }, new Reflecting { East = 1 }];
        foreach (IBoundary boundary in all)
        {
            using var particles = new ParticleSet(fields, [0.5], [0]);
            particles.Execute(new Infinite(), Dt, Dt, boundaries: [boundary]);
            Assert.Equal(ParticleStatus.NotFinite, particles.Status[0]);
        }
    }

    [Fact]
    public void Depth_is_mirrored_at_top_and_bottom()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, 0, [new Segment(0, 0, 0, 0, 5)], hasDepth: true);
        particles.Execute(new Rising(), Dt * 7, Dt, boundaries: [new Reflecting { Top = 0, Bottom = 4.5 }]);
        Assert.Equal(Enumerable.Repeat(1.0, 5), particles.Depth.ToArray());
    }

    [Theory]
    [InlineData("boundaries=Periodc", "there is no boundary Periodc; did you mean 'Periodic'?")]
    [InlineData("boundaries={Periodic: {west: 0, eats: 1 km}}", "boundary Periodic has no parameter eats; did you mean 'east'?")]
    [InlineData("boundaries={Periodic: {west: 0}}", "only one of west and east; give both")]
    [InlineData("boundaries=[Periodic]", "Periodic has no sides; give west and east")]
    [InlineData("boundaries=[{Periodic: {west: 3 km, east: 2 km}}]", "east 2000 is not beyond west 3000; give east more than west")]
    [InlineData("boundaries={Periodic: {west: 0, east: 1 s}}", "do not convert")]
    [InlineData("boundaries={Periodic: {west: 0, east: far}}", "'far' is not a number; give a number in m")]
    [InlineData("boundaries=Reflecting", "Reflecting has no walls")]
    public void What_is_wrong_with_a_boundary_is_said_with_its_place(string setting, string message)
    {
        string problems = Problems(setting, "mesh=flat");
        Assert.Contains(message, problems, StringComparison.Ordinal);
        Assert.Contains("boundaries", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_sphere_sides_are_degrees_and_only_east_and_west_are_periodic()
    {
        Assert.Equal("", Problems("boundaries={Periodic: {west: -180, east: 180 degrees}}"));
        Assert.Contains("a sphere is not periodic from south to north", Problems("boundaries={Periodic: {south: -80, north: 80}}"), StringComparison.Ordinal);
        Assert.Contains("do not convert", Problems("boundaries={Periodic: {west: 0, east: 100 km}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_told_too()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [0], [0]);
        DriftException error = Assert.Throws<DriftException>(() => particles.Execute(new Ageing(), Dt, Dt, boundaries: [new Periodic { West = 1, East = 0 }, new Reflecting()]));
        Assert.Equal(["boundaries: east 0 is not beyond west 1; give east more than west", "boundaries: Reflecting has no walls; give some of west, east, south, north, top and bottom"], error.Problems.Select(p => p.ToString()));
    }

    private static string Problems(params string[] settings)
    {
        ExperimentSpec spec = Minimal.Read(Minimal.Text, settings);
        var problems = new List<Problem>();
        Assert.Equal(spec.Boundaries.Count, BoundaryComposer.Make(spec, problems).Count + (problems.Count > 0 ? 1 : 0));
        return string.Join('\n', problems);
    }

    private static double Remainder(double x, double width) => x - (Math.Floor(x / width) * width);

    private readonly struct Infinite : IKernel
    {
        public void Bind(KernelBinding binding)
        {
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.DLon = double.PositiveInfinity;
    }

    private readonly struct Rising : IKernel
    {
        public void Bind(KernelBinding binding)
        {
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.DDepth = -1.0;
    }
}
