namespace Drift.Core.Gather;

/// <summary>What may be combined over ranks, the same for every communicator.</summary>
public static class Reductions
{
    /// <summary>Refuses what would depend on the order of ranks or has no meaning.</summary>
    /// <typeparam name="T">int, long or double.</typeparam>
    /// <param name="reduction">Sum is refused for double: use integers or fixed point.</param>
    /// <exception cref="ArgumentException">It is refused.</exception>
    public static void Check<T>(Reduction reduction) where T : unmanaged
    {
        if (typeof(T) != typeof(int) && typeof(T) != typeof(long) && typeof(T) != typeof(double))
            throw new ArgumentException($"values of {typeof(T).Name} cannot be reduced, only int, long and double");
        if (typeof(T) == typeof(double) && reduction == Reduction.Sum)
            throw new ArgumentException("a sum of doubles depends on the order of ranks: sum integers or fixed point", nameof(reduction));
    }
}
