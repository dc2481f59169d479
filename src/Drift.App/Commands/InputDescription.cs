using System.Globalization;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Models;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.App.Commands;

/// <summary>What a file of fields holds, and how an experiment names it.</summary>
internal static class InputDescription
{
    public static IEnumerable<(string Name, string Value)> Of(NetcdfReader file, FieldAdvice advice)
    {
        yield return ("file", file.Path);
        yield return ("dimensions", string.Join(", ", file.Dimensions.Select(d => $"{d.Name} {d.Length}")));
        foreach (NetcdfVariable variable in file.Variables.Where(v => v.Dimensions.Count > 0))
            yield return ("variable", Line(variable));
        (OceanModel Model, string Why)? known = OceanModels.Recognise(file);
        yield return ("model", known is { } model ? $"{model.Model.Name}: {model.Why}" : "none that is known");
        if (advice.Fields.Count > 0)
        {
            yield return ("times", Times(advice.Fields[0]));
            yield return ("grid", $"{advice.Type}-grid, {Grid(advice.Fields[0])}");
        }
    }

    private static string Line(NetcdfVariable variable)
    {
        string units = variable.Text("units") ?? variable.Text("Unit") ?? "", name = variable.Text("long_name") ?? variable.Text("standard_name") ?? "";
        return $"{variable.Name}({string.Join(", ", variable.Dimensions.Select(d => d.Name))}){(name.Length > 0 ? ": " + name : "")}{(units.Length > 0 ? $" ({units})" : "")}";
    }

    private static string Times(Field field)
    {
        var source = (NetcdfSource)field.Source!;
        TimeSpan first = source.FirstTime, last = source.Times is [.., double end] ? TimeSpan.FromSeconds(end) : first;
        if (source.TimeAxis is not { } axis)
            return "none";
        string Text(TimeSpan time) => axis.Calendar is { } calendar ? calendar.DateOf(time).ToString() : Durations.Format(time);
        string kind = axis.Calendar is { } dates ? $"{dates} calendar" : "no calendar";
        return source.Times.Count == 0 ? $"1, {Text(first)} ({kind})" : $"{source.Times.Count}, {Text(first)} to {Text(last)} ({kind})";
    }

    private static string Grid(Field field)
    {
        Grid grid = field.Grid!;
        string kind = grid is RectilinearGrid ? "rectilinear" : "curvilinear";
        string levels = grid.Vertical switch
        {
            null => "no levels",
            ZLevels z => string.Create(CultureInfo.InvariantCulture, $"{z.Count} levels of {z.Depth.Lowest:0.##} to {z.Depth.Highest:0.##} m"),
            SLevels s => $"{s.Count} levels that follow the bottom",
            _ => $"{grid.Levels} levels whose depth varies",
        };
        return $"{kind}, {grid.Rows} × {grid.Columns} nodes (lat × lon){(grid.IsPeriodic ? ", round the globe" : "")}, {levels}";
    }
}
