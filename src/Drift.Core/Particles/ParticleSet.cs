using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Particles;

/// <summary>
/// The particles that one rank owns, as columns (particle): position, status and variables. Ended particles keep their
/// row, so that row and trajectory never part.
/// </summary>
public sealed class ParticleSet : IDisposable
{
    private readonly List<ParticleColumn> variables = [];
    private readonly List<DeclaredVariable> added = [];
    private readonly List<Column> releases = [];

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
    public IReadOnlyList<Column> Variables => [.. variables.Select(v => v.Values)];

    /// <summary>The values of a variable that a kernel declared (particle), in its unit.</summary>
    /// <param name="variable">Its name.</param>
    /// <exception cref="ArgumentException">The particles have no such variable; those there are are named.</exception>
    /// <remarks>Errors: a kernel's variable is there from the first run with that kernel on.</remarks>
    public Span<double> this[string variable]
    {
        get
        {
            string known = variables.Count == 0 ? "none" : string.Join(", ", variables.Select(c => c.Name));
            return Find(variable) is { } found
                ? found.Values.AsSpan<double>()
                : throw new ArgumentException($"the particles have no variable {variable}, but {known}; a kernel declares one at its first run", nameof(variable));
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

    /// <summary>Whether particles are released at times of their own.</summary>
    public bool HasReleaseTimes => releases.Count > 0;

    /// <summary>Releases each particle at a time of its own: until then it is not there. Called before the first run.</summary>
    /// <param name="times">Times since the reference of the field set (particle).</param>
    /// <exception cref="ArgumentException">There is not one for each particle, or the particles have taken steps.</exception>
    /// <remarks>A release between two steps takes what is left of the step; one that lies before the start never takes place.</remarks>
    public void ReleaseAt(ReadOnlySpan<TimeSpan> times)
    {
        if (times.Length != Count)
            throw new ArgumentException($"{times.Length} times of release for {Count} particles", nameof(times));
        Span<long> ticks = MakeReleases();
        for (int i = 0; i < times.Length; i++)
            ticks[i] = times[i].Ticks;
        DescribeReleases();
    }

    /// <summary>Makes room for times of release, in ticks since the reference (particle); <see cref="DescribeReleases"/> has to follow.</summary>
    internal Span<long> MakeReleases()
    {
        if (StepsTaken > 0)
            throw new ArgumentException("the particles have taken steps; times of release are given before");
        foreach (Column column in releases)
            column.Dispose();
        releases.Clear();
        releases.Add(new Column(new("release_ticks", NumberType.Int64, "", "time of release in 100 ns", Recorded.Never), Count));
        return ReleaseTicks;
    }

    /// <summary>Keeps places of release, which are the present ones, and takes the particles away until their time has come.</summary>
    internal void DescribeReleases()
    {
        releases.AddRange(PositionVariables.OfRelease(Fields.Mesh, HasDepth).Select(v => new Column(v, Count)));
        Span<double> seconds = releases[1].AsSpan<double>();
        for (int i = 0; i < Count; i++)
            seconds[i] = (double)ReleaseTicks[i] / TimeSpan.TicksPerSecond;
        Lon.CopyTo(releases[2].AsSpan<double>());
        Lat.CopyTo(releases[3].AsSpan<double>());
        if (HasDepth)
            Depth.CopyTo(releases[4].AsSpan<double>());
        Status.Fill(ParticleStatus.NotReleased);
    }

    /// <summary>Times of release in ticks of 100 ns since the reference (particle); empty where all are there from the start.</summary>
    internal Span<long> ReleaseTicks => releases.Count == 0 ? [] : releases[0].AsSpan<long>();

    /// <summary>Gives the particles a variable.</summary>
    /// <param name="declared">What it is, and the value it starts with.</param>
    /// <exception cref="ArgumentException">They have one of that name, or there is not a value for each particle.</exception>
    public void Add(DeclaredVariable declared)
    {
        if (Find(declared.Variable.Name) is not null)
            throw new ArgumentException($"the particles have a variable {declared.Variable.Name} already", nameof(declared));
        _ = Declare([declared]);
        added.Add(declared);
    }

    /// <summary>The variables that were given to the particles, not declared by a kernel.</summary>
    internal IReadOnlyList<DeclaredVariable> Added => added;

    /// <summary>The variables that the particles have, in the order in which they were declared.</summary>
    internal IReadOnlyList<ParticleColumn> Declared => variables;

    /// <summary>Gives the particles the variables that they do not have yet, with their initial values.</summary>
    /// <param name="declared">Variables in the order of the kernels' indices.</param>
    /// <returns>The columns in the same order.</returns>
    /// <exception cref="ArgumentException">They have a variable of that name, but with another unit or meaning.</exception>
    internal IReadOnlyList<Column> Declare(IReadOnlyList<DeclaredVariable> declared)
    {
        var columns = new List<Column>();
        foreach (DeclaredVariable each in declared)
        {
            ParticleColumn? column = Find(each.Variable.Name);
            if (column is null)
                variables.Add(column = new ParticleColumn(each, Count, Segments));
            else if (column.Declared.Variable != each.Variable)
                throw new ArgumentException($"the particles have a variable {each.Variable.Name} already, in '{column.Declared.Variable.Unit}': {column.Declared.Variable.LongName}", nameof(declared));
            columns.Add(column.Values);
        }

        return columns;
    }

    private ParticleColumn? Find(string name) => variables.Find(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>Memory that one particle takes, in bytes.</summary>
    public int BytesPerParticle => Columns().Sum(c => c.ElementSize);

    /// <summary>Number of particles with this status.</summary>
    public int CountOf(ParticleStatus status) => StatusColumn.AsSpan<byte>().Count((byte)status);

    /// <summary>What is recorded at one output time: variables recorded always, and behind them those recorded once.</summary>
    /// <param name="visible">The statuses with which an ended particle stays in place and goes on being recorded.</param>
    /// <param name="withOnce">Whether those recorded once are among them: at the first output, and where particles were released since the last.</param>
    public TrajectoryBlock Record(StatusSet visible, bool withOnce = false)
    {
        IEnumerable<Column> once = withOnce ? variables.Select(v => v.AtRelease).OfType<Column>().Concat(releases.Skip(1)) : [];
        return new(FirstTrajectory, [.. Columns().Where(c => c.Variable.Recorded == Recorded.Always), .. once], StatusColumn, visible);
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
        return [.. position, StatusColumn, .. variables.Select(v => v.Values), .. variables.Select(v => v.AtRelease).OfType<Column>(), .. releases];
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
