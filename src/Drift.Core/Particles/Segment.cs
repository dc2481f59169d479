namespace Drift.Core.Particles;

/// <summary>A run of rows of one realisation: their random numbers are addressed by its seed and their index within it.</summary>
/// <param name="Realisation">Index of the realisation, from 0.</param>
/// <param name="Seed">Seed of the realisation.</param>
/// <param name="FirstParticle">Index within the realisation of the first row.</param>
/// <param name="FirstRow">First row of this rank's columns.</param>
/// <param name="Count">Number of rows.</param>
public readonly record struct Segment(int Realisation, ulong Seed, long FirstParticle, int FirstRow, int Count);
