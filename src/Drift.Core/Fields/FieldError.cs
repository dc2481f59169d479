namespace Drift.Core.Fields;

/// <summary>Why a field has no value for a particle; the numbers are those of the particle's status.</summary>
public enum FieldError
{
    /// <summary>There is a value, but in a part of the field that is not in memory: the step is taken again when it is. Never the status of a particle.</summary>
    NotHeld = -1,

    /// <summary>There is a value.</summary>
    None = 0,

    /// <summary>The position is outside the grid.</summary>
    OutOfGrid = 3,

    /// <summary>The time is outside the times of the field, whose range is closed at both ends.</summary>
    OutOfTime = 4,

    /// <summary>The position is above the surface of the water.</summary>
    AboveSurface = 6,

    /// <summary>The position is below the bottom, or below the last level of the grid.</summary>
    BelowBottom = 7,
}
