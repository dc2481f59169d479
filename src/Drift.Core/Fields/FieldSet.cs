using Drift.Core.Fields.Derived;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// The fields of an experiment on one mesh. U and V together are the velocity that advection follows. Only fields that a
/// kernel asked for hold memory, and of those only the snapshots around the present time.
/// </summary>
/// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
/// <param name="memory">Memory for snapshots, shared by the ranks of a node; the heap by default.</param>
public sealed class FieldSet(Mesh mesh, INodeMemory? memory = null) : IDisposable
{
    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);
    private readonly INodeMemory memory = memory ?? HeapMemory.Instance;
    private readonly List<FieldPair> pairs = [];
    private readonly FieldDates dates = new();
    private VectorField? velocity;
    private VectorField? velocity3D;
    private SnapshotWindow[]? windows;
    private bool areGridsShared;

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh Mesh => mesh;

    /// <summary>Fields that take no more bytes are held whole; of larger ones the part around the particles.</summary>
    public long WholeUpTo { get; init; } = 64L << 20;

    /// <summary>The calendar of model time, which counts from 1970-01-01 00:00:00 in it; null where no field has dates, so that times only count from 0.</summary>
    public Calendar? Calendar => dates.Calendar;

    /// <summary>Whether no field was refused for its dates: else the times of the fields cannot be compared.</summary>
    internal bool DatesAgree => dates.Agree;

    /// <summary>Names of the fields, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> Names => fields.Keys;

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public Field this[string name] => fields.TryGetValue(name, out Field? field)
        ? field
        : throw new KeyNotFoundException($"there is no field {name}; there are {string.Join(", ", fields.Keys)}");

    /// <summary>A field set of values that do not change, on a grid of its own.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes in degrees or x in metres (lon).</param>
    /// <param name="lat">Latitudes in degrees or y in metres (lat).</param>
    /// <param name="constants">Names and the values they have on the whole grid.</param>
    public static FieldSet FromData(Mesh mesh, double[] lon, double[] lat, params (string Name, double Value)[] constants) =>
        FromData(mesh, lon, lat, [.. constants.Select(c => (c.Name, Filled(lat.Length, lon.Length, (float)c.Value)))]);

    /// <summary>A field set of values that do not change, on a grid of its own.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes in degrees or x in metres (lon).</param>
    /// <param name="lat">Latitudes in degrees or y in metres (lat).</param>
    /// <param name="data">Names and values (lat, lon).</param>
    public static FieldSet FromData(Mesh mesh, double[] lon, double[] lat, params (string Name, float[,] Values)[] data)
    {
        var set = new FieldSet(mesh);
        var grid = new RectilinearGrid(mesh, new Axis(lon), new Axis(lat));
        foreach ((string name, float[,] values) in data)
            set.Add(Field.FromData(name, grid, values));
        return set;
    }

    /// <summary>A field set whose velocity is a formula.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="flow">The velocity.</param>
    public static FieldSet FromFlow<T>(Mesh mesh, T flow) where T : struct, IAnalyticFlow
    {
        var set = new FieldSet(mesh);
        set.AddFlow(flow);
        return set;
    }

    /// <summary>Adds fields.</summary>
    /// <exception cref="ArgumentException">There is one of that name already, or its dates do not agree with those of the fields before.</exception>
    public FieldSet Add(params Field[] added)
    {
        foreach (Field field in added)
        {
            fields.Add(field.Name, field);
            dates.Add(field);
        }

        return this;
    }

    /// <summary>Makes an analytic flow the velocity of this field set, or a part of it that sums, nests and expressions name.</summary>
    /// <param name="flow">The velocity.</param>
    /// <param name="u">Name of the component to the east; "U" for the velocity that advection follows.</param>
    /// <param name="v">Name of the component to the north; "V" for the velocity that advection follows.</param>
    /// <exception cref="InvalidOperationException">There is a field of one of the names already.</exception>
    public void AddFlow<T>(T flow, string u = "U", string v = "V") where T : struct, IAnalyticFlow =>
        AddFlow(new VectorField(mesh, new FlowSampler<T>(flow)), u, v);

    /// <summary>The same with a flow that another field set has, each component times a factor.</summary>
    internal void AddFlow(VectorField flow, string u, string v, double factorU = 1, double factorV = 1)
    {
        bool isVelocity = u is "U" && v is "V";
        if (Contains(u) || Contains(v))
            throw new InvalidOperationException(isVelocity ? "the field set has a velocity already" : $"the field set has a field {(Contains(u) ? u : v)} already");
        Add(Field.Derive(u, new FlowComponent(flow, 0, factorU), "m s-1"), Field.Derive(v, new FlowComponent(flow, 1, factorV), "m s-1"));
        if (isVelocity && factorU == 1 && factorV == 1)
            velocity = flow;
    }

    /// <summary>Gives dates to a field set that has none of its own.</summary>
    /// <param name="calendar">The calendar of model time.</param>
    /// <exception cref="InvalidOperationException">The fields have another calendar.</exception>
    public void UseCalendar(Calendar calendar) => dates.Use(calendar);

    /// <summary>Whether there is a field of that name.</summary>
    public bool Contains(string name) => fields.ContainsKey(name);

    /// <summary>Whether there is a velocity: an analytic flow, or fields U and V.</summary>
    public bool HasVelocity => velocity is not null || (Contains("U") && Contains("V"));

    /// <summary>Whether a kernel asked for the velocity.</summary>
    public bool IsVelocityUsed { get; private set; }

    /// <summary>Memory for the snapshots of all fields that kernels asked for, in bytes: two of each, and one that is read ahead.</summary>
    public long BytesHeld() => Windows.Sum(w => w.PlaneBytes + w.AheadBytes);

    /// <summary>Whether some field is large enough to be held in part.</summary>
    internal bool MayBePartlyHeld => Array.Exists(Windows, w => w.Box.IsLarge);

    /// <summary>Whether some field is held in part at present.</summary>
    internal bool IsPartlyHeld => Array.Exists(Windows, w => w.Box.IsPart);

    private SnapshotMemory Held => new(memory, Calendar, WholeUpTo);

    /// <summary>Number of grids whose cells are found by a search.</summary>
    internal int HintSlots { get; private set; }

    /// <summary>Asks for a field to be held in memory, with those that it is computed from, and returns it.</summary>
    /// <exception cref="DriftException">Code Preflight: it is computed from a field that does not exist, or from itself; a component of a staggered grid is alone.</exception>
    public Field Use(string name)
    {
        Field field = this[name];
        Bind(field);
        Prepare(field);
        field.Use(Held);
        windows = null;
        return field;
    }

    /// <summary>Asks for two fields to be held in memory, side by side if they can be, and returns them.</summary>
    /// <exception cref="DriftException">As for <see cref="Use(string)"/>.</exception>
    public FieldPair UsePair(string nameA, string nameB)
    {
        (Field a, Field b) = (this[nameA], this[nameB]);
        FieldPair? pair = pairs.Find(p => ReferenceEquals(p.A, a) && ReferenceEquals(p.B, b));
        if (pair is null)
        {
            DerivationChecks.Throw(a, fields);
            DerivationChecks.Throw(b, fields);
            pair = new FieldPair(a, b, derived: DerivedPair.Of(a, b, UsePair));
            if (!Partners.MayShare(a, b))
            {
                Bind(a);
                Bind(b);
            }

            pairs.Add(pair);
        }

        Use(pair);
        return pair;
    }

    /// <summary>Asks for the horizontal velocity to be held in memory, and returns it.</summary>
    public VectorField UseVelocity()
    {
        velocity ??= velocity3D ?? new VectorField(mesh, UsePair("U", "V"));
        IsVelocityUsed = true;
        return velocity;
    }

    /// <summary>Asks for the velocity with its vertical component W to be held in memory, and returns it.</summary>
    /// <exception cref="InvalidOperationException">There is no velocity, or no field W beside it: a flow that is a formula has none either.</exception>
    public VectorField UseVelocity3D()
    {
        if (!HasVelocity || !Contains("W"))
            throw new InvalidOperationException("there are no fields U, V and W");
        if (velocity3D is not null)
            return velocity3D;
        (Field u, Field v, Field w) = (this["U"], this["V"], this["W"]);
        bool isStored = u.Source is not null && v.Source is not null && velocity?.Pair is null;
        FieldPair pair = isStored ? new FieldPair(u, v, w) : new FieldPair(velocity?.Pair ?? UsePair("U", "V"), w);
        if (w.Derivation is not null)
            Bind(w);
        pairs.Add(pair);
        Use(pair);
        IsVelocityUsed = true;
        return velocity3D = new VectorField(mesh, pair);
    }

    private void Use(FieldPair pair)
    {
        Prepare(pair.A);
        Prepare(pair.B);
        if (pair.C is not null)
            Prepare(pair.C);
        pair.Use(Held);
        windows = null;
    }

    /// <summary>Gives the grids of a field that search their place among the hints of particles.</summary>
    private void Prepare(Field field)
    {
        if (field.Grid is CurvilinearGrid { HintSlot: < 0 } grid)
            grid.HintSlot = HintSlots++;
        foreach (Field? other in (Field?[])[field.Depths?.Bottom, field.Depths?.Surface, field.Depths?.Levels])
        {
            if (other is not null)
                Prepare(other);
        }
    }

    /// <summary>Makes present what kernels need between two times. Collective over the ranks of a node that share memory.</summary>
    /// <param name="from">Earlier time in seconds since the reference.</param>
    /// <param name="to">Later time in seconds since the reference.</param>
    /// <param name="ahead">Where time goes on to: 1 forward, −1 backward, so that the next snapshot is read meanwhile; 0 for nowhere.</param>
    /// <param name="until">The time at which the run ends, so that nothing is read in vain; NaN if that is not known.</param>
    /// <param name="places">Where the particles of this rank are, so that of large fields the part around them is held; null to hold everything.</param>
    public void MoveTo(double from, double to, int ahead = 0, double until = double.NaN, IPlaces? places = null)
    {
        if (!areGridsShared)
            ShareGrids();
        foreach (SnapshotWindow window in Windows)
            window.MoveTo(from, to, ahead, until, places);
        foreach (FieldPair pair in pairs)
            pair.Refresh();
    }

    /// <summary>Gives the ranks of a node one copy of the nodes of curvilinear grids. Collective over the ranks of a node.</summary>
    private void ShareGrids()
    {
        areGridsShared = true;
        foreach (CurvilinearGrid grid in Windows.Select(w => w.Grid).OfType<CurvilinearGrid>().Distinct())
            grid.Share(memory);
    }

    /// <summary>Holds more of large fields, if any rank of the node has particles that wait for it. Collective over the ranks of a node.</summary>
    /// <param name="isWaiting">Whether particles of this rank wait.</param>
    /// <param name="places">Where the particles of this rank are.</param>
    /// <returns>Whether some rank had particles that waited.</returns>
    internal bool TryWiden(bool isWaiting, IPlaces places)
    {
        if (!IsPartlyHeld)
            return false;
        int[] left = [.. Windows.Select(w => isWaiting && w.Box.WasLeft ? 1 : 0)];
        memory.Max(left);
        foreach ((int w, SnapshotWindow window) in Windows.Index())
        {
            if (left[w] != 0)
                window.HoldMore(places);
        }

        return left.Contains(1);
    }

    /// <summary>The next snapshot after a time, in the direction of the run; infinite if there is none.</summary>
    /// <param name="time">Seconds since the reference.</param>
    /// <param name="backward">Whether the run goes backward in time.</param>
    public double NextSnapshot(double time, bool backward)
    {
        double next = backward ? double.NegativeInfinity : double.PositiveInfinity;
        foreach (SnapshotWindow window in Windows)
        {
            double own = window.Axis.Next(time, backward);
            next = backward ? Math.Max(next, own) : Math.Min(next, own);
        }

        return next;
    }

    /// <summary>The times that all used fields have: closed at both ends, infinite where each of them does not change, repeats or is held.</summary>
    public (double First, double Last) TimeRange()
    {
        (double first, double last) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (SnapshotWindow window in Windows)
        {
            (first, last) = (Math.Max(first, window.Axis.First), Math.Min(last, window.Axis.Last));
        }

        return (first, last);
    }

    /// <summary>The used fields that change with time, each with the times of its snapshots.</summary>
    public IEnumerable<Field> Changing() => fields.Values.Where(field => field.IsUsed && !field.Axis.IsSteady);

    /// <summary>Gives memory and files back.</summary>
    public void Dispose()
    {
        foreach (SnapshotWindow window in Windows)
            window.Dispose();
        foreach (Field field in fields.Values.SelectMany(WithDepths).Distinct())
            field.Source?.Dispose();
    }

    /// <summary>All windows; found anew after a field was asked for, since this is looked at in every step.</summary>
    private SnapshotWindow[] Windows => windows ??= [.. pairs.Select(p => p.Window).Concat(fields.Values.SelectMany(WithDepths).Select(f => f.Window)).OfType<SnapshotWindow>().Distinct()];

    /// <summary>Asks for what a field takes to be sampled: those it is computed from, or the other components of a staggered velocity.</summary>
    private void Bind(Field field)
    {
        if (field.Derivation is { IsBound: false } derivation)
        {
            DerivationChecks.Throw(field, fields);

            // Both components of a velocity are held side by side, for those who sample them together.
            foreach (string u in derivation.Parts)
            {
                if (Partners.NorthOf(u) is { } v && derivation.Parts.Contains(v, StringComparer.Ordinal))
                    UsePair(u, v);
            }

            derivation.Bind(field.Name, mesh, Use, UsePair, fields.Values.Select(f => f.Grid).FirstOrDefault(g => g is not null));
        }
        else if (field.VelocityInterpolator is not null && !field.IsUsed)
        {
            (string u, string v) = Partners.Find(field, fields);
            FieldPair pair = UsePair(u, v);
            if (!ReferenceEquals(pair.A, field) && !ReferenceEquals(pair.B, field))
                pair.UseThird(field, Held);
        }
    }

    private static IEnumerable<Field> WithDepths(Field field) =>
        ((Field?[])[field, field.Depths?.Bottom, field.Depths?.Surface, field.Depths?.Levels]).OfType<Field>();

    private static float[,] Filled(int rows, int columns, float value)
    {
        var values = new float[rows, columns];
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
                values[j, i] = value;
        }

        return values;
    }
}
