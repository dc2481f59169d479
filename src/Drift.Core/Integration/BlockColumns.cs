using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>Where a block of particles lies in memory.</summary>
internal unsafe struct BlockColumns
{
    /// <summary>Longitudes of the block (particle).</summary>
    public double* Lon;

    /// <summary>Latitudes of the block (particle).</summary>
    public double* Lat;

    /// <summary>Depths of the block (particle); null where particles have none.</summary>
    public double* Depth;

    /// <summary>Statuses of the block (particle).</summary>
    public byte* Status;

    /// <summary>Index within the realisation of the block's first particle.</summary>
    public ulong FirstId;

    /// <summary>Number of particles in the block.</summary>
    public int Count;

    /// <summary>The rows of a particle set that begin at <paramref name="row"/>.</summary>
    public static BlockColumns Of(ParticleSet set, int row, long firstId, int count) => new()
    {
        Lon = (double*)set.LonColumn.Address + row,
        Lat = (double*)set.LatColumn.Address + row,
        Depth = set.DepthColumn is null ? null : (double*)set.DepthColumn.Address + row,
        Status = (byte*)set.StatusColumn.Address + row,
        FirstId = (ulong)firstId,
        Count = count,
    };
}
