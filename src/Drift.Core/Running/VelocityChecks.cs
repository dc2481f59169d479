using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Checks that components belong together which an interpolation takes together, as the faces of a C-grid.</summary>
internal static class VelocityChecks
{
    /// <summary>Adds what is wrong with U and V, and with parts of them such as U_fine and V_fine; nothing where one of them could not be opened for another reason.</summary>
    public static void Check(ExperimentSpec spec, FieldSet fields, List<Problem> problems)
    {
        string[] parts = [.. spec.Fields.Keys.Where(name => GridPoints.Component(name) is "U" or "V").Select(name => name[1..]).Distinct(StringComparer.Ordinal)];
        foreach (string part in parts)
        {
            (string u, string v) = ("U" + part, "V" + part);
            Problem[] found = [.. Check(spec, fields, u, v)];
            problems.AddRange(found);

            // What cannot be taken together would fail once more where kernels ask for it.
            foreach (string name in found.Length == 0 ? [] : (string[])[u, v])
                _ = Of(fields, name)?.InterpolatedBy("linear");
        }
    }

    private static IEnumerable<Problem> Check(ExperimentSpec spec, FieldSet fields, string nameU, string nameV)
    {
        (Field? u, Field? v) = (Of(fields, nameU), Of(fields, nameV));
        Field? joined = u?.VelocityInterpolator is not null ? u : v?.VelocityInterpolator is not null ? v : null;
        if (joined is null)
            yield break;
        (string name, string other) = (joined.Name, ReferenceEquals(joined, u) ? nameV : nameU);
        string kind = joined.VelocityInterpolator!.Name;
        if (!spec.Fields.TryGetValue(other, out FieldSpec? twin))
            yield return new Problem(spec.Fields[name].Place.ToString(), $"{name} is a component of a velocity with the interpolation {kind}, but there is no field {other}", $"add {other}");
        if (u is null || v is null)
            yield break;
        string place = twin!.Place.ToString();
        if (!string.Equals(u.InterpolationName, v.InterpolationName, StringComparison.Ordinal))
            yield return new Problem(place, $"{nameU} has the interpolation {u.InterpolationName}, but {nameV} {v.InterpolationName}", "give both the same 'grid' and 'interpolation', once for all fields");
        else if (u.Source is null || v.Source is null || !u.Grid!.IsSame(v.Grid!))
            yield return new Problem(place, $"{nameU} and {nameV} have the interpolation {kind}, but they are not on one grid: {Shape(u)} and {Shape(v)}", "give both the same corners and levels with 'grid', once for all fields");
        else if (!SnapshotSources.ShareGridAndTimes(u.Source, v.Source))
            yield return new Problem(place, $"{nameU} and {nameV} have the interpolation {kind}, but not the same times: {u.Source.Times.Count} and {v.Source.Times.Count} snapshots", "give files of the same times for both");
    }

    private static Field? Of(FieldSet fields, string name) => fields.Contains(name) ? fields[name] : null;

    private static string Shape(Field field) => field.Grid is { } grid ? $"{grid.Rows} × {grid.Columns} nodes{(grid.Levels > 1 ? $" and {grid.Levels} levels" : "")}" : "a constant";
}
