using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>What a variable begins with.</summary>
public sealed record InitialSpec : Spec
{
    /// <summary>A number for all particles; null for a list or a field.</summary>
    public double? Number { get; init; }

    /// <summary>A number for each particle (particle); null for none.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The field that is sampled at release; null for none.</summary>
    public string? Field { get; init; }

    /// <summary>How it is read.</summary>
    internal static Form<InitialSpec> Form { get; } = new EitherForm<InitialSpec>(
        "a number, a list of numbers, or {field: temperature}",
        new MadeForm<double, InitialSpec>(NumberForm.Instance, (number, at) => new() { Number = number, Place = at.Place }),
        new MadeForm<IReadOnlyList<double>, InitialSpec>(new ListForm<double>(NumberForm.Instance, "a list of numbers"), (values, at) => new() { Values = values, Place = at.Place }),
        new Section<InitialSpec>(
            "a field such as {field: temperature}",
            [Key.Required("field", new TextForm("the name of a field"), (InitialSpec spec, string field) => spec with { Field = field }, "the field that is sampled at release")]));
}
