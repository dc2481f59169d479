using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>What becomes of particles at shores and open sides.</summary>
public sealed class ShoreTests
{
    private const int Count = 20_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_comes_onto_land_is_beached_where_it_last_was_on_water(LaneWidth lanes)
    {
        using FieldSet fields = Coast(1, 0);
        using var particles = new ParticleSet(fields, [0.25, 5.0, 9.0, -100, 12], [0.0, 1, 2, 3, 4]);
        particles.Execute(new AdvectionEE(), 20 * Second, Second, lanes: lanes, boundaries: [new Beaching()]);
        Assert.Equal([ParticleStatus.Beached, ParticleStatus.Beached, ParticleStatus.Beached, ParticleStatus.Active, ParticleStatus.Beached], particles.Status.ToArray());
        Assert.Equal([9.25, 9, 9, -80, 12], particles.Lon.ToArray());
    }

    // 40 steps in contact: a part e^(−40/30) is still afloat.
    [Fact]
    public void With_a_time_scale_particles_in_contact_are_beached_with_its_rate()
    {
        using FieldSet fields = Coast(1, 0);
        using var particles = new ParticleSet(fields, [.. Enumerable.Repeat(9.0, Count)], new double[Count]);
        particles.Execute(new AdvectionEE(), 40 * Second, Second, seed: 2, boundaries: [new Beaching { Timescale = 30 }]);
        Near(Math.Exp(-40.0 / 30), particles.CountOf(ParticleStatus.Active));
        Assert.All(particles.Lon.ToArray(), x => Assert.Equal(9, x));
    }

    // Each step beaches those in contact with p = 1 − e^(−1/5) and frees those ashore with q = 1 − e^(−1/20): in balance p/(p + q) lie there.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Beaching_and_refloating_come_to_a_balance(LaneWidth lanes)
    {
        using FieldSet fields = Coast(1, 0);
        using var particles = new ParticleSet(fields, [.. Enumerable.Repeat(9.0, Count)], new double[Count]);
        particles.Execute(new AdvectionEE(), 200 * Second, Second, seed: 3, lanes: lanes, boundaries: [new Beaching { Timescale = 5, Refloat = 20 }]);
        double p = 1 - Math.Exp(-1.0 / 5), q = 1 - Math.Exp(-1.0 / 20);
        Assert.Equal(Count, particles.CountOf(ParticleStatus.Active));
        Near(p / (p + q), particles["beached"].ToArray().Count(b => b == 1));
        Assert.All(particles["beached"].ToArray(), b => Assert.True(b is 0 or 1));
    }

    [Fact]
    public void A_beached_particle_lies_still_and_one_beside_the_shore_goes_by()
    {
        // A current along the shore, and a particle that starts on land.
        using FieldSet fields = Coast(0, 1);
        using var particles = new ParticleSet(fields, [12.0], [0.0]);
        particles.Execute(new AdvectionEE(), 50 * Second, Second, boundaries: [new Beaching { Refloat = 1e9 }]);
        Assert.Equal((12.0, 0.0, 1.0), (particles.Lon[0], particles.Lat[0], particles["beached"][0]));
        using var afloat = new ParticleSet(fields, [8.0], [0.0]);
        afloat.Execute(new AdvectionEE(), 50 * Second, Second, boundaries: [new Beaching { Refloat = 1e9 }]);
        Assert.Equal((8.0, 50.0, 0.0), (afloat.Lon[0], afloat.Lat[0], afloat["beached"][0]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Along_a_shore_the_part_of_a_step_that_stays_on_water_is_kept(LaneWidth lanes)
    {
        using FieldSet fields = Coast(1, 0.5);
        using var particles = new ParticleSet(fields, [5.0, 9.25, 0], [0.0, 3, 0]);
        particles.Execute(new AdvectionEE(), 20 * Second, Second, lanes: lanes, boundaries: [new Sliding()]);
        Assert.Equal([9.0, 9.25, 9], particles.Lon.ToArray());
        Assert.Equal([10.0, 13, 10], particles.Lat.ToArray());
        Assert.Equal(3, particles.CountOf(ParticleStatus.Active));
    }

    [Fact]
    public void In_a_corner_a_particle_stays_where_it_is()
    {
        // The shore is at x = 9.5 and at y = 9.5.
        using FieldSet fields = Coast(1, 1, (x, y) => x >= 10 || y >= 10);
        using var particles = new ParticleSet(fields, [0.0], [0.0]);
        particles.Execute(new AdvectionEE(), 20 * Second, Second, boundaries: [new Sliding()]);
        Assert.Equal((9.0, 9.0, ParticleStatus.Active), (particles.Lon[0], particles.Lat[0], particles.Status[0]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_stays_near_one_place_is_stuck_after_the_time(LaneWidth lanes)
    {
        // A particle at the wall, one that drifts on, and one that turns in a circle of 5 m: within 10 m of where it was for ever.
        using FieldSet fields = Coast(1, 0);
        using var particles = new ParticleSet(fields, [9.0, -90], [0.0, 0]);
        particles.Execute(new AdvectionEE(), 60 * Second, Second, lanes: lanes, boundaries: [new Sliding(), new StuckDetection { Distance = 10, Time = 30 }]);
        Assert.Equal([ParticleStatus.Stuck, ParticleStatus.Active], particles.Status.ToArray());
        using FieldSet turning = FieldSet.FromFlow(Mesh.Flat, new Core.Fields.Sources.Flows.RadialRotation());
        using var circling = new ParticleSet(turning, [30.0, 30], [34.0, 60]);
        circling.Execute(new AdvectionRk4(), TimeSpan.FromDays(2), TimeSpan.FromMinutes(10), lanes: lanes, boundaries: [new StuckDetection { Distance = 10, Time = 86400 }]);
        Assert.Equal([ParticleStatus.Stuck, ParticleStatus.Active], circling.Status.ToArray());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_goes_through_an_open_side_ends_as_absorbed_where_it_was(LaneWidth lanes)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", 1), Field.Constant("V", -0.5));
        using var particles = new ParticleSet(fields, [0.0, 9.5, -20], [0.0, 0, -18.75]);
        particles.Execute(new AdvectionEE(), 20 * Second, Second, lanes: lanes, boundaries: [new Absorbing { East = 10, South = -20 }]);
        Assert.Equal([ParticleStatus.Absorbed, ParticleStatus.Absorbed, ParticleStatus.Absorbed], particles.Status.ToArray());
        Assert.Equal([10.0, 9.5, -18], particles.Lon.ToArray());
        Assert.Equal([-5.0, 0, -19.75], particles.Lat.ToArray());
    }

    [Theory]
    [InlineData(typeof(Beaching))]
    [InlineData(typeof(Sliding))]
    public void Without_a_field_of_land_the_run_is_refused_with_a_way_out(Type boundary)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", 1), Field.Constant("V", 0));
        using var particles = new ParticleSet(fields, [0.0], [0.0]);
        DriftException failure = Assert.Throws<DriftException>(() =>
            particles.Execute(new AdvectionEE(), Second, Second, boundaries: [(IBoundary)Activator.CreateInstance(boundary)!]));
        Assert.Contains("needs the field land (1 on land, 0 on water: 'land: {mask: U}' makes it", Assert.Single(failure.Problems).What, StringComparison.Ordinal);
    }

    private static void Near(double part, int found) =>
        Assert.InRange(found, (Count * part) - (4 * Math.Sqrt(Count * part * (1 - part))), (Count * part) + (4 * Math.Sqrt(Count * part * (1 - part))));

    /// <summary>Land where x is 10 or more, on nodes of 1 m; the shore is half-way to the last node on water.</summary>
    private static FieldSet Coast(double u, double v, Func<int, int, bool>? isLand = null)
    {
        double[] x = [.. Enumerable.Range(-120, 161).Select(i => (double)i)], y = [.. Enumerable.Range(-5, 80).Select(j => (double)j)];
        float[,] land = new float[y.Length, x.Length];
        for (int j = 0; j < y.Length; j++)
        {
            for (int i = 0; i < x.Length; i++)
                land[j, i] = (isLand ?? ((a, _) => a >= 10))((int)x[i], (int)y[j]) ? 1 : 0;
        }

        return FieldSet.FromData(Mesh.Flat, x, y, ("land", land)).Add(Field.Constant("U", u), Field.Constant("V", v));
    }
}
