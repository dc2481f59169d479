using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>An analytic flow as experiment files and sample data know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Samples">The grid of its sample data, one for each mesh that the flow is made for; the first is the one that is written by default.</param>
/// <param name="Parameters">Its parameters with their default values, in SI units and degrees.</param>
/// <param name="AddTo">Makes it the velocity of a field set, with the values of all parameters.</param>
public sealed record FlowEntry(
    string Name,
    string Summary,
    IReadOnlyList<SampleGrid> Samples,
    IReadOnlyDictionary<string, double> Parameters,
    Action<FieldSet, IReadOnlyDictionary<string, double>> AddTo)
{
    /// <summary>The meshes that it is made for.</summary>
    public IEnumerable<Mesh> Meshes => Samples.Select(s => s.Mesh);

    /// <summary>The meshes in words: "flat", or "flat or spherical".</summary>
    public string MeshWords => string.Join(" or ", Meshes.Select(mesh => mesh == Mesh.Flat ? "flat" : "spherical"));

    /// <summary>A field set whose velocity is this flow.</summary>
    /// <param name="mesh">One of <see cref="Meshes"/>.</param>
    /// <param name="parameters">Values of all parameters; by default those of <see cref="Parameters"/>.</param>
    public FieldSet Make(Mesh mesh, IReadOnlyDictionary<string, double>? parameters = null)
    {
        var set = new FieldSet(mesh);
        AddTo(set, parameters ?? Parameters);
        return set;
    }

    /// <summary>Whether some parameters give a velocity: a period or a size of 0 does not.</summary>
    /// <param name="mesh">One of <see cref="Meshes"/>.</param>
    /// <param name="parameters">Values of all parameters.</param>
    public bool IsFinite(Mesh mesh, IReadOnlyDictionary<string, double> parameters)
    {
        SampleGrid grid = Samples.First(s => s.Mesh == mesh);
        using FieldSet fields = Make(mesh, parameters);
        Lane1 none = 0.0;

        // Where nothing special is, such as land, a centre or an equator.
        (double lon, double lat) = (grid.Lon.From + (0.37 * (grid.Lon.To - grid.Lon.From)), grid.Lat.From + (0.61 * (grid.Lat.To - grid.Lat.From)));
        fields.UseVelocity().Sample<Lane1>(1, 0, lat, lon, ref none, out Lane1 u, out Lane1 v);
        return double.IsFinite((double)u) && double.IsFinite((double)v);
    }
}
