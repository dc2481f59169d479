using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Derived;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Makes the fields that are computed from others, and collects what is wrong with them.</summary>
internal static class DerivedComposer
{
    /// <summary>Adds them to a field set that has all others.</summary>
    public static void Add(FieldSet fields, ExperimentSpec spec, List<Problem> problems)
    {
        var made = new OrderedDictionary<string, Derivation>(StringComparer.Ordinal);
        foreach ((string name, FieldSpec field) in spec.Fields)
        {
            try
            {
                if (Make(field) is { } derivation)
                    made.Add(name, derivation);
            }
            catch (DriftException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        // A circle, or what is missing in a field that others are made of, is told once.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, Derivation derivation) in made)
        {
            FieldSpec field = spec.Fields[name];
            string[] others = [.. spec.Fields.Keys.Where(other => !string.Equals(other, name, StringComparison.Ordinal))];
            if (DerivationChecks.Find(name, PlaceOf(field), Parts, others) is not { } problem)
                fields.Add(Field.Derive(name, derivation, field.Units is null ? FieldComposer.UnitOf(name) : WantedUnit(field)));
            else if (told.Add(problem.What))
                problems.Add(problem);
        }

        foreach (string name in made.Keys.Where(fields.Contains))
            CheckUnits(spec.Fields[name], fields, problems);

        IReadOnlyList<string>? Parts(string name) =>
            made.TryGetValue(name, out Derivation? derivation) ? derivation.Parts : spec.Fields.ContainsKey(name) ? [] : null;
    }

    private static Derivation? Make(FieldSpec field)
    {
        if (field.Expression is { } text)
            return FieldExpression.Parse(text, PlaceOf(field), Factor(field));
        if (field.Sum.Count > 0)
            return new FieldSum([.. field.Sum]);
        return field.Nested.Count > 0 ? new FieldNest([.. field.Nested]) : null;
    }

    private static string PlaceOf(FieldSpec field) =>
        field.PlaceOf(field.Expression is not null ? "expression" : field.Sum.Count > 0 ? "sum" : "nested").ToString();

    /// <summary>What turns an expression's own units into those that the field's name stands for.</summary>
    private static double Factor(FieldSpec field) =>
        field.Units is { } given && FieldSpec.UnitsOf(field.Name) is { } wanted && given.TryConversion(wanted, "", out UnitsConversion conversion, out _)
            ? conversion.Scale
            : 1;

    private static string WantedUnit(FieldSpec field) => FieldSpec.UnitsOf(field.Name)?.Text ?? field.Units!.Text;

    /// <summary>Fields that take each other's place, or are added as they are, have the same units.</summary>
    private static void CheckUnits(FieldSpec field, FieldSet fields, List<Problem> problems)
    {
        string[] names = [.. field.Nested, .. field.Sum.Where(term => term.Factor == 1).Select(term => term.Name)];
        (string Name, Units Units)? first = null;
        foreach (string name in names.Where(fields.Contains))
        {
            if (fields[name].Unit.Length == 0 || !Units.TryParse(fields[name].Unit, "", out Units? units, out _))
                continue;
            first ??= (name, units);
            if (units.TryConversion(first.Value.Units, "", out UnitsConversion conversion, out _) && conversion == new UnitsConversion(1, 0))
                continue;
            problems.Add(new Problem(PlaceOf(field), $"{first.Value.Name} is in {first.Value.Units} and {name} in {units}", "give both the same units, by a factor where they are"));
        }
    }
}
