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

    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void Blocks_of_any_size_sorted_or_not_change_nothing(Mesh mesh)
    {
        double[] expected = Run(mesh, 2000, threads: 1, LaneWidth.Automatic);
        foreach (int blockSize in (int[])[8, 64, 512, 4096])
        {
            foreach (bool sort in (bool[])[false, true])
            {
                foreach (int threads in (int[])[1, 3])
                    Assert.Equal(expected, Run(mesh, 2000, threads, LaneWidth.Automatic, sort, blockSize));
            }
        }
    }

    // The order is made anew every few steps, and in pieces of one step there is none.
    [Fact]
    public void Sorted_particles_move_the_same_in_pieces_and_in_lanes_of_any_width()
    {
        double[] expected = Run(Mesh.Flat, 1100, threads: 1, LaneWidth.One);
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            foreach (long[] pieces in (long[][])[[30], [3, 8, 19], [1, 1, 12, 1, 15]])
                Assert.Equal(expected, Run(Mesh.Flat, 1100, 1, lanes, sort: true, pieces: pieces));
        }
    }

    [Theory]
    [InlineData(false, 512)]
    [InlineData(true, 512)]
    [InlineData(true, 64)]
    public void A_share_of_two_realisations_equals_the_ends_of_single_runs(bool sort, int blockSize)
    {
        using FieldSet fields = TestFlows.Make(Mesh.Spherical);
        using ParticleSet first = TestFlows.Particles(fields, 900), second = TestFlows.Particles(fields, 900);
        using var share = new ParticleSet(fields, 370, [new Segment(0, 5, 370, 0, 530), new Segment(1, 8, 0, 530, 413)]);
        first.Lon[370..].CopyTo(share.Lon);
        first.Lat[370..].CopyTo(share.Lat);
        second.Lon[..413].CopyTo(share.Lon[530..]);
        second.Lat[..413].CopyTo(share.Lat[530..]);
        first.Execute(TestFlows.AllKernels, Runtime, Dt, seed: 5);
        second.Execute(TestFlows.AllKernels, Runtime, Dt, seed: 8);
        new TimeLoop(share, KernelPlan.Make([TestFlows.AllKernels], fields), new StepClock(default, Dt), 2, LaneWidth.Automatic, sort, blockSize).Advance(0, 30);
        Assert.Equal([.. first.Lon[370..], .. second.Lon[..413]], share.Lon.ToArray());
        Assert.Equal([.. first["angle"][370..], .. second["angle"][..413]], share["angle"].ToArray());
    }

    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void Kernels_in_another_order_give_the_same_bits(Mesh mesh) =>
        Assert.Equal(Walk(TestFlows.AllKernels, mesh), Walk(TestFlows.AllKernelsReversed, mesh));

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
        all.Execute(new DiffusionUniformKh() + new BrownianMotion2D() + new Drawing(), Runtime, Dt, seed: 6);
        foreach (int i in (int[])[0, 1, 7, TimeLoop.BlockSize - 1, TimeLoop.BlockSize, TimeLoop.BlockSize + 1, count - 1])
        {
            using var alone = new ParticleSet(fields, 0, [new Segment(0, 0, i, 0, 1)]);
            (alone.Lon[0], alone.Lat[0]) = (x[i], y[i]);
            alone.Execute(new DiffusionUniformKh() + new BrownianMotion2D() + new Drawing(), Runtime, Dt, seed: 6);
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
        foreach (ParticleSet set in new[] { straight, turned })
            set.Execute(new AdvectionRk4() + new AdvectionEE(), Runtime, Dt, boundaries: TestFlows.Boundaries(Mesh.Flat));
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
                particles.Execute(TestFlows.AllKernels, TimeSpan.FromMinutes(piece), dt, seed: 4, boundaries: TestFlows.Boundaries(mesh));
            Assert.Equal(300, particles.CountOf(ParticleStatus.Active));
            Assert.All(particles["age"].ToArray(), age => Assert.Equal(Runtime.TotalSeconds, age));
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

    // Columns of variables stand in the order of the kernels: by name they are comparable.
    private static double[] Walk(IKernel kernel, Mesh mesh)
    {
        using FieldSet fields = TestFlows.Make(mesh);
        using ParticleSet particles = TestFlows.Particles(fields, 600);
        particles.Execute(kernel, Runtime, Dt, seed: 2, boundaries: TestFlows.Boundaries(mesh));
        return [.. particles.Lon, .. particles.Lat, .. particles["age"], .. particles["x"], .. particles["angle"]];
    }

    private static double[] Run(Mesh mesh, int count, int threads, LaneWidth lanes, bool sort = false, int blockSize = TimeLoop.BlockSize, params long[] pieces)
    {
        using FieldSet fields = TestFlows.Make(mesh);
        using ParticleSet particles = TestFlows.Particles(fields, count);
        particles.UseSeed(17);
        KernelPlan plan = KernelPlan.Make([TestFlows.AllKernels], fields, TestFlows.Boundaries(mesh));
        var loop = new TimeLoop(particles, plan, new StepClock(default, Dt), threads, lanes, sort, blockSize);
        long step = 0;
        foreach (long piece in pieces.Length > 0 ? pieces : [30])
            loop.Advance(step, step += piece);
        Assert.Equal((30, count), (step, particles.CountOf(ParticleStatus.Active)));
        return TestFlows.Positions(particles);
    }
}
