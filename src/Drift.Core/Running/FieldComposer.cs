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
        var grids = new NetcdfGrids();
        if (spec.Model is { } model && FieldFiles.Unknown(model, spec.PlaceOf("model")) is { } unknown && found.Add(unknown))
            problems.Add(unknown);
        foreach ((string name, FieldSpec field) in spec.Fields)
        {
            try
            {
                if (field.Analytic is { } flow)
                    AddFlow(fields, name, flow, spec, problems);
                else if (field.Value is { } value)
                    AddConstant(fields, name, Converted(value, field) * field.Factor, field, problems);
                else if (field.Files.Count > 0 && field.Grid is not { Pattern: not null, File: null })
                    fields.Add(FieldFiles.Open(name, field, spec.Mesh, grids));
                else if (field.Mask is { } masked)
                    AddMask(fields, name, masked, spec, grids, problems);
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

        DerivedComposer.Add(fields, spec, problems);
        VelocityChecks.Check(spec, fields, problems);
        return fields;
    }

    private static void AddMask(FieldSet fields, string name, string masked, ExperimentSpec spec, NetcdfGrids grids, List<Problem> problems)
    {
        string place = spec.Fields[name].PlaceOf("mask").ToString();
        if (!spec.Fields.TryGetValue(masked, out FieldSpec? field))
            problems.Add(new Problem(place, $"there is no field {masked}", Suggestion.Remedy(masked, [.. spec.Fields.Keys.Where(other => !string.Equals(other, name, StringComparison.Ordinal))])));
        else if (field.Patterns.Count == 0)
            problems.Add(new Problem(place, $"{masked} is not from files, so it has no missing values", "name a field with 'files'"));
        else if (field.Files.Count > 0)
            fields.Add(FieldFiles.OpenMask(name, field, spec.Mesh, grids));
    }

    /// <summary>A problem of an input file with the place where the experiment names it.</summary>
    internal static Problem Placed(Problem problem, FieldSpec field)
    {
        string place = field.Place.ToString();
        bool isOfExperiment = problem.Place.StartsWith(field.Place.File + (field.Place.Line > 0 ? ":" : " "), StringComparison.Ordinal);
        return isOfExperiment || problem.Place.StartsWith(SpecPlace.Set, StringComparison.Ordinal) ? problem : problem with { Place = $"{place}: {problem.Place}" };
    }

    private static void AddConstant(FieldSet fields, string name, double value, FieldSpec field, List<Problem> problems)
    {
        if (value < 0 && UnitOf(name) is "m2 s-1")
            problems.Add(new Problem(field.Place.ToString(), FormattableString.Invariant($"the diffusivity {name} is {value}, which would be a walk backward in time"), "give 0 or more"));
        fields.Add(Field.Constant(name, value, UnitOf(name)));
    }

    internal static string UnitOf(string name) => FieldSpec.UnitsOf(name)?.Text ?? "";

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

        if (name[0] is not ('U' or 'V'))
        {
            problems.Add(new Problem(place, $"the analytic flow {flow.Name} is a velocity, not a field {name}", "give it to U and V, or to names that begin with U and V and go on alike"));
            return;
        }

        (string u, string v) = ("U" + name[1..], "V" + name[1..]);
        string other = name[0] == 'U' ? v : u;
        if (!spec.Fields.TryGetValue(other, out FieldSpec? twin) || twin.Analytic is not { } same || !Same(flow, same))
        {
            problems.Add(new Problem(place, $"{name} is the analytic flow {flow.Name}, but {other} is not", $"give {other} the same flow and parameters"));
            return;
        }

        if (fields.Contains(name))
            return;
        if (!entry.Meshes.Contains(spec.Mesh))
        {
            problems.Add(new Problem(place, $"the flow {flow.Name} is made for a {entry.MeshWords} mesh", $"write mesh: {entry.MeshWords}"));
        }
        else if (Parameters(entry, flow, problems) is { } parameters)
        {
            if (!entry.IsFinite(spec.Mesh, parameters))
            {
                problems.Add(new Problem(place, $"with these parameters the velocity of {flow.Name} is no finite number", "give periods, sizes and scales other than 0"));
                return;
            }

            var alone = new FieldSet(spec.Mesh);
            entry.AddTo(alone, parameters);
            fields.AddFlow(alone.UseVelocity(), u, v, spec.Fields[u].Factor, spec.Fields[v].Factor);
        }
    }

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
                problems.Add(new Problem(place, $"the flow {entry.Name} has no parameter {key}", values.Count > 0 ? $"it has {string.Join(", ", values.Keys)}" : "leave it away, it has none"));
            else if (given.Number is not { } number || given.Units is not null)
                problems.Add(new Problem(place, $"{key} is '{given.Text}', not a plain number", "give a number in SI units"));
            else
                values[key] = number;
        }

        return problems.Count > before ? null : values;
    }
}
