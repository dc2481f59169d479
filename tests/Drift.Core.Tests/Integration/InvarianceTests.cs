using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Integration;

/// <summary>The same bits, however the work is arranged.</summary>
public class InvarianceTests
{
    private static readonly TimeSpan Runtime = TimeSpan.FromHours(5);
    private static readonly TimeSpan Dt = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void Threads_and_lanes_change_nothing(Mesh mesh)
    {
        double[] one = Run(mesh, 2000, threads: 1, LaneWidth.One);
        foreach (int threads in (int[])[1, 2, 5])
        {
            foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight, LaneWidth.Automatic])
                Assert.Equal(one, Run(mesh, 2000, threads, lanes));
        }
    }

    // Tails of a group, and the edge between two blocks.
    [Fact]
    public void A_particle_moves_the_same_however_many_follow_it()
    {
        int[] counts = [.. Enumerable.Range(1, 17), TimeLoop.BlockSize - 1, TimeLoop.BlockSize, TimeLoop.BlockSize + 1, TimeLoop.BlockSize + 13];
        double[] lon = Run(Mesh.Spherical, 1100, 1, LaneWidth.One)[..1100];
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            foreach (int count in counts)
                Assert.Equal(lon[..count], Run(Mesh.Spherical, count, 1, lanes)[..count]);
        }
    }

    [Fact]
    public void A_particle_walks_by_its_number_alone_in_whatever_block_it_is()
    {
        const int count = (2 * TimeLoop.BlockSize) + 30;
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        double[] x = [.. Enumerable.Repeat(100e3, count)], y = [.. Enumerable.Repeat(50e3, count)];
        using var all = new ParticleSet(fields, x, y);
        all.Execute(new DiffusionUniformKh() + new BrownianMotion2D(), Runtime, Dt, seed: 6);
        foreach (int i in (int[])[0, 1, 7, TimeLoop.BlockSize - 1, TimeLoop.BlockSize, TimeLoop.BlockSize + 1, count - 1])
        {
            using var alone = new ParticleSet(fields, 0, [new Segment(0, 0, i, 0, 1)]);
            (alone.Lon[0], alone.Lat[0]) = (x[i], y[i]);
            alone.Execute(new DiffusionUniformKh() + new BrownianMotion2D(), Runtime, Dt, seed: 6);
            Assert.Equal((alone.Lon[0], alone.Lat[0]), (all.Lon[i], all.Lat[i]));
        }

        Assert.Equal(count, all.Lon.ToArray().Distinct().Count());
    }

    [Fact]
    public void Permuting_the_particles_permutes_the_results()
    {
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        using ParticleSet straight = TestFlows.Particles(fields, 1000);
        int[] order = [.. Enumerable.Range(0, 1000).Select(i => i * 389 % 1000)];
        double[] lon = straight.Lon.ToArray(), lat = straight.Lat.ToArray();
        using var turned = new ParticleSet(fields, [.. order.Select(i => lon[i])], [.. order.Select(i => lat[i])]);
        straight.Execute(new AdvectionRk4() + new AdvectionEE(), Runtime, Dt);
        turned.Execute(new AdvectionRk4() + new AdvectionEE(), Runtime, Dt);
        for (int i = 0; i < 1000; i++)
            Assert.Equal((straight.Lon[order[i]], straight.Lat[order[i]]), (turned.Lon[i], turned.Lat[i]));
    }

    [Theory]
    [InlineData(Mesh.Flat, 10)]
    [InlineData(Mesh.Spherical, 10)]
    [InlineData(Mesh.Spherical, -10)]
    public void A_run_in_pieces_equals_the_whole_run(Mesh mesh, double dtMinutes)
    {
        var dt = TimeSpan.FromMinutes(dtMinutes);
        double[] whole = Pieces(5 * 60);
        Assert.Equal(whole, Pieces(2 * 60, 3 * 60));
        Assert.Equal(whole, Pieces(10, 10, 30, 0, 250));

        double[] Pieces(params int[] minutes)
        {
            using FieldSet fields = TestFlows.Make(mesh);
            using ParticleSet particles = TestFlows.Particles(fields, 300);
            particles.Time = TimeSpan.FromHours(dtMinutes > 0 ? 0 : 6);
            foreach (int piece in minutes)
                particles.Execute(TestFlows.AllKernels, TimeSpan.FromMinutes(piece), dt, seed: 4);
            Assert.Equal(300, particles.CountOf(ParticleStatus.Active));
            return TestFlows.Positions(particles);
        }
    }

    [Fact]
    public void Other_seeds_give_other_walks()
    {
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        double[][] ends = [.. Enumerable.Range(0, 3).Select(seed =>
        {
            using ParticleSet particles = TestFlows.Particles(fields, 100);
            return TestFlows.Positions(particles.Execute(new DiffusionUniformKh(), Runtime, Dt, seed: (ulong)(seed % 2)));
        })];
        Assert.Equal(ends[0], ends[2]);
        Assert.All(ends[0].Zip(ends[1]), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    private static double[] Run(Mesh mesh, int count, int threads, LaneWidth lanes)
    {
        using FieldSet fields = TestFlows.Make(mesh);
        using ParticleSet particles = TestFlows.Particles(fields, count);
        particles.Execute(TestFlows.AllKernels, Runtime, Dt, seed: 17, threads, lanes);
        Assert.Equal(count, particles.CountOf(ParticleStatus.Active));
        return TestFlows.Positions(particles);
    }
}
