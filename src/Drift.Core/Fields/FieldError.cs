namespace Drift.Core.Fields;

/// <summary>Why a field has no value for a particle; the numbers are those of the particle's status.</summary>
public enum FieldError
{
    /// <summary>There is a value.</summary>
    None = 0,

    /// <summary>The position is outside the grid.</summary>
    OutOfGrid = 3,

    /// <summary>The time is outside the times of the field, whose range is closed at both ends.</summary>
    OutOfTime = 4,
}
