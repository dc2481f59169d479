namespace Drift.Core.Kernels;

/// <summary>Where a block of particles lies in memory.</summary>
internal unsafe struct ParticleColumns
{
    /// <summary>Longitudes of the block (particle).</summary>
    public double* Lon;

    /// <summary>Latitudes of the block (particle).</summary>
    public double* Lat;

    /// <summary>Depths of the block (particle); null where particles have none.</summary>
    public double* Depth;

    /// <summary>Variables of the block (variable), each a column (particle).</summary>
    public double** Variables;

    /// <summary>Index of each particle within its realisation (particle); null where they follow one another.</summary>
    public ulong* Ids;

    /// <summary>Index within the realisation of the block's first particle.</summary>
    public ulong FirstId;

    /// <summary>Statuses of the block (particle).</summary>
    public byte* Status;

    /// <summary>Number of particles in the block.</summary>
    public int Count;
}
