using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Integration;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>Runge–Kutta with sub-steps that each particle chooses for itself.</summary>
public sealed class AdaptiveStepTests
{
    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    // In one dt of a quarter turn a scheme of fifth order is off by metres; a tolerance a hundred times smaller leaves errors that are at
    // least ten times smaller, and all errors are below what the sub-steps may add up to: their number is below 64.
    [Fact]
    public void The_error_falls_with_the_tolerance_and_stays_below_it_for_each_sub_step()
    {
        double previous = double.MaxValue;
        foreach (double tolerance in (double[])[1, 1e-2, 1e-4, 1e-6])
        {
            using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
            using var particles = new ParticleSet(fields, [30], [30 + 20e3]);
            particles.Execute(new AdvectionRk45 { Tolerance = tolerance, MinDt = 0.01 }, TimeSpan.FromHours(6), TimeSpan.FromHours(6));
            double error = Math.Sqrt(Math.Pow(particles.Lon[0] - 20030, 2) + Math.Pow(particles.Lat[0] - 30, 2));
            Assert.InRange(error, 0, 64 * tolerance);
            Assert.InRange(error, 0, previous / 10);
            previous = error;
        }
    }

    [Fact]
    public void A_sub_step_that_is_too_long_is_divided_and_the_next_dt_begins_with_what_was_learnt()
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
        using var particles = new ParticleSet(fields, [30, 30], [30 + 20e3, 30]);
        particles.Execute(new AdvectionRk45 { Tolerance = 1e-4 }, TimeSpan.FromHours(6), TimeSpan.FromHours(6));
        Assert.InRange(particles["next_dt"][0], 300, 5000);

        // In the centre nothing moves: there the whole dt is right.
        Assert.Equal(21600, particles["next_dt"][1]);
    }

    // With the shortest sub-step as long as dt there is nothing to divide: the plain scheme of fifth order, whose error falls 32 times.
    [Fact]
    public void Without_room_to_divide_it_is_a_scheme_of_fifth_order()
    {
        double[] errors = [.. new[] { 3600.0, 1800, 900 }.Select(dt =>
        {
            using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
            using var particles = new ParticleSet(fields, [30], [30 + 20e3]);
            particles.Execute(new AdvectionRk45 { Tolerance = 1e-12, MinDt = dt }, TimeSpan.FromHours(6), TimeSpan.FromSeconds(dt));
            return Math.Sqrt(Math.Pow(particles.Lon[0] - 20030, 2) + Math.Pow(particles.Lat[0] - 30, 2));
        })];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 4.85, 5.15);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 4.85, 5.15);
    }

    [Fact]
    public void Forward_and_backward_again_it_comes_back_within_the_tolerance()
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new MovingEddy());
        using var particles = new ParticleSet(fields, [12000], [12500]);
        particles.Execute(new AdvectionRk45 { Tolerance = 1e-3 }, TimeSpan.FromHours(12), TimeSpan.FromHours(1));
        using var back = new ParticleSet(fields, [particles.Lon[0]], [particles.Lat[0]]) { Time = TimeSpan.FromHours(12) };
        back.Execute(new AdvectionRk45 { Tolerance = 1e-3 }, TimeSpan.FromHours(12), TimeSpan.FromHours(-1));
        Assert.NotEqual(12000, particles.Lon[0], 1.0);
        Assert.Equal(12000, back.Lon[0], 0.05);
        Assert.Equal(12500, back.Lat[0], 0.05);
    }

    // The tolerance is in metres also where positions are degrees, and east of 60° N a degree is half as long.
    [Fact]
    public void On_the_sphere_the_error_is_in_metres()
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Spherical, new StationaryEddy());
        using var particles = new ParticleSet(fields, [10], [60]);
        particles.Execute(new AdvectionRk45 { Tolerance = 1e-3, MinDt = 0.01 }, TimeSpan.FromHours(12), TimeSpan.FromHours(12));
        double metres = Constants.MetresPerDegree, f = 1e-4, t = 43200;
        Assert.Equal(-0.3 / f * (1 - Math.Cos(f * t)), (particles.Lat[0] - 60) * metres, 0.02);

        // Along the way the latitude, and with it the length of a degree, changes by some parts in a thousand.
        Assert.Equal(0.3 / f * Math.Sin(f * t), (particles.Lon[0] - 10) * metres * 0.5, 15.0);
        Assert.InRange(particles["next_dt"][0], 100, 20000);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Before_an_edge_sub_steps_become_short_and_the_particle_ends_where_it_leaves(LaneWidth lanes)
    {
        // A jet to the east that doubles every 100 m, and a grid that ends at 1000 m.
        double[] x = [.. Enumerable.Range(0, 11).Select(i => 100.0 * i)], y = [0, 100];
        float[,] u = new float[2, 11], v = new float[2, 11];
        for (int i = 0; i < 11; i++)
            u[0, i] = u[1, i] = (float)Math.Pow(2, i);
        using FieldSet fields = FieldSet.FromData(Mesh.Flat, x, y, ("U", u), ("V", v));
        double[] starts = [0, 300, 600, 900, 999, 999.9, 1000, 1001, -1];
        using var particles = new ParticleSet(fields, starts, [.. starts.Select(_ => 50.0)]);
        particles.Execute(
            new AdvectionRk45 { Tolerance = 0.1, MinDt = 1e-3 }, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), lanes: lanes);
        Assert.Equal(ParticleStatus.Active, (ParticleStatus)particles.Status[0]);
        foreach (int i in (int[])[1, 2, 3, 4, 5, 7, 8])
            Assert.Equal(ParticleStatus.OutOfGrid, (ParticleStatus)particles.Status[i]);
        Assert.True(particles.Lon[0] > 20);
    }

    [Fact]
    public void Lanes_blocks_and_threads_change_no_bit_where_every_particle_divides_dt_in_its_own_way()
    {
        double[] expected = Run(LaneWidth.One, 1);
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            foreach (int threads in (int[])[1, 3])
                Assert.Equal(expected, Run(lanes, threads));
        }

        static double[] Run(LaneWidth lanes, int threads)
        {
            using FieldSet fields = TestFlows.Make(Mesh.Spherical);
            using ParticleSet particles = TestFlows.Particles(fields, 1500);
            particles.Execute(
                new AdvectionRk45 { Tolerance = 1e-3 } + new DiffusionUniformKh(), TimeSpan.FromHours(5), TimeSpan.FromMinutes(50), seed: 3, lanes: lanes, threads: threads);
            Assert.True(particles["next_dt"].ToArray().Distinct().Count() > 100);
            return [.. particles.Lon, .. particles.Lat, .. particles["next_dt"]];
        }
    }

    [Theory]
    [InlineData(0, 1, "tolerance is 0 m, not a positive length")]
    [InlineData(-1, 1, "tolerance is -1 m, not a positive length")]
    [InlineData(double.NaN, 1, "tolerance is NaN m, not a positive length")]
    [InlineData(1, 0, "min_dt is 0 s, not a positive duration")]
    public void What_cannot_be_is_refused(double tolerance, double shortest, string expected)
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
        using var particles = new ParticleSet(fields, [30], [50]);
        DriftException failure = Assert.Throws<DriftException>(() =>
            particles.Execute(new AdvectionRk45 { Tolerance = tolerance, MinDt = shortest }, TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        Assert.Equal($"kernel AdvectionRK45: {expected}", Assert.Single(failure.Problems).What);
    }

    [Fact]
    public void In_three_dimensions_depth_is_followed_with_the_same_error()
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation()).Add(Field.Constant("W", -0.01));
        using var particles = new ParticleSet(fields, [30], [30 + 20e3], [5]);
        using var flat = new ParticleSet(fields, [30], [30 + 20e3]);
        particles.Execute(new AdvectionRk45In3D { Tolerance = 1e-4 }, TimeSpan.FromHours(6), TimeSpan.FromHours(6));
        flat.Execute(new AdvectionRk45 { Tolerance = 1e-4 }, TimeSpan.FromHours(6), TimeSpan.FromHours(6));
        Assert.Equal((flat.Lon[0], flat.Lat[0]), (particles.Lon[0], particles.Lat[0]));
        Assert.Equal(5 + 216, particles.Depth[0], 1e-9);
    }
}
