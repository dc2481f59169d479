using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Integration;

public class EndedParticleTests
{
    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_leaves_the_grid_stays_at_its_last_position_and_its_neighbours_go_on(LaneWidth lanes)
    {
        // 1 m s-1 to the east in a channel of 1000 m: particle i starts at 100·i and leaves after 10 − i steps of 100 s.
        using FieldSet fields = FieldSet.FromData(Mesh.Flat, [0, 1000], [-1, 1], ("U", 1), ("V", 0));
        using var particles = new ParticleSet(fields, [.. Enumerable.Range(0, 11).Select(i => 100.0 * i)], new double[11]);
        particles.Execute(new AdvectionEE(), TimeSpan.FromSeconds(500), TimeSpan.FromSeconds(100), lanes: lanes);
        for (int i = 0; i < 11; i++)
        {
            // The step that starts on the edge is still within the grid; it ends beyond.
            double expected = Math.Min((100.0 * i) + 500, 1100);
            Assert.Equal((expected, expected > 1000 && i > 6 ? ParticleStatus.OutOfGrid : ParticleStatus.Active), (particles.Lon[i], particles.Status[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_had_ended_never_moves_and_keeps_its_status(LaneWidth lanes)
    {
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        using ParticleSet particles = TestFlows.Particles(fields, 100), all = TestFlows.Particles(fields, 100);
        double[] start = TestFlows.Positions(particles);
        for (int i = 0; i < 100; i += 3)
            particles.Status[i] = (ParticleStatus)(1 + (i % 5));
        foreach (ParticleSet set in new[] { particles, all })
            set.Execute(TestFlows.AllKernels, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), lanes: lanes);
        for (int i = 0; i < 100; i++)
        {
            bool ended = i % 3 == 0;
            Assert.Equal(ended ? (ParticleStatus)(1 + (i % 5)) : ParticleStatus.Active, particles.Status[i]);
            Assert.Equal(ended ? start[i] : all.Lon[i], particles.Lon[i]);
            Assert.Equal(ended ? start[100 + i] : all.Lat[i], particles.Lat[i]);
        }
    }

    [Fact]
    public void Beyond_the_last_snapshot_particles_end_and_do_not_move()
    {
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        using ParticleSet particles = TestFlows.Particles(fields, 20);
        particles.Time = TimeSpan.FromSeconds(22200 - 300);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
        Assert.Equal(20, particles.CountOf(ParticleStatus.Active));
        double[] last = TestFlows.Positions(particles);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
        Assert.Equal(20, particles.CountOf(ParticleStatus.OutOfTime));
        Assert.Equal(last, TestFlows.Positions(particles));
    }

    // 0.2 + 0.1 is more than 0.3 in floating point, and 0.8 - 0.7 less than 0.1: beside a snapshot, and beside both ends.
    [Theory]
    [InlineData(0, 0.1, 9)]
    [InlineData(0.9, -0.1, 9)]
    [InlineData(0, 0.3, 3)]
    [InlineData(0.8, -0.7, 1)]
    [InlineData(0.9, -0.3, 3)]
    [InlineData(0.2, 0.7, 1)]
    [InlineData(0.3, 0.0000001, 2000)]
    public void Steps_of_fractions_of_a_second_meet_the_snapshots(double begin, double dt, int steps)
    {
        var grid = new RectilinearGrid(Mesh.Flat, new Axis([0, 1]), new Axis([0, 1]));
        foreach (double[] times in new double[][] { [0, 0.3, 0.6, 0.9], [0.1, 0.9], [0, 0.3, 0.7, 0.9], [0, 0.1, 0.2, 0.3, 0.9] })
        {
            if (Math.Min(begin, begin + (dt * steps)) < times[0] - 1e-6)
                continue;
            using FieldSet fields = new FieldSet(Mesh.Flat).Add(
                Field.FromSource("U", new MemorySource(grid, times, new float[4 * times.Length])), Field.FromSource("V", new MemorySource(grid, times, new float[4 * times.Length])));
            using var particles = new ParticleSet(fields, [0.5], [0.5]);
            particles.Time = TimeSpan.FromTicks((long)Math.Round(begin * 1e7));
            var step = TimeSpan.FromTicks((long)Math.Round(dt * 1e7));
            particles.Execute(new AdvectionRk4(), step.Duration() * steps, step);
            Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        }
    }

    [Fact]
    public void What_stops_being_a_number_ends_where_it_was()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [1.5, 2, 3, 4, 5], [0, 0, 0, 0, 0]);
        particles.Execute(new Breaking(), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        Assert.Equal([3.5, 2, 3, 4, 7], particles.Lon.ToArray());
        Assert.Equal([0, 5, 5, 5, 0], particles.Status.ToArray().Select(s => (int)s));
    }

    [Fact]
    public void The_first_failure_is_that_of_the_first_step_and_then_the_first_row_and_a_deleted_particle_is_none()
    {
        using FieldSet fields = FieldSet.FromData(Mesh.Flat, [0, 1000], [-1, 1], ("U", 1), ("V", 0));
        double[] lon = new double[2000];
        (lon[3], lon[700], lon[1500]) = (500, 950, 901);
        using var particles = new ParticleSet(fields, lon, new double[2000]);
        foreach ((int threads, bool sort) in ((int, bool)[])[(1, false), (4, false), (1, true), (4, true)])
        {
            lon.CopyTo(particles.Lon);
            particles.Status.Clear();
            KernelPlan plan = KernelPlan.Make([new AdvectionEE() + new Deleting()], fields);
            var loop = new TimeLoop(particles, plan, new StepClock(default, TimeSpan.FromSeconds(100)), threads, sort: sort);
            loop.Advance(0, 8);
            Assert.Equal(new Failure(1, 700, ParticleStatus.OutOfGrid), loop.FirstFailure);
            Assert.Equal(ParticleStatus.Deleted, particles.Status[3]);
        }
    }

    /// <summary>Gives 2 infinity, 3 NaN, 4 minus infinity, and moves the others by 1.</summary>
    private readonly struct Breaking : IKernel
    {
        public void Bind(KernelBinding binding)
        {
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
            p.DLon += F.Select(F.Equal(p.Lon, 2.0), double.PositiveInfinity, 1.0);
            p.DLat += F.Select(F.Equal(p.Lon, 3.0), double.NaN, F.Select(F.Equal(p.Lon, 4.0), double.NegativeInfinity, 0.0));
        }
    }

    /// <summary>Deletes what is at 500 m.</summary>
    private readonly struct Deleting : IKernel
    {
        public void Bind(KernelBinding binding)
        {
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
            p.End(F.Equal(p.Lon, 500.0), ParticleStatus.Deleted);
    }
}
