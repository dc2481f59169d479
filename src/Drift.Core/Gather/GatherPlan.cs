namespace Drift.Core.Gather;

/// <summary>
/// How rows travel to rank 0: in blocks of the global trajectory index, small enough that one block of one variable is
/// all that rank 0 ever holds beside its own particles. What each rank gives to a block follows from the partition, so a
/// plan costs no memory, whatever the number of ranks and blocks.
/// </summary>
/// <param name="partition">Who owns which rows.</param>
/// <param name="rowsPerBlock">Rows of a block, at least 1.</param>
public sealed class GatherPlan(Partition partition, int rowsPerBlock = GatherPlan.UsualRows)
{
    /// <summary>Rows of a block if nothing else is asked for: 8 MiB of 64-bit numbers.</summary>
    public const int UsualRows = 1 << 20;

    /// <summary>Who owns which rows.</summary>
    public Partition Partition => partition;

    /// <summary>Rows of every block but the last.</summary>
    public int RowsPerBlock { get; } = rowsPerBlock >= 1
        ? rowsPerBlock
        : throw new ArgumentOutOfRangeException(nameof(rowsPerBlock), rowsPerBlock, "a block has at least one row");

    /// <summary>Number of blocks; 0 where there are no rows.</summary>
    public long Blocks => (partition.Total / RowsPerBlock) + (partition.Total % RowsPerBlock == 0 ? 0 : 1);

    /// <summary>The rows of a block.</summary>
    /// <param name="block">0 … Blocks − 1.</param>
    /// <returns>Global index of the first row, and the number of rows.</returns>
    public (long First, int Count) Rows(long block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, Blocks);
        long first = block * RowsPerBlock;
        return (first, (int)Math.Min(RowsPerBlock, partition.Total - first));
    }

    /// <summary>What one rank gives to a block.</summary>
    /// <param name="block">0 … Blocks − 1.</param>
    /// <param name="rank">0 … Ranks − 1.</param>
    /// <returns>The row among the rank's own at which its part begins, and the number of rows, perhaps 0.</returns>
    public (long Row, int Count) Part(long block, int rank)
    {
        (long first, int count) = Rows(block);
        long start = partition.First(rank);
        long from = Math.Max(start, first);
        long to = Math.Min(partition.First(rank + 1), first + count);
        return to > from ? (from - start, (int)(to - from)) : (0, 0);
    }

    /// <summary>Lists what every rank gives to a block; only the ranks that own some of it cost time.</summary>
    /// <param name="block">0 … Blocks − 1.</param>
    /// <param name="elementSize">Values or bytes per row.</param>
    /// <param name="counts">Receives the values or bytes of each rank (rank).</param>
    public void Counts(long block, int elementSize, Span<int> counts)
    {
        counts.Clear();
        (long first, int count) = Rows(block);
        int last = partition.Owner(first + count - 1);
        for (int rank = partition.Owner(first); rank <= last; rank++)
            counts[rank] = checked(Part(block, rank).Count * elementSize);
    }

    /// <summary>Whether a block lies on one rank as a whole.</summary>
    /// <param name="block">0 … Blocks − 1.</param>
    /// <param name="rank">0 … Ranks − 1.</param>
    public bool IsWhollyOn(long block, int rank) => Part(block, rank).Count == Rows(block).Count;
}
