namespace Drift.Core.Running;

/// <summary>How far a run is, as rank 0 sees it.</summary>
/// <param name="ParticleSteps">Particle-steps that rank 0 has done.</param>
/// <param name="TotalParticleSteps">Particle-steps that rank 0 has to do.</param>
/// <param name="Ranks">Number of ranks; all do about as much as rank 0.</param>
/// <param name="Obs">Outputs written.</param>
/// <param name="TotalObs">Outputs to write.</param>
/// <param name="Elapsed">Wall time since the first step.</param>
public readonly record struct RunProgress(long ParticleSteps, long TotalParticleSteps, int Ranks, int Obs, int TotalObs, TimeSpan Elapsed)
{
    /// <summary>Part of the run that is done, 0 … 1.</summary>
    public double Fraction => TotalParticleSteps > 0 ? (double)ParticleSteps / TotalParticleSteps : (double)Obs / Math.Max(TotalObs, 1);

    /// <summary>Particle-steps per second of all ranks, taken to be as fast as rank 0.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? ParticleSteps * (double)Ranks / Elapsed.TotalSeconds : 0;

    /// <summary>Wall time still to go, if the rate stays; null before anything is done.</summary>
    public TimeSpan? Left => Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : null;
}
