using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Models;

/// <summary>
/// How a file of a model is named in an experiment. Every proposal is tried: what <see cref="Text"/> says opens, or there is none.
/// </summary>
public sealed class FieldAdvice
{
    /// <summary>Fields that are looked for, and what else the name of a variable may hold that no preset knows.</summary>
    private static readonly (string Field, string[] Parts)[] Known =
        [("U", ["eastward", "x_velocity", "zonal_vel"]), ("V", ["northward", "y_velocity", "meridional_vel"]), ("W", ["upward_sea_water_velocity", "vertical_vel"])];

    private readonly List<string> lines = [];
    private readonly List<Field> opened = [];

    private FieldAdvice()
    {
    }

    /// <summary>The lines to paste into an experiment; empty where no velocity was found that opens.</summary>
    public IReadOnlyList<string> Text => lines;

    /// <summary>The fields of the proposal, open; whoever asks for the advice disposes their sources.</summary>
    public IReadOnlyList<Field> Fields => opened;

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
            found = Variables(file, model);
            if (model is { Type: GridType.C } && file.Find("glamf") is null && model.Name is "nemo")
                corners = Corners(path, file);
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

    /// <summary>The variables of the velocity, in the file or in one whose name differs by the letter of the component.</summary>
    private static Dictionary<string, (string Path, string Variable)> Variables(NetcdfReader file, OceanModel? model)
    {
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach ((string field, _) in Known)
        {
            if (VariableOf(file, field, model) is { } variable)
                found.Add(field, (file.Path, variable));
            else if (Beside(file.Path, field, model) is { } other)
                found.Add(field, other);
        }

        // Without levels nothing rises or sinks.
        if (found.TryGetValue("U", out (string Path, string Variable) u) && !HasLevels(u))
            found.Remove("W");
        return found;
    }

    private static bool HasLevels((string Path, string Variable) at)
    {
        using NetcdfReader file = NetcdfReader.Open(at.Path);
        return NetcdfDimensions.Of(file, file.Variable(at.Variable), new NetcdfLayout([at.Path], at.Variable)).Levels > 1;
    }

    private static string? VariableOf(NetcdfReader file, string field, OceanModel? model)
    {
        if ((model?.VariableOf(file, field) ?? OceanModels.All.Select(m => m.VariableOf(file, field)).FirstOrDefault(v => v is not null)) is { } usual)
            return usual;
        string[] parts = Known.First(k => k.Field == field).Parts;
        return file.Find(field) is { Dimensions.Count: >= 2 } same ? same.Name
            : file.Variables.FirstOrDefault(v => v.Dimensions.Count >= 2 && parts.Any(p => v.Name.Contains(p, StringComparison.OrdinalIgnoreCase) || v.Text("standard_name")?.Contains(p, StringComparison.OrdinalIgnoreCase) == true))?.Name;
    }

    /// <summary>The file of another component: its name has that letter where this one has its own.</summary>
    private static (string Path, string Variable)? Beside(string path, string field, OceanModel? model)
    {
        (string folder, string name) = (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        for (int i = name.Length - 1; i >= 0; i--)
        {
            if (!"UVWT".Contains(name[i], StringComparison.Ordinal))
                continue;
            string other = Path.Combine(folder, name[..i] + field + name[(i + 1)..]);
            if (string.Equals(other, path, StringComparison.Ordinal) || !File.Exists(other))
                continue;
            using NetcdfReader file = NetcdfReader.Open(other);
            if (VariableOf(file, field, model) is { } variable)
                return (other, variable);
        }

        return null;
    }

    /// <summary>A file of the same folder that has NEMO's corners for as many rows and columns.</summary>
    private static string? Corners(string path, NetcdfReader of)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        foreach (string other in Directory.GetFiles(folder.Length == 0 ? "." : folder, "*.nc").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(other);
            if (!(name.Contains("coord", StringComparison.OrdinalIgnoreCase) || name.Contains("mesh", StringComparison.OrdinalIgnoreCase) || name.Contains("domain", StringComparison.OrdinalIgnoreCase)))
                continue;
            using NetcdfReader file = NetcdfReader.Open(other);
            if (file.Find("glamf") is { } corners && of.Find("nav_lon") is { } own && corners.Dimensions.TakeLast(2).Select(d => d.Length).SequenceEqual(own.Dimensions.TakeLast(2).Select(d => d.Length)))
                return Path.Combine(folder, name);
        }

        return null;
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+".Contains(c, StringComparison.Ordinal)) && path.Length > 0 && path[0] is not '-'
            ? path : "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
