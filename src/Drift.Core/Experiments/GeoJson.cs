using System.Text.Json;

namespace Drift.Core.Experiments;

/// <summary>The areas in a GeoJSON file.</summary>
/// <remarks>Source: Butler et al. (2016), "The GeoJSON Format", RFC 7946.</remarks>
internal static class GeoJson
{
    /// <summary>The rings of all Polygons and MultiPolygons, in features and collections too, each as lon, lat, …, not closed.</summary>
    /// <exception cref="FormatException">There is none, or it is not GeoJSON.</exception>
    /// <exception cref="InvalidOperationException">A part of it is of another kind than GeoJSON has there.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<double[]> Polygons(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var rings = new List<double[]>();
        Collect(document.RootElement, rings);
        return rings.Count > 0 ? rings : throw new FormatException("it has no Polygon and no MultiPolygon");
    }

    /// <summary>A ring without its last corner, where that is the first once more.</summary>
    public static double[] Open(double[] ring) => ring.Length > 2 && ring[0] == ring[^2] && ring[1] == ring[^1] ? ring[..^2] : ring;

    private static void Collect(JsonElement element, List<double[]> rings)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("type", out JsonElement type))
            throw new FormatException("an object without a type");
        switch (type.GetString())
        {
            case "FeatureCollection":
                Each(element, "features", rings, Collect);
                break;
            case "GeometryCollection":
                Each(element, "geometries", rings, Collect);
                break;
            case "Feature" when element.TryGetProperty("geometry", out JsonElement geometry) && geometry.ValueKind != JsonValueKind.Null:
                Collect(geometry, rings);
                break;
            case "Polygon":
                Each(element, "coordinates", rings, Ring);
                break;
            case "MultiPolygon":
                Each(element, "coordinates", rings, (polygon, all) =>
                {
                    foreach (JsonElement ring in polygon.EnumerateArray())
                        Ring(ring, all);
                });
                break;
        }
    }

    private static void Each(JsonElement element, string name, List<double[]> rings, Action<JsonElement, List<double[]>> collect)
    {
        if (!element.TryGetProperty(name, out JsonElement items) || items.ValueKind != JsonValueKind.Array)
            throw new FormatException($"no list '{name}'");
        foreach (JsonElement item in items.EnumerateArray())
            collect(item, rings);
    }

    private static void Ring(JsonElement ring, List<double[]> rings)
    {
        var corners = new List<double>();
        foreach (JsonElement corner in ring.EnumerateArray())
        {
            if (corner.ValueKind != JsonValueKind.Array || corner.GetArrayLength() < 2)
                throw new FormatException("a corner without two numbers");
            (double lon, double lat) = (corner[0].GetDouble(), corner[1].GetDouble());
            if (!double.IsFinite(lon + lat))
                throw new FormatException("a corner that is no finite place");
            corners.AddRange([lon, lat]);
        }

        double[] open = Open([.. corners]);
        if (open.Length < 6)
            throw new FormatException("a ring with fewer than three corners");
        rings.Add(open);
    }
}
