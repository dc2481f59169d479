using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>The realisations of an ensemble, one after the other along the trajectories of a file.</summary>
/// <param name="ParticlesPerRealisation">Number of particles of each realisation, at least 1.</param>
/// <param name="Seeds">Seed of each realisation (realisation).</param>
public sealed record RealisationSeeds(long ParticlesPerRealisation, IReadOnlyList<long> Seeds);

/// <summary>What a trajectory file holds: known in full before the first step, so that its size is fixed.</summary>
public sealed record TrajectorySchema
{
    /// <summary>What positions mean.</summary>
    public required Mesh Mesh { get; init; }

    /// <summary>The output times in seconds since the reference (obs), at least one; increasing, or decreasing for a run backward.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>What the output times count from.</summary>
    public TimeReference Reference { get; init; } = TimeReference.None;

    /// <summary>Number of trajectories, realisations times particles, at least 1.</summary>
    public required long Trajectories { get; init; }

    /// <summary>The recorded variables: first lon, lat, with depth z, and status; then any others, recorded always or once.</summary>
    public required IReadOnlyList<Variable> Variables { get; init; }

    /// <summary>The realisations; null for a single run.</summary>
    public RealisationSeeds? Realisations { get; init; }

    /// <summary>One line that says what the file is about.</summary>
    public string Title { get; init; } = "Particle trajectories";

    /// <summary>Attributes of the file, above all the provenance, known before the first step.</summary>
    public IReadOnlyList<NetcdfAttribute> Attributes { get; init; } = [];

    /// <summary>
    /// Attributes whose values are known at the end only, with stand-ins of the final type and length:
    /// their place in the file is made now, so that the end moves nothing.
    /// </summary>
    public IReadOnlyList<NetcdfAttribute> Closing { get; init; } = [];

    /// <summary>The shape of the complete file; while the run goes on it is plain.</summary>
    public OutputLayout Layout { get; init; }

    /// <summary>Level of compression of the complete file, 1 … 9; 0 for none. While the run goes on nothing is compressed.</summary>
    public int Compression { get; init; }

    /// <summary>Whether what is given in double precision is written in single precision, but for times.</summary>
    public bool SinglePrecision { get; init; }

    /// <summary>Whether the complete file is made from the plain one, beside it.</summary>
    public bool IsConverted => Layout != OutputLayout.Plain || Compression > 0;

    /// <summary>Number of bytes of the complete plain file, but for a few kilobytes of structure.</summary>
    public long Bytes => BytesOf(Times.Count, 0);

    /// <summary>Most bytes that the converted file takes beside the plain one; 0 where none is made. What compression saves is not known before.</summary>
    public long ConvertedBytes => !IsConverted ? 0 : Layout == OutputLayout.Parcels ? BytesOf(Times.Count + 1, sizeof(double)) : Bytes;

    /// <summary>A variable as the file holds it.</summary>
    public Variable Stored(Variable variable) =>
        SinglePrecision && variable.Type == NumberType.Float64 && variable.Name is not "release_time" ? variable with { Type = NumberType.Float32 } : variable;

    private long BytesOf(long outputs, long perObs)
    {
        long perTrajectory = 8 + (Realisations is null ? 0 : 12) + (outputs * perObs);
        foreach (Variable variable in Variables.Select(Stored))
        {
            long times = variable.Recorded switch { Recorded.Always => outputs, Recorded.Once => 1, _ => 0 };
            perTrajectory += times * Column.SizeOf(variable.Type);
        }
        return checked((perTrajectory * Trajectories) + (8L * Times.Count) + Attributes.Sum(a => a.Bytes) + (64 << 10));
    }

    /// <summary>Throws where the schema contradicts itself, which is a defect of the caller.</summary>
    internal void Verify()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Compression);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Compression, 9);
        ArgumentOutOfRangeException.ThrowIfLessThan(Times.Count, 1, nameof(Times));
        ArgumentOutOfRangeException.ThrowIfLessThan(Trajectories, 1, nameof(Trajectories));
        string[] names = [.. Variables.Where(v => v.Recorded != Recorded.Never).Select(v => v.Name)];
        string[] first = names.Contains("z", StringComparer.Ordinal) ? ["lon", "lat", "z", "status"] : ["lon", "lat", "status"];
        if (!names.Take(first.Length).SequenceEqual(first, StringComparer.Ordinal))
            throw new ArgumentException($"the recorded variables begin with {string.Join(", ", names.Take(first.Length))}, not with {string.Join(", ", first)}");
        string[] all = [.. names, "time", "trajectory", "realisation", "seed", .. Layout == OutputLayout.Parcels ? (string[])[TrajectoryLayout.Obs, TrajectoryLayout.FinalStatus] : []];
        if (all.Distinct(StringComparer.Ordinal).Count() < all.Length)
            throw new ArgumentException($"two variables have the same name: {string.Join(", ", all)}");
        if (Variables.Any(v => v.Recorded == Recorded.Never))
            throw new ArgumentException("a variable that is never recorded is none of this file");
        if (Realisations is { } r && r.ParticlesPerRealisation * r.Seeds.Count != Trajectories)
            throw new ArgumentException($"{r.Seeds.Count} realisations of {r.ParticlesPerRealisation} particles are not {Trajectories} trajectories");
    }
}
