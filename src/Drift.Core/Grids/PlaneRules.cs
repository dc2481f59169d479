namespace Drift.Core.Grids;

/// <summary>What holds for all cells of a curvilinear grid.</summary>
internal readonly record struct PlaneRules
{
    /// <summary>Whether first coordinates are longitudes.</summary>
    public bool IsSpherical { get; init; }

    /// <summary>1 where rows follow one another to the left of the columns' direction, −1 where to the right.</summary>
    public double Sign { get; init; }

    /// <summary>Rounding of a distance from a side, in units of the coordinates.</summary>
    public double Tolerance { get; init; }

    /// <summary>A side as wide as this in longitude goes round a pole: it could lead either way.</summary>
    public double Widest { get; init; }

    /// <summary>Whether the last column of cells is followed by the first.</summary>
    public bool IsRing { get; init; }

    /// <summary>Columns of cells; those that repeat others do not count.</summary>
    public double CellColumns { get; init; }

    /// <summary>Rows of cells.</summary>
    public double CellRows { get; init; }

    /// <summary>Nodes of a stored row.</summary>
    public double Stride { get; init; }
}
