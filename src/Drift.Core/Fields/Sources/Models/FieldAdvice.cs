using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Models;

/// <summary>
/// How a file of a model is named in an experiment. Every proposal is tried: what <see cref="Text"/> says opens, or there is none.
/// </summary>
public sealed class FieldAdvice
{
    private readonly List<string> lines = [];
    private readonly List<Field> opened = [];

    private FieldAdvice()
    {
    }

    /// <summary>The lines to paste into an experiment; empty where no velocity was found that opens.</summary>
    public IReadOnlyList<string> Text => lines;

    /// <summary>The fields of the proposal, open; whoever asks for the advice disposes their sources.</summary>
    public IReadOnlyList<Field> Fields => opened;

    /// <summary>Where the components of the velocity stand in a cell.</summary>
    public GridType Type { get; private set; }

    /// <summary>Why there is no proposal; null where there is one.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>Makes a proposal for a file, and those beside it that belong to it.</summary>
    /// <param name="path">A netCDF file, as it is to be written in the experiment.</param>
    public static FieldAdvice Of(string path)
    {
        Dictionary<string, (string Path, string Variable)> found;
        OceanModel? model;
        string? corners = null;
        using (NetcdfReader file = NetcdfReader.Open(path))
        {
            model = OceanModels.Recognise(file)?.Model;
            found = VelocityFiles.Find(file, model);
            if (model is { Type: GridType.C } && file.Find("glamf") is null && model.Name is "nemo")
                corners = VelocityFiles.Corners(path, file);
        }

        var failed = new FieldAdvice();
        foreach (Mesh mesh in (Mesh[])[Mesh.Spherical, Mesh.Flat])
        {
            // The preset as it is, then a level of it, then the points as they stand.
            foreach ((OceanModel? by, int? level) in (IEnumerable<(OceanModel?, int?)>)(model is null ? [(null, null), (null, 0)] : [(model, null), (model, 0), (null, null), (null, 0)]))
            {
                var advice = new FieldAdvice();
                if (advice.TryOpen(found, by, corners, level, mesh))
                {
                    if (model is { Type: not GridType.A } && by is null)
                        advice.lines.Insert(0, $"# {model.Name}'s corners of cells were found in no file of this folder, so U and V are taken as they stand");
                    return advice;
                }

                failed.Failure ??= advice.Failure;
            }
        }

        return failed;
    }

    private bool TryOpen(Dictionary<string, (string Path, string Variable)> found, OceanModel? model, string? corners, int? level, Mesh mesh)
    {
        if (!found.ContainsKey("U") || !found.ContainsKey("V"))
        {
            Failure = new Problem("fields", "no velocity was found", "name its variables with 'variable'");
            return false;
        }

        var grids = new NetcdfGrids();
        var body = new List<string>();
        try
        {
            foreach ((string name, (string path, string variable)) in found)
            {
                var layout = new NetcdfLayout([path], variable)
                {
                    Point = GridPoints.Of(name),
                    Level = level,
                    Wanted = name is "W" ? PositiveDirection.Up : null,
                    Grid = new GridSpec { File = model is null ? null : corners },
                };
                if (model is not null)
                    layout = OceanModels.Complete(model, name, layout);
                if (name is "U")
                    Type = layout.Grid.Type ?? GridType.A;
                opened.Add(NetcdfField.Open(name, layout, mesh, FieldSpec.UnitsOf(name)?.Text ?? "", grids));
                body.Add($"  {name}: {{files: {Quoted(path)}, variable: {variable}{(level is null ? "" : FormattableString.Invariant($", level: {level}"))}}}");
            }
        }
        catch (DriftException e)
        {
            Failure = e.Problems[0];
            foreach (Field field in opened)
                field.Source?.Dispose();
            opened.Clear();
            return false;
        }

        if (model is not null && level is not null)
            lines.Add($"# the interfaces between layers were found in no file: 'level: {level}' takes one layer");
        if (mesh == Mesh.Flat)
            lines.Add("mesh: flat");
        if (model is not null)
            lines.Add($"model: {model.Name}");
        if (model is not null && corners is not null)
            lines.Add($"grid: {{file: {Quoted(corners)}}}");
        lines.Add("fields:");
        lines.AddRange(body);
        return true;
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+".Contains(c, StringComparison.Ordinal)) && path.Length > 0 && path[0] is not '-'
            ? path : "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
