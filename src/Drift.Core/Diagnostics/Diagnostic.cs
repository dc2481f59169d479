using Drift.Core.Particles;

namespace Drift.Core.Diagnostics;

/// <summary>
/// Something that is counted over all particles while a run goes on, at times of its own. Every rank adds its particles to integers, whose sums over
/// ranks do not depend on the number or order of ranks; the results are made of the sums.
/// </summary>
public abstract class Diagnostic
{
    /// <summary>Its name, which ends the name of its file: NAME.density.nc.</summary>
    public abstract string Name { get; }

    /// <summary>What its file is about, for people.</summary>
    public abstract string Title { get; }

    /// <summary>Dimensions of the file beside time, slowest first, with their lengths.</summary>
    public abstract IReadOnlyList<(string Name, long Length)> Dimensions { get; }

    /// <summary>What is known before the first step: coordinates and the like, with their values.</summary>
    public virtual IReadOnlyList<(DiagnosticVariable Variable, double[] Values)> Known => [];

    /// <summary>Lines of text that say what indices mean: names of regions (dimension, names).</summary>
    public virtual IReadOnlyList<(string Dimension, IReadOnlyList<string> Names)> Labels => [];

    /// <summary>What there is at each time.</summary>
    public abstract IReadOnlyList<DiagnosticVariable> Variables { get; }

    /// <summary>Number of integers that are summed over ranks.</summary>
    public abstract int Length { get; }

    /// <summary>Takes note of where particles are released; once, before the first step.</summary>
    /// <param name="particles">The particles of this rank, at their places of release.</param>
    public virtual void Begin(ParticleSet particles)
    {
    }

    /// <summary>Whether it wants to know the first particle of the next rank.</summary>
    public virtual bool NeedsNext => false;

    /// <summary>Adds the particles of this rank.</summary>
    /// <param name="particles">The particles; those that are active count.</param>
    /// <param name="next">The first particle behind this rank's, where <see cref="NeedsNext"/> asks for it.</param>
    /// <param name="sums">Integers to add to (<see cref="Length"/>), 0 at first.</param>
    /// <remarks>Determinism: the sums over ranks are the same for any number of them.</remarks>
    public abstract void Add(ParticleSet particles, in ParticlePlace next, Span<long> sums);

    /// <summary>The values of the variables at a time.</summary>
    /// <param name="sums">The sums over all ranks.</param>
    /// <returns>Values of each of <see cref="Variables"/>, of its shape; not a number where there is none.</returns>
    public abstract IReadOnlyList<double[]> Results(ReadOnlySpan<long> sums);
}

/// <summary>A variable of a diagnostic's file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Names of its dimensions beside time, slowest first.</param>
/// <param name="Unit">Its unit in CF spelling.</param>
/// <param name="LongName">What it is, for people.</param>
/// <param name="StandardName">Its name in the CF table; empty for none.</param>
/// <param name="IsCount">Whether it is a whole number.</param>
public sealed record DiagnosticVariable(string Name, IReadOnlyList<string> Dimensions, string Unit, string LongName, string StandardName = "", bool IsCount = false);

/// <summary>Where a single particle is.</summary>
/// <param name="Row">Its global row; −1 for none.</param>
/// <param name="Lon">Longitude in degrees or x in metres.</param>
/// <param name="Lat">Latitude in degrees or y in metres.</param>
/// <param name="IsActive">Whether it is active.</param>
public readonly record struct ParticlePlace(long Row, double Lon, double Lat, bool IsActive)
{
    /// <summary>No particle.</summary>
    public static ParticlePlace None => new(-1, 0, 0, false);
}
