namespace Drift.Mpi.Communicators;

/// <summary>
/// Cuts a gather of any length into calls whose counts and displacements are C integers: the flattened sequence of
/// bytes is walked in windows, and in each window every rank has a contiguous, perhaps empty, part.
/// </summary>
/// <param name="counts">Number of values of each rank (rank).</param>
/// <param name="elementSize">Size of a value in bytes.</param>
/// <param name="window">Bytes of one call, at most 2³¹ − 1.</param>
internal readonly ref struct FlattenedWindows(ReadOnlySpan<int> counts, int elementSize, int window)
{
    private readonly ReadOnlySpan<int> counts = counts;

    /// <summary>Bytes of all ranks together.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            foreach (int count in counts)
                total += (long)count * elementSize;
            return total;
        }
    }

    /// <summary>Number of calls, at least one: every rank takes part even if there is nothing to gather.</summary>
    public int Calls => checked((int)Math.Max(1, (Total + window - 1) / window));

    /// <summary>Finds what each rank sends in one call.</summary>
    /// <param name="call">The call, 0 … Calls − 1.</param>
    /// <param name="sent">Receives the bytes that each rank sends (rank).</param>
    /// <param name="displacements">Receives where they go, from the start of the window (rank).</param>
    public void Parts(int call, Span<int> sent, Span<int> displacements)
    {
        long low = (long)call * window;
        long high = low + window;
        long first = 0;
        for (int rank = 0; rank < counts.Length; rank++)
        {
            long end = first + ((long)counts[rank] * elementSize);
            long from = Math.Clamp(first, low, high);
            sent[rank] = (int)(Math.Clamp(end, low, high) - from);
            displacements[rank] = (int)(from - low);
            first = end;
        }
    }

    /// <summary>Finds what one rank sends in one call, without a list of all.</summary>
    /// <returns>Its first byte among its own, and the number of bytes.</returns>
    public (long From, int Count) Part(int call, int rank)
    {
        long low = (long)call * window;
        long high = low + window;
        long first = 0;
        for (int r = 0; r < rank; r++)
            first += (long)counts[r] * elementSize;
        long from = Math.Clamp(first, low, high);
        long to = Math.Clamp(first + ((long)counts[rank] * elementSize), low, high);
        // An empty part stands at 0: an offset from a null address could be mistaken for MPI_IN_PLACE, which is 1 or −1.
        return to > from ? (from - first, (int)(to - from)) : (0, 0);
    }
}
