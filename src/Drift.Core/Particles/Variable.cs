namespace Drift.Core.Particles;

/// <summary>The kind of number a column holds.</summary>
public enum NumberType
{
    /// <summary>8 bits, signed.</summary>
    Int8,

    /// <summary>32 bits, signed.</summary>
    Int32,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Double precision.</summary>
    Float64,
}

/// <summary>How often a variable is recorded.</summary>
public enum Recorded
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>One number per trajectory: its value at the first output time.</summary>
    Once,

    /// <summary>One number per output time and trajectory.</summary>
    Always,
}

/// <summary>Something each particle carries, and how it is described in the output file.</summary>
/// <param name="Name">Name in kernels and in the file.</param>
/// <param name="Type">The kind of number.</param>
/// <param name="Unit">Unit in CF spelling; empty for none.</param>
/// <param name="LongName">What it is, for people.</param>
/// <param name="Recorded">How often it is written.</param>
/// <param name="StandardName">Name in the CF standard name table; empty if it is not in it.</param>
public sealed record Variable(
    string Name, NumberType Type, string Unit, string LongName, Recorded Recorded = Recorded.Always, string StandardName = "");
