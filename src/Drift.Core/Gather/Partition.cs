namespace Drift.Core.Gather;

/// <summary>
/// Who owns what: the rows 0 … Total − 1 of the global trajectory index (realisation · N + particle), cut into one
/// contiguous range per rank, in the order of ranks. A range may be empty.
/// </summary>
public sealed class Partition
{
    // First row of each rank, and the total at the end; null where all ranges are equal up to one row.
    private readonly long[]? starts;

    private Partition(long total, int ranks, long[]? starts)
    {
        Total = total;
        Ranks = ranks;
        this.starts = starts;
    }

    /// <summary>Number of rows, 0 or more.</summary>
    public long Total { get; }

    /// <summary>Number of ranks, at least 1.</summary>
    public int Ranks { get; }

    /// <summary>Equal ranges: any two ranks differ by at most one row, and the lower rank has the larger range.</summary>
    /// <param name="total">Number of rows, 0 or more.</param>
    /// <param name="ranks">Number of ranks, at least 1; more ranks than rows leave some without any.</param>
    public static Partition Even(long total, int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        return new(total, ranks, null);
    }

    /// <summary>Ranges of given lengths.</summary>
    /// <param name="counts">Number of rows of each rank (rank), 0 or more; their sum must be a 64-bit number.</param>
    public static Partition Of(ReadOnlySpan<long> counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counts.Length, 1, nameof(counts));
        var begins = new long[counts.Length + 1];
        for (int rank = 0; rank < counts.Length; rank++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[rank], nameof(counts));
            begins[rank + 1] = checked(begins[rank] + counts[rank]);
        }
        return new(begins[^1], counts.Length, begins);
    }

    /// <summary>First row of a rank; where its range is empty, the row at which it would begin.</summary>
    /// <param name="rank">0 … Ranks; for Ranks itself it is the total.</param>
    public long First(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rank, (uint)Ranks, nameof(rank));
        if (starts is not null)
            return starts[rank];
        (long each, long more) = Math.DivRem(Total, Ranks);
        return (rank * each) + Math.Min(rank, more);
    }

    /// <summary>Number of rows of a rank.</summary>
    /// <param name="rank">0 … Ranks − 1.</param>
    public long Count(int rank) => First(rank + 1) - First(rank);

    /// <summary>The one rank whose range holds a row.</summary>
    /// <param name="row">0 … Total − 1.</param>
    public int Owner(long row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Total);
        int low = 0;
        int high = Ranks - 1;
        while (low < high)
        {
            // The last rank that begins at or before the row is the one that is not empty.
            int middle = low + ((high - low + 1) / 2);
            if (First(middle) <= row)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
