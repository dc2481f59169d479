namespace Drift.Core.Fields.Derived;

/// <summary>What an instruction of an expression does.</summary>
internal enum Operation
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>Degrees east, or x in metres.</summary>
    Lon,

    /// <summary>Degrees north, or y in metres.</summary>
    Lat,

    /// <summary>Metres, positive down.</summary>
    Depth,

    /// <summary>Seconds since the reference of the field set.</summary>
    Time,

    /// <summary>The value of a field.</summary>
    Field,

    /// <summary>The derivative of a field to the east.</summary>
    SlopeEast,

    /// <summary>The derivative of a field to the north.</summary>
    SlopeNorth,

    /// <summary>The derivatives of two fields to the east: this result's, and that of another instruction.</summary>
    SlopesEast,

    /// <summary>The derivatives of two fields to the north: this result's, and that of another instruction.</summary>
    SlopesNorth,

    /// <summary>Another instruction has left this result already.</summary>
    Found,

    /// <summary>The area of the cell.</summary>
    CellArea,

    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient.</summary>
    Divide,

    /// <summary>Negation.</summary>
    Negate,

    /// <summary>Power of positive numbers.</summary>
    Power,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Absolute value.</summary>
    Abs,

    /// <summary>The smaller of two.</summary>
    Min,

    /// <summary>The larger of two.</summary>
    Max,

    /// <summary>e to a power.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine of radians.</summary>
    Sin,

    /// <summary>Cosine of radians.</summary>
    Cos,

    /// <summary>Whether a is less.</summary>
    Less,

    /// <summary>Whether a is less or equal.</summary>
    AtMost,

    /// <summary>Whether both are equal.</summary>
    Equal,

    /// <summary>Both conditions.</summary>
    And,

    /// <summary>Either condition.</summary>
    Or,

    /// <summary>Not the condition.</summary>
    Not,

    /// <summary>One of two numbers, by a condition.</summary>
    Where,
}

/// <summary>An instruction of an expression; its result has the number of the instruction.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="A">Number of the first operand, or of a field.</param>
/// <param name="B">Number of the second operand.</param>
/// <param name="C">Number of the third operand.</param>
/// <param name="Value">The number that it is.</param>
internal readonly record struct Instruction(Operation Operation, int A = 0, int B = 0, int C = 0, double Value = 0);
