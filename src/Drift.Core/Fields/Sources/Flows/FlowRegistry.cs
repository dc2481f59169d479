using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>The analytic flows that have a name. A new one is one entry here.</summary>
public static class FlowRegistry
{
    /// <summary>All flows, in the order of the documentation.</summary>
    public static IReadOnlyList<FlowEntry> Entries { get; } =
    [
        new(
            "stationary-eddy", "an inertial oscillation (Fabbroni 2009)",
            [Flat((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15))],
            Values(("speed", 0.3), ("frequency", 1e-4)),
            (set, p) => set.AddFlow(new StationaryEddy(p["speed"], p["frequency"]))),
        new(
            "moving-eddy", "an inertial oscillation on a steady current (Fabbroni 2009)",
            [Flat((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15))],
            Values(("speed", 0.3), ("current", 0.04), ("frequency", 1e-4)),
            (set, p) => set.AddFlow(new MovingEddy(p["speed"], p["current"], p["frequency"]))),
        new(
            "decaying-eddy", "a decaying oscillation on a decaying current (Fabbroni 2009)",
            [Flat((0, 25e3, 100), (0, 25e3, 100), 25, TimeSpan.FromMinutes(15))],
            Values(("speed", 0.3), ("current", 0.04), ("frequency", 1e-4), ("decay", 1 / (86400 * 2.89)), ("current_decay", 1 / (86400 * 28.9))),
            (set, p) => set.AddFlow(new DecayingEddy(p["speed"], p["current"], p["frequency"], p["decay"], p["current_decay"]))),
        new(
            "radial-rotation", "rotation as a rigid body, one turn a day",
            [Steady(Mesh.Flat, (0, 60, 61), (0, 60, 61))],
            Values(("centre_x", 30), ("centre_y", 30), ("period", 86400)),
            (set, p) => set.AddFlow(new RadialRotation(p["centre_x"], p["centre_y"], p["period"]))),
        new(
            "moving-eddies", "two geostrophic eddies that drift to the west",
            [Flat((0, 400e3, 201), (0, 400e3, 201), 9, TimeSpan.FromDays(1))],
            Values(("height", 0.1), ("scale", 40e3), ("drift_speed", 0.1), ("centre_x", 280e3), ("south_y", 110e3), ("north_y", 290e3)),
            (set, p) => set.AddFlow(new GaussianEddies(p["height"], p["scale"], p["drift_speed"], p["centre_x"], p["south_y"], p["north_y"]))),
        new(
            "peninsula", "potential flow past a half-round headland, land where ψ ≥ 0 (Ådlandsvik et al. 2009)",
            [Steady(Mesh.Flat, (0, 100e3, 101), (0, 50e3, 51))],
            Values(("speed", 1), ("centre_x", 50e3), ("radius", 16e3)),
            (set, p) => set.AddFlow(new Peninsula(p["speed"], p["centre_x"], p["radius"]))),
        new(
            "stommel", "a wind-driven gyre with a narrow western current (Stommel 1948)",
            [Steady(Mesh.Flat, (0, 1e7, 201), (0, 1e7, 201))],
            Values(("size", 1e7), ("scale", 0.05), ("width", 49888)),
            (set, p) => set.AddFlow(new Stommel(p["size"], p["scale"], p["width"]))),
        new(
            "double-gyre", "two gyres whose border swings to and fro (Shadden et al. 2005)",
            [Flat((0, 2, 101), (0, 1, 51), 41, TimeSpan.FromSeconds(0.5))],
            Values(("speed", 0.1), ("period", 10), ("epsilon", 0.25), ("size", 1)),
            (set, p) => set.AddFlow(new DoubleGyre(p["speed"], p["period"], p["epsilon"], p["size"]))),
        new(
            "solid-body-rotation", "rotation of the sphere about a tilted axis (Williamson et al. 1992)",
            [Steady(Mesh.Spherical, (-180, 178, 180), (-90, 90, 91))],
            Values(("period", 12 * 86400), ("alpha", 0)),
            (set, p) => set.AddFlow(new SolidBodyRotation(p["period"], p["alpha"]))),
        new(
            "shear", "a zonal flow that grows to the north, u = αy",
            OnBoth,
            Values(("rate", 1e-5)),
            (set, p) => set.AddFlow(new Shear(p["rate"], set.Mesh))),
        new(
            "uniform", "the same velocity everywhere",
            OnBoth,
            Values(("u", 1), ("v", 0)),
            (set, p) => set.AddFlow(new Uniform(p["u"], p["v"]))),
        new(
            "zero", "no velocity",
            OnBoth,
            Values(),
            (set, _) => set.AddFlow(new Zero())),
    ];

    /// <summary>Names of the flows.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name);

    /// <summary>The flow of that name, or null.</summary>
    public static FlowEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Grids for flows that have no length of their own and no mesh of their own.</summary>
    private static SampleGrid[] OnBoth =>
        [Steady(Mesh.Flat, (0, 100e3, 101), (0, 100e3, 101)), Steady(Mesh.Spherical, (-180, 178, 180), (-80, 80, 81))];

    private static SampleGrid Flat((double From, double To, int Count) x, (double From, double To, int Count) y, int snapshots, TimeSpan interval) =>
        new(Mesh.Flat, x, y, snapshots, interval);

    private static SampleGrid Steady(Mesh mesh, (double From, double To, int Count) lon, (double From, double To, int Count) lat) =>
        new(mesh, lon, lat, 1, TimeSpan.FromDays(1));

    private static OrderedDictionary<string, double> Values(params (string Name, double Value)[] values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)), StringComparer.Ordinal);
}
