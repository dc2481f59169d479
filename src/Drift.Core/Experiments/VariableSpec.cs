using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A variable of particles, or what a kernel's variable begins with and how often it is written.</summary>
public sealed record VariableSpec : Spec
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it begins with, null where nothing is said.</summary>
    public InitialSpec? Initial { get; init; }

    /// <summary>The field whose value it has at each output, null for none.</summary>
    public string? Field { get; init; }

    /// <summary>Its unit; empty where nothing is said.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What it is, for people.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>How often it is written; null where nothing is said.</summary>
    public string? Written { get; init; }

    /// <summary>How it is read.</summary>
    internal static Form<VariableSpec> Form { get; } = new EitherForm<VariableSpec>(
        "a number, or a section such as {initial: 1, unit: kg} or {field: temperature}",
        new MadeForm<double, VariableSpec>(NumberForm.Instance, (number, at) => new() { Initial = new() { Number = number, Place = at.Place }, Place = at.Place }),
        section: new Section<VariableSpec>(
            "a section such as {initial: 1, unit: kg} or {field: temperature}",
            [
                Key.Optional("initial", InitialSpec.Form, (VariableSpec spec, InitialSpec initial) => spec with { Initial = initial },
                    "value at release: a number, a list (an item for each particle), or {field: NAME} for a field's value at the place and time of release", "0, or what the kernel says"),
                Key.Optional("field", new TextForm("the name of a field"), (VariableSpec spec, string field) => spec with { Field = field },
                    "a field whose value at the place of the particle is written at each output"),
                Key.Optional("unit", new TextForm("a unit such as kg or m s-1"), (VariableSpec spec, string unit) => spec with { Unit = unit }, "unit in CF spelling", "that of the field or kernel"),
                Key.Optional("meaning", new TextForm("a text"), (VariableSpec spec, string meaning) => spec with { Meaning = meaning }, "what it is, for people", "its name"),
                Key.Optional("written", new WordForm<string>(("never", "never"), ("once", "once"), ("always", "always")), (VariableSpec spec, string written) => spec with { Written = written },
                    "how often it is written; once is its value at release", "always; once where nothing changes it"),
            ],
            Validate));

    private static VariableSpec Validate(VariableSpec spec, NodeAt at)
    {
        if (spec.Initial is not null && spec.Field is not null)
            at.Refuse("both initial and field are given", "give initial for the value at release, or field for the value at each output");
        if (spec.Field is not null && spec.Written is "never" or "once")
            at.Refuse($"a variable that follows a field is written at each output, not {spec.Written}", "for the value at release give initial: {field: …}");
        return spec;
    }
}
