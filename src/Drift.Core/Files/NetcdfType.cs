namespace Drift.Core.Files;

/// <summary>The kinds of value that a netCDF file holds; the numbers are netCDF's own.</summary>
public enum NetcdfType
{
    /// <summary>A kind that only its author can read (compound, enum, opaque, variable length).</summary>
    Other = 0,

    /// <summary>8 bits, signed.</summary>
    Int8 = 1,

    /// <summary>One byte of text.</summary>
    Char = 2,

    /// <summary>16 bits, signed.</summary>
    Int16 = 3,

    /// <summary>32 bits, signed.</summary>
    Int32 = 4,

    /// <summary>Single precision.</summary>
    Float32 = 5,

    /// <summary>Double precision.</summary>
    Float64 = 6,

    /// <summary>8 bits, unsigned.</summary>
    UInt8 = 7,

    /// <summary>16 bits, unsigned.</summary>
    UInt16 = 8,

    /// <summary>32 bits, unsigned.</summary>
    UInt32 = 9,

    /// <summary>64 bits, signed.</summary>
    Int64 = 10,

    /// <summary>64 bits, unsigned.</summary>
    UInt64 = 11,

    /// <summary>Text of any length.</summary>
    String = 12,
}
