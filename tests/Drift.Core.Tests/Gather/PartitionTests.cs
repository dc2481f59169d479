using CsCheck;
using Drift.Core.Gather;
using Xunit;

namespace Drift.Core.Tests.Gather;

public sealed class PartitionTests
{
    private static readonly Gen<Partition> Any = Gen.OneOf(
        Gen.Select(Gen.Long[0, 300], Gen.Int[1, 40], Partition.Even),
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[1, 100_000], Partition.Even),
        Gen.Long[0, 9].Array[1, 40].Select(counts => Partition.Of(counts)));

    [Fact]
    public void Ranges_follow_one_another_without_gap_and_cover_all_rows() =>
        Any.Sample(p =>
        {
            long next = 0;
            for (int rank = 0; rank < Math.Min(p.Ranks, 100); rank++)
            {
                Assert.Equal(next, p.First(rank));
                Assert.True(p.Count(rank) >= 0);
                next += p.Count(rank);
            }
            Assert.Equal(p.Total, p.First(p.Ranks));
            Assert.Equal(p.Total - p.First(p.Ranks - 1), p.Count(p.Ranks - 1));
        });

    [Fact]
    public void Even_ranges_differ_by_at_most_one_row() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[1, 10_000], Gen.Int[0, 9_999], Gen.Int[0, 9_999])
            .Where(t => t.Item3 < t.Item2 && t.Item4 < t.Item2)
            .Sample((total, ranks, a, b) =>
            {
                Partition p = Partition.Even(total, ranks);
                Assert.InRange(p.Count(a) - p.Count(b), -1, 1);
            });

    [Fact]
    public void The_owner_of_a_row_is_the_rank_whose_range_holds_it() =>
        Gen.Select(Any, Gen.Double[0, 1]).Where((p, _) => p.Total > 0).Sample((p, where) =>
        {
            long row = Math.Min(p.Total - 1, (long)(where * p.Total));
            int owner = p.Owner(row);
            Assert.InRange(row, p.First(owner), p.First(owner) + p.Count(owner) - 1);
        });

    [Fact]
    public void More_ranks_than_rows_leaves_the_higher_ranks_without_rows()
    {
        Partition p = Partition.Even(3, 8);
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0], Enumerable.Range(0, 8).Select(p.Count));
        Assert.Equal(2, p.Owner(2));
    }

    [Fact]
    public void Impossible_partitions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Even(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Even(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Of([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Of([1, -1]));
        Assert.Throws<OverflowException>(() => Partition.Of([long.MaxValue, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Even(3, 2).Owner(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Even(3, 2).First(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Partition.Even(3, 2).Count(2));
    }
}
