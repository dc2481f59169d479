using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>How an analytic flow is written as sample data; what is not said is as the flow has it.</summary>
public sealed record SampleOptions
{
    /// <summary>The grid.</summary>
    public SampleLayout Layout { get; init; }

    /// <summary>The indexing of a C-grid.</summary>
    public SampleIndexing Indexing { get; init; }

    /// <summary>By how many degrees the middle of a curvilinear grid is turned, from −60 to 60; with 0 its nodes are those of the rectilinear one.</summary>
    public double Twist { get; init; } = 20;

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh? Mesh { get; init; }

    /// <summary>Numbers of nodes, or of corners on a C-grid, 2 or more each.</summary>
    public (int Lon, int Lat)? Size { get; init; }

    /// <summary>First and last longitude in degrees or x in metres.</summary>
    public (double From, double To)? Lon { get; init; }

    /// <summary>First and last latitude in degrees or y in metres.</summary>
    public (double From, double To)? Lat { get; init; }

    /// <summary>Number of snapshots, 1 or more.</summary>
    public int? Times { get; init; }

    /// <summary>Time between two snapshots.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Parameters of the flow that differ from its own.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What is wrong with these options for a flow.</summary>
    public IEnumerable<Problem> Check(FlowEntry flow)
    {
        if (Mesh is { } mesh && !flow.Meshes.Contains(mesh))
            yield return new Problem("--mesh", $"the flow {flow.Name} is made for a {flow.MeshWords} mesh", "leave --mesh away");
        if (Size is { Lon: < 2 } or { Lat: < 2 })
            yield return new Problem("--size", $"{Size.Value.Lon} × {Size.Value.Lat} nodes make no cell", "give 2 or more in each direction");
        if (Lon is { } lon && !(lon.From < lon.To))
            yield return new Problem("--lon", FormattableString.Invariant($"{lon.From} is not less than {lon.To}"), "give the western end first");
        if (Lat is { } lat && !(lat.From < lat.To))
            yield return new Problem("--lat", FormattableString.Invariant($"{lat.From} is not less than {lat.To}"), "give the southern end first");
        if (Lat is { } degrees && GridMesh(flow) == Foundation.Mesh.Spherical && (degrees.From < -90 || degrees.To > 90))
            yield return new Problem("--lat", FormattableString.Invariant($"{degrees.From} to {degrees.To} leads beyond a pole"), "give latitudes from -90 to 90");
        if (!(Math.Abs(Twist) <= 60))
            yield return new Problem("--twist", FormattableString.Invariant($"{Twist} degrees would fold the grid"), "give an angle from -60 to 60");
        if (Times < 1)
            yield return new Problem("--times", $"{Times} is no number of snapshots", "give 1 or more");
        if (Every <= TimeSpan.Zero)
            yield return new Problem("--every", $"{Durations.Format(Every.Value)} is no time between two snapshots", "give a positive duration");
        string[] unknown = [.. Parameters.Keys.Where(name => !flow.Parameters.ContainsKey(name))];
        if (unknown.Length == 0 && flow.Meshes.Contains(GridMesh(flow)) && !flow.IsFinite(GridMesh(flow), ParametersOf(flow)))
            yield return new Problem("--set", $"with these parameters the velocity of {flow.Name} is no finite number", "give periods, sizes and scales other than 0");
        foreach (string name in unknown)
            yield return new Problem("--set", $"the flow {flow.Name} has no parameter {name}", Suggestion.Remedy(name, [.. flow.Parameters.Keys]));
    }

    /// <summary>The grid and times that are written.</summary>
    internal SampleGrid GridOf(FlowEntry flow)
    {
        Mesh mesh = GridMesh(flow);
        SampleGrid own = flow.Samples.First(s => s.Mesh == mesh);
        int columns = Size?.Lon ?? own.Lon.Count;

        // A grid that goes round the globe does so with any number of columns.
        bool isClosed = mesh == Foundation.Mesh.Spherical && Math.Abs(((own.Lon.To - own.Lon.From) * own.Lon.Count / (own.Lon.Count - 1)) - 360) < 1e-6;
        double east = isClosed ? own.Lon.From + (360.0 * (columns - 1) / columns) : own.Lon.To;
        return own with
        {
            Lon = (Lon?.From ?? own.Lon.From, Lon?.To ?? east, columns),
            Lat = (Lat?.From ?? own.Lat.From, Lat?.To ?? own.Lat.To, Size?.Lat ?? own.Lat.Count),
            Snapshots = Times ?? own.Snapshots,
            Interval = Every ?? own.Interval,
        };
    }

    /// <summary>All parameters of the flow.</summary>
    internal IReadOnlyDictionary<string, double> ParametersOf(FlowEntry flow)
    {
        var all = new OrderedDictionary<string, double>(flow.Parameters, StringComparer.Ordinal);
        foreach ((string name, double value) in Parameters)
            all[name] = value;
        return all;
    }

    private Mesh GridMesh(FlowEntry flow) => Mesh ?? flow.Samples[0].Mesh;
}
