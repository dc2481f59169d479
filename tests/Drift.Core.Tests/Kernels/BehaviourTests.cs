using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>What particles do of themselves, and what wind and waves do to them.</summary>
public sealed class BehaviourTests
{
    private const double Degree = Constants.MetresPerDegree;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    [Fact]
    public void What_sinks_forward_in_time_rises_backward_in_time()
    {
        using FieldSet still = Still();
        using var particles = new ParticleSet(still, [0.0], [0.0], [10]);
        particles.Execute(new Sinking { Speed = 0.5 / 3600 }, 8 * Hour, Hour);
        Assert.Equal(14, particles.Depth[0], 1e-12);
        particles.Execute(new Sinking { Speed = 0.5 / 3600 }, 8 * Hour, -Hour);
        Assert.Equal(10, particles.Depth[0], 1e-12);
        particles.Execute(new Sinking { Speed = -0.5 / 3600 }, 8 * Hour, Hour);
        Assert.Equal(6, particles.Depth[0], 1e-12);
    }

    // A wind to the east, 20° to the right of it north and to the left south of the equator.
    [Fact]
    public void Windage_is_a_part_of_the_wind_turned_to_the_right_in_the_north_and_to_the_left_in_the_south()
    {
        using FieldSet wind = new FieldSet(Mesh.Spherical).Add(Field.Constant("U_wind", 10), Field.Constant("V_wind", 0));
        using var particles = new ParticleSet(wind, [0.0, 0], [60.0, -60]);
        particles.Execute(new Windage { Factor = 0.02, Deflection = 20 }, Hour, Hour);
        double way = 0.2 * 3600, turn = 20 * Math.PI / 180;
        foreach (int i in (int[])[0, 1])
        {
            Assert.Equal(way * Math.Cos(turn), particles.Lon[i] * Degree * 0.5, 1e-8);
            Assert.Equal(-way * Math.Sin(turn), (Math.Abs(particles.Lat[i]) - 60) * Degree, 1e-8);
        }
    }

    [Fact]
    public void Stokes_drift_decays_with_depth_as_waves_of_one_length_do()
    {
        using FieldSet waves = new FieldSet(Mesh.Flat).Add(Field.Constant("U_stokes", 0.2), Field.Constant("V_stokes", -0.1));
        using var particles = new ParticleSet(waves, [0.0, 0, 0], [0.0, 0, 0], [0, 5, 20]);
        particles.Execute(new StokesDrift { Wavelength = 60 }, Hour, Hour);
        for (int i = 0; i < 3; i++)
        {
            double left = Math.Exp(-4 * Math.PI * particles.Depth[i] / 60);
            Assert.Equal(720 * left, particles.Lon[i], 1e-10);
            Assert.Equal(-360 * left, particles.Lat[i], 1e-10);
        }

        using var even = new ParticleSet(waves, [0.0], [0.0], [20]);
        even.Execute(new StokesDrift(), Hour, Hour);
        Assert.Equal(720, even.Lon[0], 1e-10);
    }

    // On the equator days are twelve hours; at 70° N there is no night in June and no day in December.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Who_migrates_is_deep_by_day_and_near_the_surface_by_night_where_it_is(LaneWidth lanes)
    {
        using FieldSet still = Still();
        var swim = new DielVerticalMigration { DayDepth = 400, NightDepth = 40, Speed = 0.1 };
        foreach ((int month, double[] noon, double[] midnight) in ((int, double[], double[])[])[(3, [400, 400, 40], [40, 40, 400]), (6, [400, 400, 40], [40, 400, 400]), (12, [400, 40, 40], [40, 40, 400])])
        {
            // The third is on the other side of the Earth.
            using var particles = new ParticleSet(still, [0.0, 0, 180], [0.0, 70, 0], [200, 200, 200]) { Time = new DateTime(2001, month, 21, 6, 30, 0) - DateTime.UnixEpoch };
            particles.Execute(swim, 6 * Hour, Hour / 2, lanes: lanes);
            Assert.Equal(noon, particles.Depth.ToArray());
            particles.Execute(swim, 12 * Hour, Hour / 2, lanes: lanes);
            Assert.Equal(midnight, particles.Depth.ToArray());
        }
    }

    [Fact]
    public void On_a_flat_mesh_day_is_from_six_to_eighteen_hours()
    {
        using var plane = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(plane, [0.0], [0.0], [50]);
        var swim = new DielVerticalMigration { DayDepth = 400, NightDepth = 50, Speed = 0.1 };
        foreach ((int until, double depth) in ((int, double)[])[(6, 50), (12, 400), (18, 400), (24, 50)])
        {
            particles.Execute(swim, TimeSpan.FromHours(until) - particles.Time, Hour);
            Assert.Equal(depth, particles.Depth[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Mortality_leaves_what_its_lifetime_says_and_nobody_beyond_an_age(LaneWidth lanes)
    {
        const int count = 20_000;
        using FieldSet still = Still();
        using var particles = new ParticleSet(still, new double[count], new double[count]);
        var mortal = new Mortality { Lifetime = 10 * 3600, MaxAge = 20 * 3600 };
        particles.Execute(mortal, 15 * Hour, Hour, seed: 3, lanes: lanes);
        double part = Math.Exp(-1.5), error = Math.Sqrt(count * part * (1 - part));
        Assert.InRange(particles.CountOf(ParticleStatus.Active), (count * part) - (4 * error), (count * part) + (4 * error));
        Assert.Equal(count, particles.CountOf(ParticleStatus.Active) + particles.CountOf(ParticleStatus.Died));
        particles.Execute(mortal, 5 * Hour, Hour, seed: 3, lanes: lanes);
        Assert.Equal(count, particles.CountOf(ParticleStatus.Died));
    }

    [Fact]
    public void What_decays_is_halved_in_each_half_life_whatever_dt_is()
    {
        foreach (TimeSpan dt in (TimeSpan[])[Hour, Hour / 4, -Hour])
        {
            using FieldSet still = Still();
            using var particles = new ParticleSet(still, [0.0], [0.0]);
            particles.Execute(new Decay { HalfLife = 6 * 3600 }, 18 * Hour, dt);
            Assert.Equal(0.125, particles["mass"][0], 1e-14);
        }
    }

    // Down to 1000 m in 10 000 s, 9 days there, down to 2000 m in 10 000 s, up in 20 000 s, and at the surface until ten days are over.
    [Theory]
    [MemberData(nameof(Widths))]
    public void A_float_goes_through_its_cycle_at_the_times_that_its_speed_says(LaneWidth lanes)
    {
        using FieldSet still = Still();
        using var particles = new ParticleSet(still, [0.0], [0.0], [0]);
        var step = TimeSpan.FromSeconds(500);
        foreach ((double until, double depth, int phase) in ((double, double, int)[])[
            (5000, 500, 0), (10_000, 1000, 1), (10_000 + 777_500, 1000, 1), (10_000 + 777_500 + 500, 1000, 2), (787_500 + 500 + 5000, 1500, 2), (798_000, 2000, 3),
            (808_000, 1000, 3), (818_000, 0, 4), (863_500, 0, 4), (864_000, 0, 0), (869_000, 500, 0), (1_728_000, 0, 0)])
        {
            particles.Execute(new ArgoFloat(), TimeSpan.FromSeconds(until) - particles.Time, step, lanes: lanes);
            Assert.Equal((until, depth, phase), (until, particles.Depth[0], (int)particles["cycle_phase"][0]));
        }
    }

    [Theory]
    [InlineData("Sinking", "speed is 0 m s-1; give one")]
    [InlineData("Mortality", "needs a lifetime or a max_age")]
    [InlineData("Decay", "needs a half_life")]
    public void What_a_behaviour_cannot_be_without_is_asked_for(string kernel, string message)
    {
        using FieldSet still = Still();
        using var particles = new ParticleSet(still, [0.0], [0.0], [0]);
        DriftException failure = Assert.Throws<DriftException>(() => particles.Execute(KernelRegistry.Make(kernel), Hour, Hour));
        Assert.Contains(message, Assert.Single(failure.Problems).What, StringComparison.Ordinal);
    }

    private static FieldSet Still() => new FieldSet(Mesh.Spherical).Add(Field.Constant("U", 0), Field.Constant("V", 0));
}
