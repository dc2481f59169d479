using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>A particle that ended by an error, for the message of a run that stops at the first one.</summary>
/// <param name="Step">Step in which it ended.</param>
/// <param name="Row">Its row in the rank's particle set.</param>
/// <param name="Status">Why.</param>
public readonly record struct Failure(long Step, int Row, ParticleStatus Status)
{
    /// <summary>Whether this one comes first: by step, then by row.</summary>
    public bool IsBefore(Failure other) => Step != other.Step ? Step < other.Step : Row < other.Row;
}
