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
    private VectorField? velocity;

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh Mesh => mesh;

    /// <summary>The calendar of model time, which counts from 1970-01-01 00:00:00 in it; null where no field has dates, so that times only count from 0.</summary>
    public Calendar? Calendar { get; private set; }

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
    /// <exception cref="ArgumentException">There is one of that name already, or its calendar is another than that of the fields before.</exception>
    public FieldSet Add(params Field[] added)
    {
        foreach (Field field in added)
        {
            fields.Add(field.Name, field);
            if (field.Source?.TimeAxis?.Calendar is not { } calendar)
                continue;
            if (Calendar is not null && !ReferenceEquals(Calendar, calendar))
                throw new ArgumentException($"field {field.Name} has dates of the calendar {calendar}, fields before it of {Calendar}", nameof(added));
            Calendar = calendar;
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
    public void UseCalendar(Calendar calendar)
    {
        if (Calendar is not null && !ReferenceEquals(Calendar, calendar))
            throw new InvalidOperationException($"the fields have dates of the calendar {Calendar}");
        Calendar = calendar;
    }

    /// <summary>Whether there is a field of that name.</summary>
    public bool Contains(string name) => fields.ContainsKey(name);

    /// <summary>Whether there is a velocity: an analytic flow, or fields U and V.</summary>
    public bool HasVelocity => velocity is not null || (Contains("U") && Contains("V"));

    /// <summary>Whether a kernel asked for the velocity.</summary>
    public bool IsVelocityUsed { get; private set; }

    /// <summary>Memory for the snapshots of all fields that kernels asked for, in bytes: two of each, and one that is read ahead.</summary>
    public long BytesHeld() => Windows().Sum(w => w.PlaneBytes + w.AheadBytes);

    /// <summary>Asks for a field to be held in memory, with those that it is computed from, and returns it.</summary>
    /// <exception cref="DriftException">Code Preflight: it is computed from a field that does not exist, or from itself; a component of a staggered grid is alone.</exception>
    public Field Use(string name)
    {
        Field field = this[name];
        Bind(field);
        field.Use(memory);
        return field;
    }

    /// <summary>Asks for two fields to be held in memory, side by side if they can be, and returns them.</summary>
    /// <exception cref="DriftException">As for <see cref="Use"/>.</exception>
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

        pair.Use(memory);
        return pair;
    }

    /// <summary>Asks for the velocity to be held in memory, and returns it.</summary>
    public VectorField UseVelocity()
    {
        velocity ??= new VectorField(mesh, UsePair("U", "V"));
        IsVelocityUsed = true;
        return velocity;
    }

    /// <summary>Makes present what kernels need between two times. Collective over the ranks of a node that share memory.</summary>
    /// <param name="from">Earlier time in seconds since the reference.</param>
    /// <param name="to">Later time in seconds since the reference.</param>
    /// <param name="ahead">Where time goes on to: 1 forward, −1 backward, so that the next snapshot is read meanwhile; 0 for nowhere.</param>
    /// <param name="until">The time at which the run ends, so that nothing is read in vain; NaN if that is not known.</param>
    public void MoveTo(double from, double to, int ahead = 0, double until = double.NaN)
    {
        foreach (SnapshotWindow window in Windows())
            window.MoveTo(from, to, ahead, until);
        foreach (FieldPair pair in pairs)
            pair.Refresh();
    }

    /// <summary>The next snapshot after a time, in the direction of the run; infinite if there is none.</summary>
    /// <param name="time">Seconds since the reference.</param>
    /// <param name="backward">Whether the run goes backward in time.</param>
    public double NextSnapshot(double time, bool backward)
    {
        double next = backward ? double.NegativeInfinity : double.PositiveInfinity;
        foreach (SnapshotWindow window in Windows())
        {
            foreach (double t in window.Times)
            {
                if (backward ? t < time && t > next : t > time && t < next)
                    next = t;
            }
        }

        return next;
    }

    /// <summary>The times that all used fields have: closed at both ends, infinite if none of them changes.</summary>
    public (double First, double Last) TimeRange()
    {
        (double first, double last) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (SnapshotWindow window in Windows())
        {
            if (window.Times.Length > 0)
                (first, last) = (Math.Max(first, window.Times[0]), Math.Min(last, window.Times[^1]));
        }

        return (first, last);
    }

    /// <summary>Gives memory and files back.</summary>
    public void Dispose()
    {
        foreach (SnapshotWindow window in Windows())
            window.Dispose();
        foreach (Field field in fields.Values)
            field.Source?.Dispose();
    }

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
                pair.UseThird(field, memory);
        }
    }

    private IEnumerable<SnapshotWindow> Windows()
    {
        foreach (FieldPair pair in pairs)
        {
            if (pair.Window is { } shared)
                yield return shared;
        }

        foreach (Field field in fields.Values)
        {
            if (field.Window is { } own)
                yield return own;
        }
    }

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
