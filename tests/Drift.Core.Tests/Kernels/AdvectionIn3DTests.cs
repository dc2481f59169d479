using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Fields;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public class AdvectionIn3DTests
{
    [Fact]
    public void A_particle_in_a_rising_and_turning_flow_follows_a_helix()
    {
        // u = −y, v = x: linear fields of whole numbers, so that interpolation is exact and the error is that of the scheme, 48 · dt⁵/120.
        RectilinearGrid grid = Box();
        using FieldSet set = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, j, _) => -(j - 2)), GridValues.Make("V", grid, (_, _, i) => i - 2), GridValues.Make("W", grid, (_, _, _) => 0.125));
        using var particles = new ParticleSet(set, [1.0], [0.0], [30.0]);
        particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(0.125));
        Assert.Equal(Math.Cos(6), particles.Lon[0], 2e-5);
        Assert.Equal(Math.Sin(6), particles.Lat[0], 2e-5);
        Assert.Equal(30 - (0.125 * 6), particles.Depth[0], 1e-12);
    }

    [Fact]
    public void A_particle_that_sinks_below_the_last_level_ends_there()
    {
        using FieldSet set = Sinking();
        using var particles = new ParticleSet(set, [0.0, 0.0], [0.0, 0.0], [10.0, 39.5]);
        particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
        Assert.Equal([ParticleStatus.Active, ParticleStatus.BelowBottom], particles.Status.ToArray());
        Assert.Equal(15, particles.Depth[0]);
    }

    // Sinking by 1 m s-1 in 40 m of water, 12 s: from 35 m the end would be at 47 m, which is 7 m beyond the bottom.
    [Theory]
    [InlineData(WaterEnd.Clamp, 40.0)]
    [InlineData(WaterEnd.Reflect, 39.0)]
    public void Kept_in_water_a_particle_does_not_leave_through_the_bottom(WaterEnd end, double expected)
    {
        using FieldSet set = Sinking();
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            using var particles = new ParticleSet(set, [0.0, -1], [0.0, 0], [35, 10]);
            particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(2), lanes: lanes, boundaries: [new KeptInWater { Bottom = end }, new Periodic { West = -2, East = 2 }]);
            Assert.Equal([ParticleStatus.Active, ParticleStatus.Active], particles.Status.ToArray());
            Assert.Equal([expected, 22], particles.Depth.ToArray());
        }
    }

    [Theory]
    [InlineData(WaterEnd.Clamp, 0.0)]
    [InlineData(WaterEnd.Reflect, 0.5)]
    public void Kept_in_water_a_particle_does_not_leave_through_the_surface(WaterEnd end, double expected)
    {
        RectilinearGrid grid = Box();
        using FieldSet set = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, _, _) => 0), GridValues.Make("V", grid, (_, _, _) => 0), GridValues.Make("W", grid, (_, _, _) => 1));
        using var particles = new ParticleSet(set, [0.0], [0.0], [10.5]);
        particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(1), boundaries: [new KeptInWater { Surface = end }]);
        Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        Assert.Equal(expected, particles.Depth[0], 1e-12);
    }

    [Fact]
    public void Particles_without_depth_are_refused()
    {
        using FieldSet set = Sinking();
        using var particles = new ParticleSet(set, [0.0], [0.0]);
        ArgumentException failure = Assert.Throws<ArgumentException>(() => particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
        Assert.Contains("AdvectionRK4_3D moves particles in depth, but they have none", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_W_the_kernel_is_refused()
    {
        using FieldSet set = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("U", 0.0), ("V", 0.0));
        using var particles = new ParticleSet(set, [0.0], [0.0], [1.0]);
        DriftException failure = Assert.Throws<DriftException>(() => particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
        Assert.Equal("kernel AdvectionRK4_3D needs the field W (velocity in m s-1)", Assert.Single(failure.Problems).What);
    }

    [Fact]
    public void A_flow_that_is_a_formula_takes_a_field_W_beside_it()
    {
        using FieldSet alone = FieldSet.FromFlow(Mesh.Flat, new Core.Fields.Sources.Flows.Uniform(0.25, 0));
        using var none = new ParticleSet(alone, [0.0], [0.0], [1.0]);
        Assert.Throws<DriftException>(() => none.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)));
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, new Core.Fields.Sources.Flows.Uniform(0.25, 0)).Add(Field.Constant("W", -0.5));
        using var particles = new ParticleSet(fields, [0.0], [0.0], [1.0]);
        particles.Execute(new AdvectionRk4In3D(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1));
        Assert.Equal((1.0, 3.0), (particles.Lon[0], particles.Depth[0]));
    }

    [Fact]
    public void Beside_the_horizontal_kernel_the_same_velocity_is_followed_twice()
    {
        using FieldSet set = Sinking();
        using var particles = new ParticleSet(set, [0.0], [0.0], [1.0]);
        particles.Execute(new AdvectionRk4() + new AdvectionRk4In3D(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal((0.5, 2.0), (particles.Lon[0], particles.Depth[0]));
    }

    [Fact]
    public void Along_terrain_following_levels_a_W_that_follows_the_bottom_leaves_the_depth_alone()
    {
        // The water deepens by 2 m per m to the east; u = 0.25 and w = −0.5 cancel in Parcels' formula for CROCO, and dσ/dt = −σ·(dH/dt)/H.
        RectilinearGrid grid = Box();
        using FieldSet set = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, _, _) => 0.25), GridValues.Make("V", grid, (_, _, _) => 0), GridValues.Make("W", grid, (_, _, _) => -0.5),
            GridValues.Make("H", GridOf(null), (_, _, i) => 50 + (2 * i)));
        using var particles = new ParticleSet(set, [-1.0], [0.0], [20.0]);
        particles.Execute(new AdvectionRk4In3DCroco(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(0.5));

        // RK4 in σ for a solution 1/(a + bt): errors of (b dt/a)⁴ = 10⁻⁸ of 20 m.
        Assert.Equal(20, particles.Depth[0], 1e-7);
        Assert.Equal(0, particles.Lon[0], 1e-12);
    }

    private static FieldSet Sinking()
    {
        RectilinearGrid grid = Box();
        return new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, _, _) => 0.25), GridValues.Make("V", grid, (_, _, _) => 0), GridValues.Make("W", grid, (_, _, _) => -1));
    }

    private static RectilinearGrid Box() => GridOf(new ZLevels(new Axis([0, 10, 40])));

    private static RectilinearGrid GridOf(VerticalGrid? vertical) => new(Mesh.Flat, new Axis([-2, -1, 0, 1, 2]), new Axis([-2, -1, 0, 1, 2]), vertical);
}
