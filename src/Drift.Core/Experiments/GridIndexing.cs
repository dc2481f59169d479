namespace Drift.Core.Experiments;

/// <summary>Which corner of a cell has the cell's indices in the files.</summary>
public enum GridIndexing
{
    /// <summary>The upper right one, as in NEMO, POP and the psi points of ROMS.</summary>
    UpperRight,

    /// <summary>The lower left one, as in MITgcm.</summary>
    LowerLeft,
}
