using Drift.Core.Kernels;

namespace Drift.Core.Integration;

/// <summary>A block of particles: its columns, and what only the loop needs to know.</summary>
internal unsafe struct BlockColumns
{
    /// <summary>The columns that kernels see.</summary>
    public ParticleColumns Particles;

    /// <summary>Statuses of the block (particle).</summary>
    public readonly byte* Status => Particles.Status;

    /// <summary>Number of variables.</summary>
    public int VariableCount;

    /// <summary>Number of particles in the block.</summary>
    public readonly int Count => Particles.Count;
}
