using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>What looks on.</summary>
public sealed class ObserverTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    // 3-4-5 triangles; what is sent back to the other side has gone the way all the same.
    [Theory]
    [MemberData(nameof(Widths))]
    public void The_distance_is_the_sum_of_the_steps_also_where_a_particle_is_sent_to_the_other_side(LaneWidth lanes)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", 3), Field.Constant("V", -4));
        using var particles = new ParticleSet(fields, [0.0, 5], [0.0, 5]);
        particles.Execute(new AdvectionEE(), 20 * Second, Second, lanes: lanes, boundaries: [new Periodic { West = 0, East = 10, South = 0, North = 10 }, new TravelledDistance()]);
        Assert.Equal([100, 100], particles["distance"].ToArray());
    }

    [Fact]
    public void On_the_sphere_the_distance_is_along_great_circles()
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Spherical, new Core.Fields.Sources.Flows.Uniform(0, 1));
        using var particles = new ParticleSet(fields, [0.0], [60.0]);
        particles.Execute(new AdvectionEE(), TimeSpan.FromDays(10), TimeSpan.FromHours(1), boundaries: [new TravelledDistance()]);
        Assert.Equal(864_000, particles["distance"][0], 1e-3);

        // Along 60° N the circle of latitude is longer than the chords between its hours, by (3600 m)²/24R² tan² φ.
        using FieldSet east = FieldSet.FromFlow(Mesh.Spherical, new Core.Fields.Sources.Flows.Uniform(1, 0));
        using var other = new ParticleSet(east, [0.0], [60.0]);
        other.Execute(new AdvectionEE(), TimeSpan.FromDays(10), TimeSpan.FromHours(1), boundaries: [new TravelledDistance()]);
        Assert.Equal(864_000, other["distance"][0], 0.05);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Time_in_a_region_and_the_first_visit_are_counted_to_a_step(LaneWidth lanes)
    {
        var triangle = new Region("triangle", new Polygon(Mesh.Flat, [[10.5, -1, 20.5, -1, 20.5, 30]]));
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Constant("U", 1), Field.Constant("V", 0));
        using var particles = new ParticleSet(fields, [0.0, 0, 15], [-0.5, 50, -0.5]);
        particles.Execute(new AdvectionEE(), 30 * Second, Second, lanes: lanes, boundaries: [new ResidenceTime(triangle), new RegionVisited(triangle)]);

        // At y = −0.5 the triangle reaches from 10.5 + 0.5/31·10 to 20.5.
        Assert.Equal([10, 0, 5], particles["residence_time_triangle"].ToArray());
        Assert.Equal([11, double.NaN, 1], particles["visited_triangle"].ToArray());
    }

    [Fact]
    public void A_region_across_the_date_line_is_found_in_any_convention_of_longitude()
    {
        var region = new Polygon(Mesh.Spherical, [[170, -10, 190, -10, 190, 10, 170, 10]]);
        Assert.All((double[])[175, 185, -175, -185, 545, -535], lon => Assert.True(region.Contains(lon, 0)));
        Assert.All((double[])[165, 195, 0, -165, -195], lon => Assert.False(region.Contains(lon, 0)));
        var round = new Polygon(Mesh.Spherical, [[-180, 60, 180, 60, 180, 90, -180, 90]]);
        Assert.All((double[])[-180, 0, 179.9, 300], lon => Assert.True(round.Contains(lon, 70)));
    }

    // Neighbours that share a side share no place and leave none out.
    [Fact]
    public void Each_place_is_in_one_of_two_neighbours()
    {
        var west = new Polygon(Mesh.Flat, [[0, 0, 5, 0, 6, 10, 0, 10]]);
        var east = new Polygon(Mesh.Flat, [[5, 0, 10, 0, 10, 10, 6, 10]]);
        for (int i = 1; i < 100; i++)
        {
            double y = i * 0.1;
            foreach (double x in (double[])[5 + (0.1 * y), 5 + (0.1 * y) - 1e-12, 5 + (0.1 * y) + 1e-12, 5.5])
                Assert.True(west.Contains(x, y) ^ east.Contains(x, y));
        }
    }
}
