using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Particles;

/// <summary>
/// The particles that one rank owns, as columns (particle): position, status and variables. Ended particles keep their
/// row, so that row and trajectory never part.
/// </summary>
public sealed class ParticleSet : IDisposable
{
    private readonly List<Column> variables = [];

    /// <summary>Makes a particle set from start positions, of one realisation.</summary>
    /// <param name="fields">The fields they move in.</param>
    /// <param name="lon">Start longitudes in degrees or x in metres (particle), finite.</param>
    /// <param name="lat">Start latitudes in degrees, −90 … 90, or y in metres (particle), finite.</param>
    /// <param name="depth">Start depths in metres, positive down (particle), finite; empty for particles without depth.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a position is not a finite number on the mesh.</exception>
    public ParticleSet(FieldSet fields, ReadOnlySpan<double> lon, ReadOnlySpan<double> lat, ReadOnlySpan<double> depth = default)
        : this(fields, 0, [new Segment(0, 0, 0, 0, lon.Length)], depth.Length > 0)
    {
        if (depth.Length > 0 && depth.Length != lon.Length)
            throw new ArgumentException($"{lon.Length} longitudes and {depth.Length} depths", nameof(depth));
        foreach (double d in depth)
        {
            if (!double.IsFinite(d))
                throw new ArgumentException($"a depth is {d}", nameof(depth));
        }


        if (lon.Length != lat.Length)
            throw new ArgumentException($"{lon.Length} longitudes and {lat.Length} latitudes", nameof(lat));
        CheckPositions(fields.Mesh, lon, lat);
        lon.CopyTo(Lon);
        lat.CopyTo(Lat);
        depth.CopyTo(Depth);
    }

    /// <summary>Makes room for the particles of one rank; positions are 0.</summary>
    /// <param name="fields">The fields they move in.</param>
    /// <param name="firstTrajectory">Global index of the first row.</param>
    /// <param name="segments">Which realisations the rows belong to, in order and without gaps.</param>
    /// <param name="hasDepth">Whether the particles have a depth.</param>
    public ParticleSet(FieldSet fields, long firstTrajectory, IReadOnlyList<Segment> segments, bool hasDepth = false)
    {
        Fields = fields;
        FirstTrajectory = firstTrajectory;
        Segments = segments;
        Count = segments.Sum(s => s.Count);
        IReadOnlyList<Variable> described = PositionVariables.Of(fields.Mesh, hasDepth);
        LonColumn = new Column(described[0], Count);
        LatColumn = new Column(described[1], Count);
        DepthColumn = hasDepth ? new Column(described[2], Count) : null;
        StatusColumn = new Column(described[^1], Count);
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

    /// <summary>Whether the particles have a depth.</summary>
    public bool HasDepth => DepthColumn is not null;

    /// <summary>Depths in metres, positive down (particle); empty where the particles have none.</summary>
    public Span<double> Depth => DepthColumn is null ? [] : DepthColumn.AsSpan<double>();

    /// <summary>What became of each particle (particle).</summary>
    public Span<ParticleStatus> Status => StatusColumn.AsSpan<ParticleStatus>();

    /// <summary>Further variables, in the order in which they were declared.</summary>
    public IReadOnlyList<Column> Variables => variables;

    /// <summary>The values of a variable that a kernel declared (particle), in its unit.</summary>
    /// <param name="variable">Its name.</param>
    /// <exception cref="ArgumentException">The particles have no such variable; those there are are named.</exception>
    /// <remarks>Errors: a kernel's variable is there from the first run with that kernel on.</remarks>
    public Span<double> this[string variable]
    {
        get
        {
            Column? column = variables.Find(c => string.Equals(c.Variable.Name, variable, StringComparison.Ordinal));
            string known = variables.Count == 0 ? "none" : string.Join(", ", variables.Select(c => c.Variable.Name));
            return column is null
                ? throw new ArgumentException($"the particles have no variable {variable}, but {known}; a kernel declares one at its first run", nameof(variable))
                : column.AsSpan<double>();
        }
    }

    /// <summary>Time of the present positions since the reference of the field set.</summary>
    public TimeSpan Time { get; set; }

    /// <summary>Number of steps taken since the release, on the dt grid.</summary>
    public long StepsTaken { get; internal set; }

    internal Column LonColumn { get; }

    internal Column LatColumn { get; }

    internal Column? DepthColumn { get; }

    internal Column StatusColumn { get; }

    /// <summary>Gives all particles to one realisation.</summary>
    /// <param name="seed">Seed of its random numbers.</param>
    internal void UseSeed(ulong seed) => Segments = [.. Segments.Select(s => s with { Seed = seed })];

    /// <summary>Gives the particles the variables that they do not have yet, with their initial values.</summary>
    /// <param name="declared">Variables in the order of the kernels' indices.</param>
    /// <returns>The columns in the same order.</returns>
    /// <exception cref="ArgumentException">They have a variable of that name, but with another unit or meaning.</exception>
    internal IReadOnlyList<Column> Declare(IReadOnlyList<DeclaredVariable> declared)
    {
        var columns = new List<Column>();
        foreach ((Variable variable, double initial) in declared)
        {
            Column? column = variables.Find(c => string.Equals(c.Variable.Name, variable.Name, StringComparison.Ordinal));
            if (column is null)
            {
                column = new Column(variable, Count);
                column.AsSpan<double>().Fill(initial);
                variables.Add(column);
            }
            else if (column.Variable != variable)
            {
                throw new ArgumentException($"the particles have a variable {variable.Name} already, in '{column.Variable.Unit}': {column.Variable.LongName}", nameof(declared));
            }

            columns.Add(column);
        }

        return columns;
    }

    /// <summary>Memory that one particle takes, in bytes.</summary>
    public int BytesPerParticle => Columns().Sum(c => c.ElementSize);

    /// <summary>Number of particles with this status.</summary>
    public int CountOf(ParticleStatus status) => StatusColumn.AsSpan<byte>().Count((byte)status);

    /// <summary>What is recorded at one output time: variables recorded always, and at the first time behind them those recorded once.</summary>
    /// <param name="stoppedIsVisible">Whether particles that ended by an error stay in place and are recorded.</param>
    /// <param name="isFirst">Whether it is the first output time.</param>
    public TrajectoryBlock Record(bool stoppedIsVisible, bool isFirst = false)
    {
        IEnumerable<Column> once = isFirst ? Columns().Where(c => c.Variable.Recorded == Recorded.Once) : [];
        return new(FirstTrajectory, [.. Columns().Where(c => c.Variable.Recorded == Recorded.Always), .. once], StatusColumn, stoppedIsVisible);
    }

    /// <summary>Gives the memory back; the field set stays.</summary>
    public void Dispose()
    {
        foreach (Column column in Columns())
            column.Dispose();
    }

    /// <summary>The columns in the order of the output file.</summary>
    private IEnumerable<Column> Columns()
    {
        IEnumerable<Column> position = DepthColumn is null ? [LonColumn, LatColumn] : [LonColumn, LatColumn, DepthColumn];
        return [.. position, StatusColumn, .. variables];
    }

    /// <summary>Refuses positions that are not finite numbers on the mesh.</summary>
    internal static void CheckPositions(Mesh mesh, ReadOnlySpan<double> lon, ReadOnlySpan<double> lat)
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
