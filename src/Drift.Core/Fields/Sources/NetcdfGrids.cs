using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// The grids of several fields, each made once: fields on the same grid share its memory, and particles one place in it. Also the
/// fields that say how deep levels are, which several fields follow.
/// </summary>
public sealed class NetcdfGrids
{
    private readonly List<Grid> grids = [];
    private readonly Dictionary<string, NetcdfNodes> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Field> depths = new(StringComparer.Ordinal);

    /// <summary>The nodes of coordinates, read once.</summary>
    internal NetcdfNodes Nodes(NetcdfCoordinates coordinates, NetcdfDimensions? of, Mesh mesh)
    {
        string key = $"{coordinates.File.Path}|{coordinates.Lon.Name}|{coordinates.Lat.Name}|{of?.Rows.Length}|{of?.Columns.Length}|{coordinates.AreMiddles}";
        if (!nodes.TryGetValue(key, out NetcdfNodes? known))
            nodes.Add(key, known = NetcdfGrid.Read(coordinates, of, mesh));
        return known;
    }

    /// <summary>The grid of nodes and levels: one that there is already, where it is the same.</summary>
    internal Grid Grid(NetcdfNodes of, Mesh mesh, VerticalGrid? vertical)
    {
        Grid made = of.ToGrid(mesh, vertical);
        if (grids.Find(made.IsSame) is { } known)
            return known;
        grids.Add(made);
        return made;
    }

    /// <summary>A field of depths, opened once.</summary>
    internal Field Depth(NetcdfLayout layout, Func<Field> open)
    {
        string key = $"{string.Join('|', layout.Paths)}|{layout.Variable}|{layout.Positive}";
        if (!depths.TryGetValue(key, out Field? known))
            depths.Add(key, known = open());
        return known;
    }
}
