namespace Drift.Core.Fields.Sources;

/// <summary>Which point of a cell of a B- or C-grid the values of a variable belong to; on an A-grid all are the same.</summary>
public enum GridPoint
{
    /// <summary>The middle: tracers.</summary>
    Cell,

    /// <summary>That of the velocity along rows: the face between a cell and the next one of its row; a corner on a B-grid.</summary>
    U,

    /// <summary>That of the velocity along columns: the face between a cell and that of the next row; a corner on a B-grid.</summary>
    V,

    /// <summary>That of the vertical velocity: the face between a cell and the next layer.</summary>
    W,
}
