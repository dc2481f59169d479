using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>An area with corners, perhaps of several parts and with holes: what is inside an odd number of its rings is inside it.</summary>
public sealed record PolygonSpec : Spec
{
    /// <summary>The rings, each as lon, lat, lon, lat, …, not closed.</summary>
    public IReadOnlyList<double[]> Rings { get; init; } = [];

    /// <summary>The full path of the GeoJSON file; null where the corners are in the experiment.</summary>
    public string? File { get; init; }

    /// <summary>How it is read.</summary>
    internal static Form<PolygonSpec> Form { get; } = new EitherForm<PolygonSpec>(
        "a GeoJSON file, or a list of corners such as [[0, 40], [1, 40], [1, 41]]",
        new MadeForm<string, PolygonSpec>(new TextForm("a GeoJSON file"), FromFile),
        new MadeForm<IReadOnlyList<IReadOnlyList<double>>, PolygonSpec>(
            new ListForm<IReadOnlyList<double>>(new ListForm<double>(NumberForm.Instance, "a corner such as [0, 40]", 2), "a list of corners"), FromCorners));

    private static PolygonSpec FromCorners(IReadOnlyList<IReadOnlyList<double>> corners, NodeAt at)
    {
        if (corners.Count < 3)
            at.Refuse($"an area with {corners.Count} corners", "give 3 or more");
        return new() { Rings = [GeoJson.Open([.. corners.SelectMany(c => c)])], Place = at.Place };
    }

    private static PolygonSpec FromFile(string text, NodeAt at)
    {
        if (!InputPath.TryResolve(text, at, out string? path))
            return new();
        try
        {
            return new() { Rings = GeoJson.Polygons(System.IO.File.ReadAllBytes(path)), File = path, Place = at.Place };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException or System.Text.Json.JsonException)
        {
            at.Refuse($"the area in {text} cannot be read: {e.Message}", "give a GeoJSON file with a Polygon or MultiPolygon, from the folder of the experiment file");
            return new();
        }
    }
}
