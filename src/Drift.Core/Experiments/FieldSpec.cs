using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Document;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>A field: a constant, a variable in NetCDF files, or a formula. Exactly one of the three is given.</summary>
public sealed record FieldSpec : Spec
{
    private static readonly string[] Kinds = ["value", "files", "analytic"];
    private static readonly string[] OfFiles = ["variable", "lon", "lat", "depth", "time", "grid", "periodic", "extrapolate"];

    /// <summary>Its name, such as <c>U</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The constant, in <see cref="Units"/>; null if it is not constant.</summary>
    public double? Value { get; init; }

    /// <summary>The formula, null if it is none.</summary>
    public AnalyticSpec? Analytic { get; init; }

    /// <summary>The patterns of its files as they were written; empty if it has none.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>The full paths of its files, in ordinal order, each once; empty if it has none.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The variable in the files.</summary>
    public string Variable { get; init; } = "";

    /// <summary>The variable that holds longitude or x; null to find it by the conventions.</summary>
    public string? Lon { get; init; }

    /// <summary>The variable that holds latitude or y; null to find it by the conventions.</summary>
    public string? Lat { get; init; }

    /// <summary>The variable that holds depth; null to find it by the conventions.</summary>
    public string? Depth { get; init; }

    /// <summary>The variable that holds time; null to find it by the conventions.</summary>
    public string? Time { get; init; }

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
        _ => null,
    };

    private static Units Velocity { get; } = Units.Parse("m s-1");

    private static Units Diffusivity { get; } = Units.Parse("m2 s-1");

    private static readonly Form<string> VariableName = new TextForm("the name of a variable");

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
            Key.Optional("grid", GridSpec.Keys, (FieldSpec spec, GridSpec _) => spec, "layout of the grid in the files", "A"),
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
        return spec with { Name = name, Variable = spec.Variable.Length == 0 && spec.Patterns.Count > 0 ? name : spec.Variable };
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
        return this with { Files = [.. files] };
    }

    private static string Remedy(string path, string data)
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
            at.Refuse("the field has no values", "give a number, or files with a variable, or the name of an analytic flow");
        else if (kinds.Length > 1)
            at.Refuse($"the field has both {kinds[0]} and {kinds[1]}", "give one of them");
        else if (spec.Periodic is not null && spec.Extrapolate)
            at.Problems.Add(spec.PlaceOf("extrapolate"), "the field is both periodic and extrapolated", "remove one of the two keys: what repeats has no end");
        else if (!spec.Has("files"))
        {
            foreach (string key in OfFiles.Where(spec.Has))
                at.Problems.Add(spec.PlaceOf(key), $"'{key}' has no meaning without files", "remove it, or give files");
        }
        return spec;
    }

    private sealed class UnitsForm : ScalarForm<Units>
    {
        public override string Words => "units such as m s-1";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out Units value) =>
            Units.TryParse(text, at.Place.ToString(), out value, out Problem? problem) || at.Refuse(problem);
    }
}
