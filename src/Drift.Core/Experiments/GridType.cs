namespace Drift.Core.Experiments;

/// <summary>Where the components of a velocity and the tracers stand in a cell, after Arakawa.</summary>
public enum GridType
{
    /// <summary>All of them in the same points.</summary>
    A,

    /// <summary>U and V in the corners of cells, W and tracers in the middle.</summary>
    B,

    /// <summary>U, V and W in the middle of the faces that they cross, tracers in the middle of the cell.</summary>
    C,
}
