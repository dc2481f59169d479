using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Gather;

/// <summary>What every communicator promises, on one rank and on ranks that are threads.</summary>
public sealed class CommunicatorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Broadcast_gives_all_ranks_the_values_of_rank_0(int ranks) =>
        On(ranks, c =>
        {
            int[] values = [c.Rank + 5, c.Rank];
            c.Broadcast<int>(values);
            Assert.Equal([5, 0], values);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Allreduce_combines_element_by_element(int ranks) =>
        On(ranks, c =>
        {
            long[] sum = [1, c.Rank];
            double[] least = [c.Rank - 0.5, -c.Rank];
            int[] most = [c.Rank];
            c.Allreduce<long>(sum, Reduction.Sum);
            c.Allreduce<double>(least, Reduction.Min);
            c.Allreduce<int>(most, Reduction.Max);
            Assert.Equal([c.Size, c.Size * (c.Size - 1) / 2], sum);
            Assert.Equal([-0.5, 1 - c.Size], least);
            Assert.Equal(c.Size - 1, most[0]);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_sum_that_depends_on_the_order_of_ranks_is_refused_everywhere(int ranks) =>
        On(ranks, c =>
        {
            Assert.Throws<ArgumentException>(() => c.Allreduce<double>(new double[1], Reduction.Sum));
            Assert.Throws<ArgumentException>(() => c.Allreduce<byte>(new byte[1], Reduction.Max));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_gather_brings_ragged_values_in_the_order_of_ranks(int ranks) =>
        On(ranks, c =>
        {
            int[] counts = [.. Enumerable.Range(0, c.Size)];
            int[] mine = [.. Enumerable.Repeat(c.Rank, c.Rank)];
            int[] room = new int[counts.Sum()];
            c.GatherFlattened<int>(mine, counts, c.Rank == 0 ? room : []);
            int[] later = new int[counts.Sum()];
            using IRequest request = c.BeginGatherFlattened<int>(mine, counts, c.Rank == 0 ? later : default);
            request.Wait();
            Assert.True(request.Test());
            int[] expected = c.Rank == 0 ? [.. counts.SelectMany(r => Enumerable.Repeat(r, r))] : new int[counts.Sum()];
            Assert.Equal(expected, room);
            Assert.Equal(expected, later);
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(5, 2)]
    public void Node_memory_is_one_copy_per_node_filled_by_its_lowest_rank(int ranks, int ranksPerNode) =>
        ThreadCommunicator.Run(
            ranks,
            c =>
            {
                using NodeBlock block = c.NodeMemory.Allocate(8);
                Assert.Equal(c.Rank % ranksPerNode == 0, c.NodeMemory.Owner);
                if (c.NodeMemory.Owner)
                    Value(block) = c.Rank;
                c.NodeMemory.Fence();
                Assert.Equal(c.Rank / ranksPerNode * ranksPerNode, Value(block));
            },
            ranksPerNode);

    [Fact]
    public void A_rank_that_fails_ends_all_ranks_instead_of_leaving_them_waiting()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => ThreadCommunicator.Run(3, c =>
        {
            if (c.Rank == 2)
                throw new NotSupportedException("rank 2");
            c.Barrier();
        }));
        Assert.Equal("rank 2", e.Message);
    }

    [Fact]
    public void Ranks_that_call_different_routines_are_found_out() =>
        Assert.Throws<InvalidOperationException>(() => ThreadCommunicator.Run(2, c =>
        {
            if (c.Rank == 0)
                c.Barrier();
            else
                c.Broadcast<int>(new int[1]);
        }));

    [Fact]
    public void Ranks_that_bring_different_lengths_are_found_out() =>
        Assert.Throws<InvalidOperationException>(() => ThreadCommunicator.Run(2, c => c.Allreduce<int>(new int[1 + c.Rank], Reduction.Max)));

    private static unsafe ref long Value(NodeBlock block) => ref Unsafe.AsRef<long>((void*)block.Address);

    /// <summary>On 0 ranks: the single rank without any group.</summary>
    private static void On(int ranks, Action<ICommunicator> test)
    {
        if (ranks > 0)
        {
            ThreadCommunicator.Run(ranks, test);
            return;
        }
        using var self = new SelfCommunicator();
        test(self);
    }
}
