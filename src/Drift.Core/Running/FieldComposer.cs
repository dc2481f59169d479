using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Running;

/// <summary>Makes the field set that an experiment describes, and collects what is wrong with it.</summary>
internal static class FieldComposer
{
    public static FieldSet Compose(ExperimentSpec spec, INodeMemory memory, List<Problem> problems)
    {
        var fields = new FieldSet(spec.Mesh, memory);

        // What is wrong with a file is said once, for the first of the fields in it.
        var found = new HashSet<Problem>();
        foreach ((string name, FieldSpec field) in spec.Fields)
        {
            try
            {
                if (field.Analytic is { } flow)
                    AddFlow(fields, name, flow, spec, problems);
                else if (field.Value is { } value)
                    AddConstant(fields, name, Converted(value, field), field, problems);
                else if (field.Files.Count > 0)
                    AddFiles(fields, name, NetcdfSource.Open(Layout(field), spec.Mesh, UnitOf(name)), field, problems);
            }
            catch (DriftException e)
            {
                problems.AddRange(e.Problems.Where(found.Add).Select(p => Placed(p, field)));
            }
            catch (ArgumentException e)
            {
                problems.Add(new Problem(field.Place.ToString(), e.Sentence(), "give fields of one kind of dates to an experiment"));
            }
        }

        return fields;
    }

    /// <summary>A problem of an input file with the place where the experiment names it.</summary>
    private static Problem Placed(Problem problem, FieldSpec field)
    {
        string place = field.Place.ToString();
        return problem.Place.StartsWith(place, StringComparison.Ordinal) ? problem : problem with { Place = $"{place}: {problem.Place}" };
    }

    private static void AddConstant(FieldSet fields, string name, double value, FieldSpec field, List<Problem> problems)
    {
        if (value < 0 && UnitOf(name) is "m2 s-1")
            problems.Add(new Problem(field.Place.ToString(), FormattableString.Invariant($"the diffusivity {name} is {value}, which would be a walk backward in time"), "give 0 or more"));
        fields.Add(Field.Constant(name, value, UnitOf(name)));
    }

    private static void AddFiles(FieldSet fields, string name, NetcdfSource source, FieldSpec field, List<Problem> problems)
    {
        TimeRule rule = field.Periodic is { } period
            ? period.Duration is { } duration ? TimeRule.Periodic(duration) : TimeRule.PeriodicYear
            : field.Extrapolate ? TimeRule.Extrapolate : TimeRule.Closed;
        if (TimeAxis.TryMake(source.Times, rule, source.TimeAxis?.Calendar, field.PlaceOf("periodic").ToString(), out _, out Problem? problem))
        {
            fields.Add(Field.FromSource(name, source, rule));
        }
        else
        {
            source.Dispose();
            problems.Add(problem);
        }
    }

    private static NetcdfLayout Layout(FieldSpec field) =>
        new(field.Files, field.Variable, field.Lon, field.Lat, field.Time, field.Units?.Text, field.Place.ToString());

    private static string UnitOf(string name) => FieldSpec.UnitsOf(name)?.Text ?? "";

    private static double Converted(double value, FieldSpec field) =>
        field.Units is { } given && FieldSpec.UnitsOf(field.Name) is { } wanted
            && given.TryConversion(wanted, field.Place.ToString(), out UnitsConversion conversion, out _)
            ? conversion.Apply(value)
            : value;

    /// <summary>A flow has both components: U and V name the same one, with the same parameters.</summary>
    private static void AddFlow(FieldSet fields, string name, AnalyticSpec flow, ExperimentSpec spec, List<Problem> problems)
    {
        string place = flow.Place.ToString();
        if (FlowRegistry.Find(flow.Name) is not { } entry)
        {
            problems.Add(new Problem(place, $"there is no analytic flow {flow.Name}", Suggestion.Nearest(flow.Name, [.. FlowRegistry.Names]) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", FlowRegistry.Names)}"));
            return;
        }

        if (name is not ("U" or "V"))
        {
            problems.Add(new Problem(place, $"the analytic flow {flow.Name} is a velocity, not a field {name}", "give it to U and V"));
            return;
        }

        string other = name is "U" ? "V" : "U";
        if (!spec.Fields.TryGetValue(other, out FieldSpec? twin) || twin.Analytic is not { } same || !Same(flow, same))
        {
            problems.Add(new Problem(place, $"{name} is the analytic flow {flow.Name}, but {other} is not", $"give {other} the same flow and parameters"));
            return;
        }

        if (fields.HasVelocity)
            return;
        if (entry.Mesh != spec.Mesh)
            problems.Add(new Problem(place, $"the flow {flow.Name} is made for a {Word(entry.Mesh)} mesh", $"write mesh: {Word(entry.Mesh)}"));
        else if (Parameters(entry, flow, problems) is { } parameters)
            entry.AddTo(fields, parameters);
    }

    private static string Word(Mesh mesh) => mesh == Mesh.Flat ? "flat" : "spherical";

    private static bool Same(AnalyticSpec a, AnalyticSpec b) =>
        string.Equals(a.Name, b.Name, StringComparison.Ordinal) && a.Parameters.Count == b.Parameters.Count
        && a.Parameters.All(p => b.Parameters.TryGetValue(p.Key, out ParameterSpec? twin) && string.Equals(twin.Text, p.Value.Text, StringComparison.Ordinal));

    private static Dictionary<string, double>? Parameters(FlowEntry entry, AnalyticSpec flow, List<Problem> problems)
    {
        int before = problems.Count;
        var values = new Dictionary<string, double>(entry.Parameters, StringComparer.Ordinal);
        foreach ((string key, ParameterSpec given) in flow.Parameters)
        {
            string place = given.Place.ToString();
            if (!values.ContainsKey(key))
                problems.Add(new Problem(place, $"the flow {entry.Name} has no parameter {key}", $"it has {string.Join(", ", values.Keys)}"));
            else if (given.Number is not { } number || given.Units is not null)
                problems.Add(new Problem(place, $"{key} is '{given.Text}', not a plain number", "give a number in SI units"));
            else
                values[key] = number;
        }

        return problems.Count > before ? null : values;
    }
}
