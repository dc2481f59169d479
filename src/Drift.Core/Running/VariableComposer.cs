using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Makes the variables that an experiment gives its particles.</summary>
internal static class VariableComposer
{
    /// <summary>The variables, in the order of the text.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static IReadOnlyList<DeclaredVariable> Make(ExperimentSpec spec, FieldSet fields, List<Problem> problems)
    {
        var made = new List<DeclaredVariable>();
        foreach (VariableSpec variable in spec.Variables.Values)
        {
            string place = variable.Place.ToString();
            if (PositionVariables.IsTaken(variable.Name))
                problems.Add(new Problem(place, $"every output file has a {variable.Name} already", "give the variable another name"));
            else if (variable.Initial?.Values is { } values && values.Count != spec.Particles.CountOfRound)
                problems.Add(new Problem(variable.Initial.Place.ToString(), $"the list has {values.Count} items, and there are {spec.Particles.CountOfRound} particles", "give an item for each particle"));
            else if (FieldOf(variable, fields, problems, out Field? field))
                made.Add(Make(variable, field, spec.Particles));
        }

        return made;
    }

    private static DeclaredVariable Make(VariableSpec spec, Field? field, ParticlesSpec particles) => new(
        new Variable(spec.Name, NumberType.Float64, spec.Unit.Length > 0 ? spec.Unit : field?.Unit ?? "", spec.Meaning.Length > 0 ? spec.Meaning : spec.Name, WrittenOf(spec)),
        spec.Initial is null ? double.NaN : spec.Initial.Number ?? 0)
    {
        Values = spec.Initial?.Values is { } list && particles.Rounds > 1 ? [.. Enumerable.Repeat(list, (int)particles.Rounds).SelectMany(each => each)] : spec.Initial?.Values,
        LeavesRecorded = spec.Written is null,
        AtRelease = spec.Field is null ? field : null,
        AtOutput = spec.Field is null ? null : field,
    };

    private static Recorded WrittenOf(VariableSpec spec) => spec.Written switch
    {
        "never" => Recorded.Never,
        "always" => Recorded.Always,
        "once" => Recorded.Once,

        // What nothing changes need not be written at each output.
        _ => spec.Field is null ? Recorded.Once : Recorded.Always,
    };

    /// <returns>Whether the field that is named is there, or none is.</returns>
    private static bool FieldOf(VariableSpec spec, FieldSet fields, List<Problem> problems, out Field? field)
    {
        string? name = spec.Field ?? spec.Initial?.Field;
        field = name is not null && fields.Contains(name) ? fields[name] : null;
        if (name is null || field is not null)
            return true;
        problems.Add(new Problem((spec.Field is null ? spec.Initial!.PlaceOf("field") : spec.PlaceOf("field")).ToString(), $"there is no field {name}", Suggestion.Remedy(name, [.. fields.Names])));
        return false;
    }
}
