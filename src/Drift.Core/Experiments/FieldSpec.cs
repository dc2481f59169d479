using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Document;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>A field: a constant, a variable in NetCDF files, a formula, or what is computed from other fields. Exactly one of these is given.</summary>
public sealed record FieldSpec : Spec
{
    private static readonly string[] Kinds = ["value", "files", "analytic", "expression", "sum", "nested", "mask"];
    private static readonly string[] Scalable = ["value", "files", "analytic"];
    private static readonly string[] OfFiles = ["variable", "lon", "lat", "depth", "time", "level", "model", "grid", "interpolation", "positive", "periodic", "extrapolate"];

    /// <summary>Its name, such as <c>U</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The constant, in <see cref="Units"/>; null if it is not constant.</summary>
    public double? Value { get; init; }

    /// <summary>The formula, null if it is none.</summary>
    public AnalyticSpec? Analytic { get; init; }

    /// <summary>An expression over other fields; null if it is none.</summary>
    public string? Expression { get; init; }

    /// <summary>The fields that are summed, with their factors; empty if it is no sum.</summary>
    public IReadOnlyList<(string Name, double Factor)> Sum { get; init; } = [];

    /// <summary>The fields of which the first one counts that has a value, the first one first; empty if it is none of these.</summary>
    public IReadOnlyList<string> Nested { get; init; } = [];

    /// <summary>The field from files whose missing values the field marks; null if it is no mask.</summary>
    public string? Mask { get; init; }

    /// <summary>By what the values are multiplied.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>The patterns of its files as they were written; empty if it has none.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>The full paths of its files, in ordinal order, each once; empty if it has none.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>All files that it reads: its own, and that of its grid.</summary>
    public IEnumerable<string> Inputs => Grid?.File is { } grid ? Files.Append(grid) : Files;

    /// <summary>The variable in the files; empty for that of the model.</summary>
    public string Variable { get; init; } = "";

    /// <summary>The variable that holds longitude or x; null to find it by the conventions.</summary>
    public string? Lon { get; init; }

    /// <summary>The variable that holds latitude or y; null to find it by the conventions.</summary>
    public string? Lat { get; init; }

    /// <summary>The variable that holds depth; null to find it by the conventions.</summary>
    public string? Depth { get; init; }

    /// <summary>The variable that holds time; null to find it by the conventions.</summary>
    public string? Time { get; init; }

    /// <summary>The level to take as a field without levels, 0 for the first one of the files; null for all of them.</summary>
    public int? Level { get; init; }

    /// <summary>The ocean model whose conventions the files follow; null for none. Which names there are is known to the fields.</summary>
    public string? Model { get; init; }

    /// <summary>Where the experiment names the model, for a field that names none itself.</summary>
    internal SpecPlace ModelPlace { get; init; } = SpecPlace.None;

    /// <summary>How the values come from the points of the grid; null for what the grid says. Which names there are is known to the fields.</summary>
    public string? Interpolation { get; init; }

    /// <summary>Which way a vertical velocity counts; null for what the file says, or up.</summary>
    public PositiveDirection? Positive { get; init; }

    /// <summary>How the points lie on the grid; null for what the model or the files say.</summary>
    public GridSpec? Grid { get; init; }

    /// <summary>After how long the snapshots repeat; null if they do not.</summary>
    public PeriodSpec? Periodic { get; init; }

    /// <summary>Whether the first and the last snapshot hold for all times before and after.</summary>
    public bool Extrapolate { get; init; }

    /// <summary>The units of the values; null for those of the file, or those that the field's name stands for.</summary>
    public Units? Units { get; init; }

    /// <summary>What the names of fields that kernels know are measured in; null for another name.</summary>
    /// <param name="name">Name of a field.</param>
    public static Units? UnitsOf(string name) => name switch
    {
        "U" or "V" or "W" => Velocity,
        "Kh_zonal" or "Kh_meridional" or "Kz" => Diffusivity,
        _ when name.StartsWith("U_", StringComparison.Ordinal) || name.StartsWith("V_", StringComparison.Ordinal) || name.StartsWith("W_", StringComparison.Ordinal) => Velocity,
        _ => null,
    };

    private static Units Velocity { get; } = Units.Parse("m s-1");

    private static Units Diffusivity { get; } = Units.Parse("m2 s-1");

    private static readonly Form<string> VariableName = new TextForm("the name of a variable");

    private static readonly Form<string> FieldName = new TextForm("the name of a field");

    private static readonly Form<IReadOnlyList<string>> Nests = new ListForm<string>(FieldName, "a list of fields such as [U_fine, U_coarse]");

    /// <summary>The form of a model's name.</summary>
    internal static Form<string> ModelName { get; } = new TextForm("the name of an ocean model such as nemo");

    internal const string ModelSummary = "the ocean model whose conventions of names and grids the files follow: nemo, mitgcm, croco, pop, cmems or hycom";

    private static readonly Form<IReadOnlyList<string>> FilePatterns = new EitherForm<IReadOnlyList<string>>(
        "a file or pattern such as data/*.nc, or a list of them",
        new MadeForm<string, IReadOnlyList<string>>(new TextForm("a file or pattern such as data/*.nc"), (text, _) => [text]),
        new ListForm<string>(new TextForm("a file or pattern such as data/*.nc"), "a list of files or patterns"));

    private static readonly Section<FieldSpec> Section = new(
        "a section such as {files: data/*.nc, variable: uo}",
        [
            Key.Optional("value", ParameterSpec.Quantity, (FieldSpec spec, ParameterSpec value) => Constant(spec, value), "a constant, with or without units"),
            Key.Optional("files", FilePatterns, (FieldSpec spec, IReadOnlyList<string> patterns) => spec with { Patterns = patterns },
                "NetCDF files, from the folder of the experiment file; *, ? and ** as in a shell, and ${NAME:-default}"),
            Key.Optional("variable", VariableName, (FieldSpec spec, string name) => spec with { Variable = name }, "the variable in the files", "the field's name"),
            Key.Optional("lon", VariableName, (FieldSpec spec, string name) => spec with { Lon = name }, "the variable that holds longitude or x", "found by its attributes"),
            Key.Optional("lat", VariableName, (FieldSpec spec, string name) => spec with { Lat = name }, "the variable that holds latitude or y", "found by its attributes"),
            Key.Optional("depth", VariableName, (FieldSpec spec, string name) => spec with { Depth = name }, "the variable that holds depth", "found by its attributes"),
            Key.Optional("time", VariableName, (FieldSpec spec, string name) => spec with { Time = name }, "the variable that holds time", "found by its attributes"),
            Key.Optional("periodic", PeriodSpec.Form, (FieldSpec spec, PeriodSpec period) => spec with { Periodic = period },
                "the snapshots repeat, as those of a climatology do: with the year of the calendar, or after a fixed time", "they do not"),
            Key.Optional("extrapolate", new WordForm<bool>(("true", true), ("false", false)), (FieldSpec spec, bool held) => spec with { Extrapolate = held },
                "the first snapshot holds for all times before it, the last one for all after it", "false: there the field has no value"),
            Key.Optional("units", new UnitsForm(), (FieldSpec spec, Units units) => spec with { Units = units }, "the units of the values", "those of the file"),
            Key.Optional("analytic", AnalyticSpec.Form, (FieldSpec spec, AnalyticSpec flow) => spec with { Analytic = flow }, "a flow that is a formula, with parameters"),
            Key.Optional("expression", new TextForm("an expression such as U_current + 0.03 * U_wind"), (FieldSpec spec, string text) => spec with { Expression = text },
                "what is computed from other fields, in metres and seconds"),
            Key.Optional("sum", SumForm.Terms, (FieldSpec spec, IReadOnlyList<(string, double)> terms) => spec with { Sum = terms }, "the sum of other fields, each times its factor"),
            Key.Optional("nested", Nests, (FieldSpec spec, IReadOnlyList<string> names) => spec with { Nested = names },
                "other fields, of which the first one counts that has a value at the place"),
            Key.Optional("mask", FieldName, (FieldSpec spec, string name) => spec with { Mask = name }, "a field from files: 1 where its first snapshot has no value (land), 0 elsewhere"),
            Key.Optional("factor", NumberForm.Instance, (FieldSpec spec, double factor) => spec with { Factor = factor }, "multiplies a value, the values of files, or a flow", "1"),
            Key.Optional("level", new WholeNumberForm(0), (FieldSpec spec, long level) => spec with { Level = (int)Math.Min(level, int.MaxValue) },
                "one level to take as a field without levels, 0 for the first", "all levels"),
            Key.Optional("model", ModelName, (FieldSpec spec, string model) => spec with { Model = model }, ModelSummary, "that of the experiment, or none"),
            Key.Optional("interpolation", new TextForm("the name of an interpolation such as linear"), (FieldSpec spec, string name) => spec with { Interpolation = name },
                "how values come from the points of the grid", "linear; on B- and C-grids that of the grid"),
            Key.Optional("positive", GridSpec.Direction, (FieldSpec spec, PositiveDirection way) => spec with { Positive = way }, "which way a vertical velocity counts", "what the file says, or up"),
            Key.Optional("grid", GridSpec.Keys, (FieldSpec spec, GridSpec grid) => spec with { Grid = grid }, "how the points lie on the grid", "the experiment's grid"),
        ],
        Validate);

    /// <summary>How it is read: a number is a constant.</summary>
    internal static Form<FieldSpec> Form { get; } = new EitherForm<FieldSpec>(
        "a number, or a section such as {files: data/*.nc, variable: uo}",
        new MadeForm<ParameterSpec, FieldSpec>(ParameterSpec.Quantity, (value, at) => Constant(new() { Place = at.Place }, value)),
        section: Section);

    /// <summary>Checks what needs the field's name.</summary>
    internal static FieldSpec Named(FieldSpec spec, string name, NodeAt at)
    {
        if (UnitsOf(name) is { } wanted && spec.Units is { } units && !units.TryConversion(wanted, spec.PlaceOf("units").ToString(), out _, out Problem? problem))
            at.Problems.Add(spec.PlaceOf(spec.Has("units") ? "units" : "value"), problem with { Remedy = $"{name} is measured in {wanted}" });
        return spec with { Name = name, Variable = spec.Variable.Length == 0 && spec.Patterns.Count > 0 && spec.Model is null ? name : spec.Variable };
    }

    /// <summary>Finds the files of the patterns.</summary>
    /// <param name="at">The field.</param>
    /// <param name="data">How the experiment says that the data is got, for the message.</param>
    internal FieldSpec Resolved(NodeAt at, string data)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string pattern in Patterns)
        {
            NodeAt place = at with { Key = at.Path("files") };
            if (!InputPath.TryExpand(pattern, place, out string? expanded))
                continue;
            string path = Path.GetFullPath(Path.Combine(at.Folder, expanded));
            IReadOnlyList<string> found = FilePattern.Find(path);
            files.UnionWith(found);
            if (found.Count == 0)
                at.Problems.Add(PlaceOf("files"), $"no file matches {expanded}", Remedy(path, data));
        }
        return this with { Files = [.. files], Grid = Has("grid") ? Grid?.Resolved(at.Child("grid", at.Node), data) : Grid };
    }

    /// <summary>What to do where no file matches a pattern.</summary>
    internal static string Remedy(string path, string data)
    {
        string folder = Path.GetDirectoryName(path) ?? "/", existing = FilePattern.ExistingFolder(path);
        string looked = string.Equals(folder, existing, StringComparison.Ordinal) || folder.AsSpan().IndexOfAny("*?[") >= 0
            ? $"looked in {existing}" : $"there is no folder {folder}";
        return data.Length == 0 ? looked + " (paths begin at the folder of the experiment file)" : $"{looked}; to get the data: {data}";
    }

    private static FieldSpec Constant(FieldSpec spec, ParameterSpec value) =>
        spec with { Value = value.Number, Units = value.Units ?? spec.Units };

    private static FieldSpec Validate(FieldSpec spec, NodeAt at)
    {
        string[] kinds = [.. Kinds.Where(spec.Has)];
        if (kinds.Length == 0)
            at.Refuse("the field has no values", "give a number, or files with a variable, or the name of an analytic flow, or an expression");
        else if (kinds.Length > 1)
            at.Refuse($"the field has both {kinds[0]} and {kinds[1]}", "give one of them");
        else if (spec.Periodic is not null && spec.Extrapolate)
            at.Problems.Add(spec.PlaceOf("extrapolate"), "the field is both periodic and extrapolated", "remove one of the two keys: what repeats has no end");
        else if (!spec.Has("files"))
        {
            foreach (string key in OfFiles.Where(spec.Has))
                at.Problems.Add(spec.PlaceOf(key), $"'{key}' has no meaning without files", "remove it, or give files");
        }
        if (kinds is ["sum" or "nested" or "mask"] && spec.Has("units"))
            at.Problems.Add(spec.PlaceOf("units"), $"'units' has no meaning for {Word(kinds[0])}", "give them to the fields that it names");
        if (kinds.Length == 1 && spec.Has("factor") && !Scalable.Contains(kinds[0], StringComparer.Ordinal))
            at.Problems.Add(spec.PlaceOf("factor"), $"'factor' has no meaning for {Word(kinds[0])}", kinds[0] is "expression" or "sum" ? $"write it into the {kinds[0]}" : "give it to the fields that it names");
        return spec;
    }

    private static string Word(string kind) => kind switch { "nested" => "a nest", "expression" => "an expression", _ => "a " + kind };

    private sealed class UnitsForm : ScalarForm<Units>
    {
        public override string Words => "units such as m s-1";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out Units value) =>
            Units.TryParse(text, at.Place.ToString(), out value, out Problem? problem) || at.Refuse(problem);
    }
}
