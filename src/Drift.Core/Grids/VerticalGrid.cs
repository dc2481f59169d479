namespace Drift.Core.Grids;

/// <summary>The levels of a grid, from the first one of the data to the last one. Depth is in metres, positive down.</summary>
public abstract class VerticalGrid
{
    private protected VerticalGrid(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
    }

    /// <summary>Number of levels.</summary>
    public int Count { get; }

    /// <summary>Whether two grids have the same levels.</summary>
    public abstract bool IsSame(VerticalGrid other);
}
