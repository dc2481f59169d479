using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>Where positions lie in a horizontal grid: cell (J, I) and the place within it.</summary>
public struct Cell<F> where F : struct, ILane<F>
{
    /// <summary>Index of the cell's first column, as a whole number.</summary>
    public F I;

    /// <summary>Index of the cell's first row, as a whole number.</summary>
    public F J;

    /// <summary>Place between columns I and I + 1, 0 … 1.</summary>
    public F X;

    /// <summary>Place between rows J and J + 1, 0 … 1.</summary>
    public F Y;
}
