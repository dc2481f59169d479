using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Xunit;

namespace Drift.Core.Tests.Integration;

/// <summary>A run that is cut in two, and goes on with other shares of particles, as on another number of ranks.</summary>
public sealed class SplitTests
{
    private const int Count = 600, Steps = 30;
    private static readonly TimeSpan Dt = TimeSpan.FromMinutes(10);

    // Releases within steps, ends at random, steps by the error, variables, walks and walls: what particles carry is all there is of their state.
    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void Cut_at_any_step_it_comes_to_the_same_bits_on_other_shares(Mesh mesh)
    {
        using FieldSet fields = TestFlows.Make(mesh);
        using ParticleSet whole = Share(fields, 0, Count);
        Advance(whole, fields, 0, Steps);
        Assert.InRange(whole.CountOf(ParticleStatus.Died), 10, Count / 2);
        foreach (int cut in (int[])[1, 10, 17, 29])
        {
            using ParticleSet before = Share(fields, 0, Count);
            Advance(before, fields, 0, cut);
            foreach ((int first, int count) in ((int, int)[])[(0, 233), (233, 1), (234, Count - 234)])
            {
                using ParticleSet share = Share(fields, first, count);
                Take(before, share, first, fields);
                Advance(share, fields, cut, Steps);
                Assert.Equal(whole.Lon.Slice(first, count).ToArray(), share.Lon.ToArray());
                Assert.Equal(whole.Lat.Slice(first, count).ToArray(), share.Lat.ToArray());
                Assert.Equal(whole.Status.Slice(first, count).ToArray(), share.Status.ToArray());
                foreach (Column column in whole.Variables)
                    Assert.Equal(column.AsSpan<double>().Slice(first, count).ToArray(), share[column.Variable.Name].ToArray());
            }
        }
    }

    private static IKernel Kernels => new AdvectionRk4() + new AdvectionRk45 { Tolerance = 1e-3 } + new DiffusionM1() + new Mortality { Lifetime = 1e5 } + new Ageing();

    private static void Advance(ParticleSet particles, FieldSet fields, long from, long to)
    {
        TimeLoop loop = Loop(particles, fields);
        loop.Observe(from);
        loop.Advance(from, to);
        loop.Observe(to);
    }

    private static TimeLoop Loop(ParticleSet particles, FieldSet fields) => new(
        particles, KernelPlan.Make([Kernels], fields, [.. TestFlows.Boundaries(fields.Mesh), new TravelledDistance()]), new StepClock(default, Dt), 2, LaneWidth.Automatic);

    private static ParticleSet Share(FieldSet fields, int first, int count)
    {
        using ParticleSet all = TestFlows.Particles(fields, Count);
        var share = new ParticleSet(fields, first, [new Segment(0, 5, first, 0, count)]);
        all.Lon.Slice(first, count).CopyTo(share.Lon);
        all.Lat.Slice(first, count).CopyTo(share.Lat);
        Span<long> ticks = share.MakeReleases();
        for (int i = 0; i < count; i++)
            ticks[i] = (first + i) % 100 * TimeSpan.FromMinutes(2.5).Ticks;
        share.DescribeReleases();
        return share;
    }

    private static void Take(ParticleSet from, ParticleSet to, int first, FieldSet fields)
    {
        // The loop gives particles the variables of its kernels.
        _ = Loop(to, fields);
        from.Lon.Slice(first, to.Count).CopyTo(to.Lon);
        from.Lat.Slice(first, to.Count).CopyTo(to.Lat);
        from.Status.Slice(first, to.Count).CopyTo(to.Status);
        foreach (Column column in from.Variables)
            column.AsSpan<double>().Slice(first, to.Count).CopyTo(to[column.Variable.Name]);
        to.StepsTaken = from.StepsTaken;
    }
}
