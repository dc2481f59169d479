using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Integration;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

public class ShareTests
{
    private const int Count = 1003;
    private static readonly TimeSpan Runtime = TimeSpan.FromHours(2);
    private static readonly TimeSpan Dt = TimeSpan.FromMinutes(10);
    private static readonly ulong[] Seeds = [1, 5, 9, ulong.MaxValue, 0, 12345];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_particle_set_shared_by_ranks_ends_with_the_bits_of_one_rank(int ranks)
    {
        (double[] lon, double[] lat) = Whole(seed: 8);
        (double[] Lon, double[] Lat)[] merged = ThreadCommunicator.Run(ranks, Share);
        Assert.Equal(lon, merged[0].Lon);
        Assert.Equal(lat, merged[0].Lat);
        Assert.All(merged[1..], m => Assert.Empty(m.Lon));

        static (double[] Lon, double[] Lat) Share(ICommunicator communicator)
        {
            using FieldSet fields = Fields(communicator.NodeMemory);
            using ParticleSet all = TestFlows.Particles(fields, Count);
            using ParticleSet share = ParticleShares.Take(fields, all.Lon, all.Lat, communicator);
            share.Execute(TestFlows.AllKernels, Runtime, Dt, seed: 8, boundaries: TestFlows.Boundaries(Mesh.Spherical));
            return ParticleShares.Merge([share], communicator);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    [InlineData(9, 1)]
    public void A_realisation_on_any_rank_equals_the_single_run_with_its_seed(int ranks, int workers)
    {
        (double[] Lon, double[] Lat)[] merged = ThreadCommunicator.Run(ranks, communicator =>
        {
            IReadOnlyList<ParticleSet> mine = Realisations.Run(Seeds, Single, communicator, workers);
            return ParticleShares.Merge(mine, communicator);
        });
        for (int s = 0; s < Seeds.Length; s++)
        {
            (double[] lon, double[] lat) = Whole(Seeds[s]);
            Assert.Equal(lon, merged[0].Lon[(s * Count)..((s + 1) * Count)]);
            Assert.Equal(lat, merged[0].Lat[(s * Count)..((s + 1) * Count)]);
        }

        static ParticleSet Single(ulong seed)
        {
            FieldSet fields = TestFlows.Make(Mesh.Spherical);
            return TestFlows.Particles(fields, Count).Execute(TestFlows.AllKernels, Runtime, Dt, seed, boundaries: TestFlows.Boundaries(Mesh.Spherical));
        }
    }

    [Fact]
    public void Particles_that_ended_are_merged_as_NaN()
    {
        (double[] Lon, double[] Lat)[] merged = ThreadCommunicator.Run(3, communicator =>
        {
            using FieldSet fields = FieldSet.FromData(Mesh.Flat, [0, 10], [-1, 1], ("U", 1), ("V", 0));
            using ParticleSet share = ParticleShares.Take(fields, [0, 2, 4, 6, 8], [0, 0, 0, 0, 0], communicator);
            share.Execute(new AdvectionEE(), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3));
            return ParticleShares.Merge([share], communicator);
        });
        Assert.Equal([6, 8, 10, 12, double.NaN], merged[0].Lon);
    }

    [Fact]
    public void Lists_of_different_lengths_and_wrong_positions_are_refused_on_every_rank()
    {
        using var fields = new FieldSet(Mesh.Spherical);
        using var self = new SelfCommunicator();
        Assert.Throws<ArgumentException>(() => ParticleShares.Take(fields, [0, 1], [0], self));
        Assert.Throws<ArgumentException>(() => ParticleShares.Take(fields, [0, 1], [0, 91], self));
    }

    private static FieldSet Fields(INodeMemory memory)
    {
        // The ranks of a node hold each snapshot once.
        FieldSet made = TestFlows.Make(Mesh.Spherical);
        return new FieldSet(Mesh.Spherical, memory).Add([.. made.Names.Select(name => made[name])]);
    }

    private static (double[] Lon, double[] Lat) Whole(ulong seed)
    {
        using FieldSet fields = TestFlows.Make(Mesh.Spherical);
        using ParticleSet all = TestFlows.Particles(fields, Count);
        all.Execute(TestFlows.AllKernels, Runtime, Dt, seed, boundaries: TestFlows.Boundaries(Mesh.Spherical));
        return (all.Lon.ToArray(), all.Lat.ToArray());
    }
}
