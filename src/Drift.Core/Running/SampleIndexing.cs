namespace Drift.Core.Running;

/// <summary>Which faces and which corner of a cell on a C-grid have its indices.</summary>
public enum SampleIndexing
{
    /// <summary>The corner in the north-east, the face in the east for U, the face in the north for V.</summary>
    Nemo,

    /// <summary>The corner in the south-west, the face in the west for U, the face in the south for V.</summary>
    Mitgcm,
}
