namespace Drift.Core.Running;

/// <summary>On what grid the values of sample data stand.</summary>
public enum SampleLayout
{
    /// <summary>Nodes in rows and columns, both components at each.</summary>
    Rectilinear,

    /// <summary>The same nodes, twisted about the middle of the grid: two-dimensional coordinates, components to the east and to the north.</summary>
    Curvilinear,

    /// <summary>Cells in rows and columns, with the velocity through each of their faces.</summary>
    C,

    /// <summary>Twisted cells, with the velocity through each of their faces, as NEMO has it.</summary>
    CurvilinearC,
}
