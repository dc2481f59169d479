using Drift.Core.Fields;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>A block of particles: its columns, and what only the loop needs to know.</summary>
internal unsafe struct BlockColumns
{
    /// <summary>The columns that kernels see.</summary>
    public ParticleColumns Particles;

    /// <summary>Statuses of the block (particle).</summary>
    public readonly byte* Status => Particles.Status;

    /// <summary>Time at the start of the step of each particle in seconds (particle); null where it is the same for all.</summary>
    public double* OwnTimes;

    /// <summary>Length of the step of each particle in seconds (particle); null where it is the same for all.</summary>
    public double* OwnDts;

    /// <summary>Beyond which ends of the water values hold.</summary>
    public WaterEnds Held;

    /// <summary>The statuses of which the first one is to be known.</summary>
    public StatusSet Noted;

    /// <summary>Number of variables.</summary>
    public int VariableCount;

    /// <summary>Cells in which the particles were last (grid, particle); null where no grid searches.</summary>
    public int* Hints;

    /// <summary>Distance from the hints of one grid to those of the next.</summary>
    public int HintStride;

    /// <summary>Number of particles in the block.</summary>
    public readonly int Count => Particles.Count;
}
