using Drift.Core.Experiments.Document;
using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>How the points of a field lie on its grid: what the files themselves do not tell, or tell wrongly.</summary>
public sealed record GridSpec : Spec
{
    /// <summary>The layout; null for that of the model, or A.</summary>
    public GridType? Type { get; init; }

    /// <summary>Which corner of a cell has the cell's indices; null for that of the model, or the upper right one.</summary>
    public GridIndexing? Indexing { get; init; }

    /// <summary>The file with the coordinates as it was written; null where the files of the field have them.</summary>
    public string? Pattern { get; init; }

    /// <summary>The full path of the file with the coordinates; null where the files of the field have them.</summary>
    public string? File { get; init; }

    /// <summary>The variable with longitude or x of the nodes, which are the corners of cells on a B- or C-grid; null to find it.</summary>
    public string? Lon { get; init; }

    /// <summary>The variable with latitude or y of the nodes; null to find it.</summary>
    public string? Lat { get; init; }

    /// <summary>The variable with the levels, which are the interfaces between layers on a B- or C-grid; null to find it.</summary>
    public string? Depth { get; init; }

    /// <summary>Which way the levels count; null for what the file says.</summary>
    public PositiveDirection? Positive { get; init; }

    /// <summary>The variable with the depth of the water, for levels that follow it; null to find it.</summary>
    public string? Bottom { get; init; }

    /// <summary>The variable with the elevation of the surface, for levels that follow it; null to find it.</summary>
    public string? Surface { get; init; }

    private static readonly Form<string> VariableName = new TextForm("the name of a variable");

    /// <summary>The words for up and down.</summary>
    internal static Form<PositiveDirection> Direction { get; } = new WordForm<PositiveDirection>(("up", PositiveDirection.Up), ("down", PositiveDirection.Down));

    /// <summary>How it is read.</summary>
    internal static Section<GridSpec> Keys { get; } = new(
        "a section such as {type: C, file: coordinates.nc, lon: glamf, lat: gphif}",
        [
            Key.Optional("type", new WordForm<GridType>(("A", GridType.A), ("B", GridType.B), ("C", GridType.C)), (GridSpec spec, GridType type) => spec with { Type = type },
                "the layout: A, all values in the same points; B, velocities in the corners of cells; C, velocities in their faces", "that of the model, or A"),
            Key.Optional("indexing", new WordForm<GridIndexing>(("nemo", GridIndexing.UpperRight), ("pop", GridIndexing.UpperRight), ("mitgcm", GridIndexing.LowerLeft)),
                (GridSpec spec, GridIndexing indexing) => spec with { Indexing = indexing },
                "which corner of a cell has the cell's indices: the upper right one (nemo, pop) or the lower left one (mitgcm)", "that of the model, or nemo"),
            Key.Optional("file", new TextForm("a file such as coordinates.nc"), (GridSpec spec, string file) => spec with { Pattern = file }, "the file with the coordinates, from the folder of the experiment file", "the files of the field"),
            Key.Optional("lon", VariableName, (GridSpec spec, string name) => spec with { Lon = name }, "longitude or x of the nodes: of the corners of cells for B and C", "found by name"),
            Key.Optional("lat", VariableName, (GridSpec spec, string name) => spec with { Lat = name }, "latitude or y of the nodes", "found by name"),
            Key.Optional("depth", VariableName, (GridSpec spec, string name) => spec with { Depth = name }, "the levels: the interfaces between layers for B and C", "found by name"),
            Key.Optional("positive", Direction, (GridSpec spec, PositiveDirection way) => spec with { Positive = way }, "which way the levels count", "what the file says"),
            Key.Optional("bottom", VariableName, (GridSpec spec, string name) => spec with { Bottom = name }, "the depth of the water, for levels that follow it", "found by formula_terms, or h"),
            Key.Optional("surface", VariableName, (GridSpec spec, string name) => spec with { Surface = name }, "the elevation of the surface, for levels that follow it", "found by formula_terms, or zeta; else 0"),
        ]);

    /// <summary>Finds the file.</summary>
    /// <param name="at">The section.</param>
    /// <param name="data">How the experiment says that the data is got, for the message.</param>
    internal GridSpec Resolved(NodeAt at, string data)
    {
        if (Pattern is null || !InputPath.TryExpand(Pattern, at with { Key = at.Path("file") }, out string? expanded))
            return this;
        string path = Path.GetFullPath(Path.Combine(at.Folder, expanded));
        IReadOnlyList<string> found = FilePattern.Find(path);
        if (found.Count == 0)
            at.Problems.Add(PlaceOf("file"), $"no file matches {expanded}", FieldSpec.Remedy(path, data));
        return this with { File = found.Count == 0 ? null : found[0] };
    }
}
