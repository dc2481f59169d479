using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>The analytic flows that have a name in experiment files and for sample data. A new one is one line here.</summary>
public static class FlowRegistry
{
    private static readonly Dictionary<string, (string Summary, Func<FieldSet> Make)> Flows = new(StringComparer.Ordinal)
    {
        ["stationary-eddy"] = ("an inertial oscillation (Fabbroni 2009)", () => FieldSet.FromFlow(Mesh.Flat, new StationaryEddy())),
        ["moving-eddy"] = ("an inertial oscillation on a steady current (Fabbroni 2009)", () => FieldSet.FromFlow(Mesh.Flat, new MovingEddy())),
        ["decaying-eddy"] = ("a decaying oscillation on a decaying current (Fabbroni 2009)", () => FieldSet.FromFlow(Mesh.Flat, new DecayingEddy())),
        ["radial-rotation"] = ("rotation as a rigid body about (30 m, 30 m), one turn a day", () => FieldSet.FromFlow(Mesh.Flat, new RadialRotation())),
        ["moving-eddies"] = ("two geostrophic eddies that drift to the west", () => FieldSet.FromFlow(Mesh.Flat, new GaussianEddies())),
    };

    /// <summary>Names of the flows.</summary>
    public static IReadOnlyCollection<string> Names => Flows.Keys;

    /// <summary>What a flow is, in a few words.</summary>
    public static string SummaryOf(string name) => Flows[name].Summary;

    /// <summary>A field set whose velocity is the flow of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is no flow of that name.</exception>
    public static FieldSet Make(string name) => Flows[name].Make();
}
