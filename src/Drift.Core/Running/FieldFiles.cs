using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Models;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Running;

/// <summary>Opens the fields of an experiment that come from files.</summary>
internal static class FieldFiles
{
    /// <summary>Opens one.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="field">How it is described.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="grids">The grids of the fields before.</param>
    public static Field Open(string name, FieldSpec field, Mesh mesh, NetcdfGrids grids)
    {
        NetcdfLayout layout = Complete(name, field);
        CheckInterpolation(name, field, layout);

        // Where W has no value at the bottom, it is 0 there: nothing flows through it.
        if (layout.Point is GridPoint.W && layout.Grid.Type is (GridType.B or GridType.C) && field.Interpolation is null)
            layout = layout with { IsClosedBelow = true };
        Field opened = NetcdfField.Open(name, layout, mesh, FieldSpec.UnitsOf(name)?.Text ?? "", grids, field.Factor, Rule(field), field.PlaceOf("periodic").ToString());
        return (field.Interpolation ?? Usual(layout)) is { } interpolation ? opened.InterpolatedBy(interpolation) : opened;
    }

    /// <summary>Opens the land of a field: 1 where its first snapshot has no value, 0 elsewhere.</summary>
    /// <param name="name">Name of the mask.</param>
    /// <param name="masked">The field.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="grids">The grids of the fields before.</param>
    public static Field OpenMask(string name, FieldSpec masked, Mesh mesh, NetcdfGrids grids)
    {
        NetcdfLayout layout = Complete(masked.Name, masked) with { IsMask = true };
        return NetcdfField.Open(name, layout, mesh, "", grids).InterpolatedBy(layout.Grid.Type is null or GridType.A ? "nearest" : "cell");
    }

    private static void CheckInterpolation(string name, FieldSpec field, NetcdfLayout layout)
    {
        if (field.Interpolation is not { } wanted)
            return;
        string[] names = [.. Interpolations.FieldNames.Concat(Interpolations.VelocityNames).Distinct(StringComparer.Ordinal)];
        string place = field.PlaceOf("interpolation").ToString();
        if (!names.Contains(wanted, StringComparer.Ordinal))
            throw new DriftException(ExitCode.Preflight, new Problem(place, $"there is no interpolation {wanted}", Suggestion.Nearest(wanted, names) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", names)}"));
        if (layout.Grid.Type is GridType.C && layout.Point is (GridPoint.U or GridPoint.V) && wanted is not "C-grid")
        {
            throw new DriftException(ExitCode.Preflight, new Problem(
                place, $"{name} stands in the faces of a C-grid, and with the interpolation {wanted} it would count as a velocity to the {(layout.Point is GridPoint.U ? "east" : "north")} in the corners",
                "leave 'interpolation' away, or describe the points as an A-grid"));
        }
    }

    private static NetcdfLayout Complete(string name, FieldSpec field)
    {
        NetcdfLayout layout = Layout(name, field);
        return field.Model is { } model ? OceanModels.Complete(ModelOf(model, field), name, layout) : layout;
    }

    private static TimeRule Rule(FieldSpec field) => field.Periodic is { } period
        ? period.Duration is { } duration ? TimeRule.Periodic(duration) : TimeRule.PeriodicYear
        : field.Extrapolate ? TimeRule.Extrapolate : TimeRule.Closed;

    /// <summary>What is wrong with the name of a model; null for one that is known.</summary>
    public static Problem? Unknown(string model, SpecPlace place)
    {
        string[] names = [.. OceanModels.All.Select(m => m.Name)];
        return OceanModels.Find(model) is not null ? null : new Problem(
            place.ToString(), $"there is no model {model}", Suggestion.Nearest(model, names) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", names)}");
    }

    private static OceanModel ModelOf(string name, FieldSpec field) =>
        OceanModels.Find(name) ?? throw new DriftException(ExitCode.Preflight, Unknown(name, field.Has("model") ? field.PlaceOf("model") : field.ModelPlace)!);

    private static NetcdfLayout Layout(string name, FieldSpec field) =>
        new(field.Files, field.Variable, field.Lon, field.Lat, field.Time, field.Units?.Text, field.Place.ToString())
        {
            Grid = field.Grid ?? new(),
            Point = GridPoints.Of(name),
            Depth = field.Depth,
            Level = field.Level,
            Positive = field.Positive,
            Wanted = GridPoints.Of(name) is GridPoint.W ? PositiveDirection.Up : null,
        };

    /// <summary>What a staggered grid wants for its points; null for linear.</summary>
    private static string? Usual(NetcdfLayout layout) => (layout.Grid.Type ?? GridType.A, layout.Point) switch
    {
        (GridType.A, _) => null,
        (_, GridPoint.Cell) => "cell",
        (GridType.B, _) => "B-grid",
        _ => "C-grid",
    };
}
