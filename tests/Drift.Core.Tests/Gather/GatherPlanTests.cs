using CsCheck;
using Drift.Core.Gather;
using Xunit;

namespace Drift.Core.Tests.Gather;

public sealed class GatherPlanTests
{
    private static readonly Gen<GatherPlan> Any = Gen.Select(
        Gen.Long[0, 30].Array[1, 20], Gen.Int[1, 50], (counts, rows) => new GatherPlan(Partition.Of(counts), rows));

    [Fact]
    public void Blocks_cover_all_rows_in_order_and_none_is_larger_than_asked() =>
        Any.Sample(plan =>
        {
            long next = 0;
            for (long block = 0; block < plan.Blocks; block++)
            {
                (long first, int count) = plan.Rows(block);
                Assert.Equal(next, first);
                Assert.InRange(count, 1, plan.RowsPerBlock);
                next += count;
            }
            Assert.Equal(plan.Partition.Total, next);
        });

    [Fact]
    public void The_parts_of_the_ranks_make_up_each_block_in_the_order_of_rows() =>
        Any.Sample(plan =>
        {
            int[] counts = new int[plan.Partition.Ranks];
            for (long block = 0; block < plan.Blocks; block++)
            {
                plan.Counts(block, 8, counts);
                (long next, int rows) = plan.Rows(block);
                Assert.Equal(8 * rows, counts.Sum());
                for (int rank = 0; rank < counts.Length; rank++)
                {
                    (long row, int count) = plan.Part(block, rank);
                    Assert.Equal(8 * count, counts[rank]);
                    Assert.True(count == 0 || plan.Partition.First(rank) + row == next);
                    Assert.Equal(count == rows, plan.IsWhollyOn(block, rank));
                    next += count;
                }
            }
        });

    [Fact]
    public void A_plan_for_more_rows_than_memory_costs_nothing()
    {
        var plan = new GatherPlan(Partition.Even(long.MaxValue, 10_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        (long first, int count) = plan.Rows(plan.Blocks - 1);
        (long _, int last) = plan.Part(plan.Blocks - 1, 9_999);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(long.MaxValue, first + count);
        Assert.Equal(count, last);
    }

    [Fact]
    public void No_rows_are_no_blocks() => Assert.Equal(0, new GatherPlan(Partition.Even(0, 3)).Blocks);

    [Fact]
    public void A_block_without_rows_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatherPlan(Partition.Even(1, 1), 0));
}
