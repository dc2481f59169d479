using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>The grid and times on which a flow is written as sample data.</summary>
/// <param name="Lon">First and last longitude or x, and number of nodes.</param>
/// <param name="Lat">First and last latitude or y, and number of nodes.</param>
/// <param name="Snapshots">Number of snapshots.</param>
/// <param name="Interval">Time between two snapshots.</param>
public sealed record SampleGrid((double From, double To, int Count) Lon, (double From, double To, int Count) Lat, int Snapshots, TimeSpan Interval);

/// <summary>An analytic flow as experiment files and sample data know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Mesh">The mesh it is meant for.</param>
/// <param name="Parameters">Its parameters with their default values, in SI units.</param>
/// <param name="Sample">The grid of its sample data.</param>
/// <param name="AddTo">Makes it the velocity of a field set, with the values of all parameters.</param>
public sealed record FlowEntry(
    string Name,
    string Summary,
    Mesh Mesh,
    IReadOnlyDictionary<string, double> Parameters,
    SampleGrid Sample,
    Action<FieldSet, IReadOnlyDictionary<string, double>> AddTo);

/// <summary>The analytic flows that have a name. A new one is one entry here.</summary>
public static class FlowRegistry
{
    /// <summary>All flows, in the order of the documentation.</summary>
    public static IReadOnlyList<FlowEntry> Entries { get; } =
    [
        new(
            "stationary-eddy", "an inertial oscillation (Fabbroni 2009)", Mesh.Flat,
            Values(("speed", 0.3), ("frequency", 1e-4)),
            new((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15)),
            (set, p) => set.AddFlow(new StationaryEddy(p["speed"], p["frequency"]))),
        new(
            "moving-eddy", "an inertial oscillation on a steady current (Fabbroni 2009)", Mesh.Flat,
            Values(("speed", 0.3), ("current", 0.04), ("frequency", 1e-4)),
            new((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15)),
            (set, p) => set.AddFlow(new MovingEddy(p["speed"], p["current"], p["frequency"]))),
        new(
            "decaying-eddy", "a decaying oscillation on a decaying current (Fabbroni 2009)", Mesh.Flat,
            Values(("speed", 0.3), ("current", 0.04), ("frequency", 1e-4), ("decay", 1 / (86400 * 2.89)), ("current_decay", 1 / (86400 * 28.9))),
            new((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15)),
            (set, p) => set.AddFlow(new DecayingEddy(p["speed"], p["current"], p["frequency"], p["decay"], p["current_decay"]))),
        new(
            "radial-rotation", "rotation as a rigid body, one turn a day", Mesh.Flat,
            Values(("centre_x", 30), ("centre_y", 30), ("period", 86400)),
            new((0, 60, 61), (0, 60, 61), 1, TimeSpan.FromDays(1)),
            (set, p) => set.AddFlow(new RadialRotation(p["centre_x"], p["centre_y"], p["period"]))),
        new(
            "moving-eddies", "two geostrophic eddies that drift to the west", Mesh.Flat,
            Values(("height", 0.1), ("scale", 40e3), ("drift_speed", 0.1), ("centre_x", 280e3), ("south_y", 110e3), ("north_y", 290e3)),
            new((0, 400e3, 201), (0, 400e3, 201), 9, TimeSpan.FromDays(1)),
            (set, p) => set.AddFlow(new GaussianEddies(p["height"], p["scale"], p["drift_speed"], p["centre_x"], p["south_y"], p["north_y"]))),
    ];

    /// <summary>Names of the flows.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name);

    /// <summary>The flow of that name, or null.</summary>
    public static FlowEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>A field set whose velocity is a flow with its default parameters.</summary>
    public static FieldSet Make(FlowEntry flow)
    {
        var set = new FieldSet(flow.Mesh);
        flow.AddTo(set, flow.Parameters);
        return set;
    }

    private static OrderedDictionary<string, double> Values(params (string Name, double Value)[] values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)), StringComparer.Ordinal);
}
