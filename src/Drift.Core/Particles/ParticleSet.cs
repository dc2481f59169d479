using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Particles;

/// <summary>
/// The particles that one rank owns, as columns (particle): position, status and variables. Ended particles keep their
/// row, so that row and trajectory never part.
/// </summary>
public sealed class ParticleSet : IDisposable
{
    private static readonly Variable StatusVariable = new("status", NumberType.Int8, "", "what became of the particle");
    private readonly List<Column> variables = [];

    /// <summary>Makes a particle set from start positions, of one realisation.</summary>
    /// <param name="fields">The fields they move in.</param>
    /// <param name="lon">Start longitudes in degrees or x in metres (particle), finite.</param>
    /// <param name="lat">Start latitudes in degrees, −90 … 90, or y in metres (particle), finite.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a position is not a finite number on the mesh.</exception>
    public ParticleSet(FieldSet fields, ReadOnlySpan<double> lon, ReadOnlySpan<double> lat)
        : this(fields, 0, [new Segment(0, 0, 0, 0, lon.Length)])
    {
        if (lon.Length != lat.Length)
            throw new ArgumentException($"{lon.Length} longitudes and {lat.Length} latitudes", nameof(lat));
        CheckPositions(fields.Mesh, lon, lat);
        lon.CopyTo(Lon);
        lat.CopyTo(Lat);
    }

    /// <summary>Makes room for the particles of one rank; positions are 0.</summary>
    /// <param name="fields">The fields they move in.</param>
    /// <param name="firstTrajectory">Global index of the first row.</param>
    /// <param name="segments">Which realisations the rows belong to, in order and without gaps.</param>
    public ParticleSet(FieldSet fields, long firstTrajectory, IReadOnlyList<Segment> segments)
    {
        Fields = fields;
        FirstTrajectory = firstTrajectory;
        Segments = segments;
        Count = segments.Sum(s => s.Count);
        (string x, string y, string unit) = fields.Mesh == Mesh.Spherical
            ? ("longitude", "latitude", "degrees")
            : ("projection_x_coordinate", "projection_y_coordinate", "m");
        string east = fields.Mesh == Mesh.Spherical ? "degrees_east" : unit;
        string north = fields.Mesh == Mesh.Spherical ? "degrees_north" : unit;
        LonColumn = new Column(new Variable("lon", NumberType.Float64, east, fields.Mesh == Mesh.Spherical ? "longitude" : "x coordinate", StandardName: x), Count);
        LatColumn = new Column(new Variable("lat", NumberType.Float64, north, fields.Mesh == Mesh.Spherical ? "latitude" : "y coordinate", StandardName: y), Count);
        StatusColumn = new Column(StatusVariable, Count);
    }

    /// <summary>The fields the particles move in.</summary>
    public FieldSet Fields { get; }

    /// <summary>Number of particles of this rank, 0 or more.</summary>
    public int Count { get; }

    /// <summary>Global index of the first row.</summary>
    public long FirstTrajectory { get; }

    /// <summary>Which realisations the rows belong to, in order and without gaps.</summary>
    public IReadOnlyList<Segment> Segments { get; private set; }

    /// <summary>Longitudes in degrees, not wrapped, or x in metres (particle).</summary>
    public Span<double> Lon => LonColumn.AsSpan<double>();

    /// <summary>Latitudes in degrees or y in metres (particle).</summary>
    public Span<double> Lat => LatColumn.AsSpan<double>();

    /// <summary>What became of each particle (particle).</summary>
    public Span<ParticleStatus> Status => StatusColumn.AsSpan<ParticleStatus>();

    /// <summary>Further variables, in the order in which they were declared.</summary>
    public IReadOnlyList<Column> Variables => variables;

    /// <summary>Time of the present positions since the reference of the field set.</summary>
    public TimeSpan Time { get; set; }

    /// <summary>Number of steps taken since the release, on the dt grid.</summary>
    public long StepsTaken { get; internal set; }

    internal Column LonColumn { get; }

    internal Column LatColumn { get; }

    internal Column StatusColumn { get; }

    /// <summary>Gives all particles to one realisation.</summary>
    /// <param name="seed">Seed of its random numbers.</param>
    internal void UseSeed(ulong seed) => Segments = [.. Segments.Select(s => s with { Seed = seed })];

    /// <summary>Number of particles with this status.</summary>
    public int CountOf(ParticleStatus status) => StatusColumn.AsSpan<byte>().Count((byte)status);

    /// <summary>What is recorded at one output time.</summary>
    /// <param name="stoppedIsVisible">Whether particles that ended by an error stay in place and are recorded.</param>
    public TrajectoryBlock Record(bool stoppedIsVisible) =>
        new(FirstTrajectory, [LonColumn, LatColumn, StatusColumn, .. variables], StatusColumn, stoppedIsVisible);

    /// <summary>Gives the memory back; the field set stays.</summary>
    public void Dispose()
    {
        LonColumn.Dispose();
        LatColumn.Dispose();
        StatusColumn.Dispose();
        foreach (Column column in variables)
            column.Dispose();
    }

    private static void CheckPositions(Mesh mesh, ReadOnlySpan<double> lon, ReadOnlySpan<double> lat)
    {
        for (int i = 0; i < lon.Length; i++)
        {
            if (!double.IsFinite(lon[i]) || !double.IsFinite(lat[i]))
                throw new ArgumentException($"particle {i} starts at lon {lon[i]}, lat {lat[i]}", nameof(lon));
            if (mesh == Mesh.Spherical && Math.Abs(lat[i]) > 90)
                throw new ArgumentException($"particle {i} starts at latitude {lat[i]}, beyond the pole", nameof(lat));
        }
    }
}
