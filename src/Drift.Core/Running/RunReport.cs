using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>What a run did, the same on every rank.</summary>
/// <param name="Output">The complete output file.</param>
/// <param name="Trajectories">Realisations × particles.</param>
/// <param name="ParticleSteps">Particle-steps of all ranks.</param>
/// <param name="Wall">Wall time from the first step to the complete file.</param>
/// <param name="Sections">Wall time by section, the largest over ranks: input, kernels, gather, output.</param>
/// <param name="Ended">Particles by the reason for which they ended.</param>
/// <param name="PeakMemoryBytes">Peak memory of the rank that needed most.</param>
/// <param name="Ranks">Number of ranks.</param>
/// <param name="ThreadsPerRank">Threads of each rank.</param>
public sealed record RunReport(
    string Output,
    long Trajectories,
    long ParticleSteps,
    TimeSpan Wall,
    IReadOnlyDictionary<string, TimeSpan> Sections,
    IReadOnlyDictionary<ParticleStatus, long> Ended,
    long PeakMemoryBytes,
    int Ranks,
    int ThreadsPerRank)
{
    /// <summary>Particle-steps per second of all ranks.</summary>
    public double Rate => ParticleSteps / Math.Max(Wall.TotalSeconds, 1e-9);
}
