namespace Drift.Core.Files;

/// <summary>A box of a variable's values, cut into pieces so small that the lock is never held for long.</summary>
internal static unsafe class Slab
{
    /// <summary>Reads or writes one piece.</summary>
    /// <param name="start">First index along each dimension.</param>
    /// <param name="count">Number of indices along each dimension.</param>
    /// <param name="values">The values of the piece, one after the other.</param>
    internal delegate void Piece(nuint* start, nuint* count, byte* values);

    /// <summary>Hands over a box piece by piece, in the order of memory.</summary>
    /// <param name="name">Name of the variable, for errors.</param>
    /// <param name="rank">Number of its dimensions.</param>
    /// <param name="start">First index along each dimension (dimension).</param>
    /// <param name="count">Number of indices along each dimension (dimension).</param>
    /// <param name="values">Where the values are.</param>
    /// <param name="room">Number of values there.</param>
    /// <param name="size">Size of a value in bytes.</param>
    /// <param name="piece">What to do with each piece.</param>
    /// <exception cref="ArgumentException">The box has other dimensions than the variable, or another size than the room.</exception>
    internal static void Cut(
        string name, int rank, ReadOnlySpan<long> start, ReadOnlySpan<long> count, byte* values, long room, int size, Piece piece)
    {
        if (start.Length != rank || count.Length != rank)
            throw new ArgumentException($"variable {name} has {rank} dimensions, not {start.Length} and {count.Length}");
        nuint* from = stackalloc nuint[rank + 1];
        nuint* extent = stackalloc nuint[rank + 1];
        long total = 1;
        for (int d = 0; d < rank; d++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(start[d]);
            ArgumentOutOfRangeException.ThrowIfNegative(count[d]);
            (from[d], extent[d]) = ((nuint)start[d], (nuint)count[d]);
            total *= count[d];
        }
        if (total != room)
            throw new ArgumentException($"variable {name}: room for {room} values, {total} asked for");
        if (total > 0)
            Halve(rank, from, extent, values, total, size, piece);
    }

    private static void Halve(int rank, nuint* start, nuint* count, byte* values, long total, int size, Piece piece)
    {
        int slowest = 0;
        while (slowest < rank && count[slowest] == 1)
            slowest++;
        if (slowest == rank || total * size <= NetcdfLibrary.SlabBytes)
        {
            piece(start, count, values);
            return;
        }
        (nuint from, nuint whole) = (start[slowest], count[slowest]);
        nuint half = whole / 2;
        long halfTotal = total / (long)whole * (long)half;
        count[slowest] = half;
        Halve(rank, start, count, values, halfTotal, size, piece);
        (start[slowest], count[slowest]) = (from + half, whole - half);
        Halve(rank, start, count, values + (halfTotal * size), total - halfTotal, size, piece);
        (start[slowest], count[slowest]) = (from, whole);
    }
}
