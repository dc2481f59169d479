using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>Where positions lie in a grid: cell (K, J, I) and the place within it. K and Z have a meaning only on a grid with levels.</summary>
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

    /// <summary>Index of the cell's first level, as a whole number.</summary>
    public F K;

    /// <summary>Place between levels K and K + 1, 0 … 1.</summary>
    public F Z;
}
