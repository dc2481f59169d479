using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>The levels of a variable, and the layouts of the fields that say how deep they are where the levels alone do not.</summary>
/// <param name="Grid">The levels; null for a horizontal field.</param>
/// <param name="Bottom">The depth of the water.</param>
/// <param name="Surface">The elevation of the surface.</param>
/// <param name="Depths">The depth of each level.</param>
internal sealed record NetcdfLevels(VerticalGrid? Grid, NetcdfLayout? Bottom = null, NetcdfLayout? Surface = null, NetcdfLayout? Depths = null)
{
    /// <summary>The usual names of the interfaces between layers, and of what adds the lowest one where only the upper ones of layers are given.</summary>
    private static readonly (string Name, string? Last)[] Interfaces =
        [("depthw", null), ("gdepw_1d", null), ("gdepw_0", null), ("s_w", null), ("Zp1", null), ("RF", null), ("Zl", "Zu"), ("z_w_top", "z_w_bot"), ("z_w", "z_w_bot")];

    /// <summary>Reads them.</summary>
    /// <param name="file">A file of the field.</param>
    /// <param name="gridFile">The file that the layout names; null for none.</param>
    /// <param name="dimensions">The field's.</param>
    /// <param name="layout">Names that were given.</param>
    public static NetcdfLevels Read(NetcdfReader file, NetcdfReader? gridFile, NetcdfDimensions dimensions, NetcdfLayout layout)
    {
        if (dimensions.Levels == 1 || layout.Level is not null)
            return new((VerticalGrid?)null);
        (NetcdfReader holder, NetcdfVariable variable, NetcdfVariable? last) = Find(file, gridFile, dimensions, layout);
        string place = $"{holder.Path}, variable {variable.Name}";
        if (NetcdfFormula.Of(holder, variable) is { } formula)
            return Following(file, gridFile, formula, dimensions, layout, place);
        if (variable.Dimensions.Count(d => d.Length != 1) > 1)
            return Varying(file, holder, variable, dimensions, layout, place);
        double[] depths = Read(holder, variable, layout, place);
        if (last is not null && depths.Length == dimensions.Levels)
            depths = [.. depths, Read(holder, last, layout, place)[^1]];
        CheckCount(depths.Length, dimensions, place);
        try
        {
            return new(new ZLevels(new Axis(depths)));
        }
        catch (ArgumentException e)
        {
            throw Failed(place, e.Sentence(), "repair the levels in the file, or name others with 'grid: {depth: }'");
        }
    }

    private static (NetcdfReader Holder, NetcdfVariable Variable, NetcdfVariable? Last) Find(NetcdfReader file, NetcdfReader? gridFile, NetcdfDimensions dimensions, NetcdfLayout layout)
    {
        NetcdfReader[] places = gridFile is null ? [file] : [file, gridFile];
        if ((layout.Grid.Depth ?? layout.Depth) is { } given)
        {
            NetcdfReader holder = places.FirstOrDefault(p => p.Find(given) is not null) ?? file;
            return (holder, holder.Variable(given), Interfaces.FirstOrDefault(n => n.Name == given).Last is { } below ? holder.Find(below) : null);
        }

        NetcdfDimension along = dimensions.Variable.Dimensions[dimensions.Level];
        NetcdfVariable? own = file.Find(along.Name) ?? (dimensions.Variable.Text("coordinates") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(file.Find).FirstOrDefault(v => v is not null && v.Dimensions.Contains(along) && NetcdfDimensions.IsVertical(v));
        GridType type = layout.Grid.Type ?? GridType.A;
        if (type is GridType.A)
            return (file, own ?? file.Variables.FirstOrDefault(v => v.Dimensions is [{ } only] && only == along && NetcdfDimensions.IsVertical(v)) ?? throw None("no depth was found for"), null);
        foreach (NetcdfReader holder in places)
        {
            foreach ((string name, string? lowest) in Interfaces)
            {
                NetcdfVariable? below = lowest is null ? null : holder.Find(lowest);
                if (holder.Find(name) is { } found && found.Count - dimensions.Levels is 0 or 1)
                    return (holder, found, below);
            }
        }

        if (own is not null && layout.Point is GridPoint.W)
            return (file, own, null);
        throw None($"a {type}-grid needs the interfaces between layers, and none were found for");

        DriftException None(string what) => Failed(
            $"{file.Path}, variable {dimensions.Variable.Name}", $"{what} its dimension {along.Name} of {along.Length} levels",
            "name them with 'grid: {depth: }', perhaps in another file with 'grid: {file: }', or take one level with 'level: 0'");
    }

    /// <summary>Levels that follow the bottom, by a formula.</summary>
    private static NetcdfLevels Following(NetcdfReader file, NetcdfReader? gridFile, NetcdfFormula formula, NetcdfDimensions dimensions, NetcdfLayout layout, string place)
    {
        CheckCount(formula.S.Length, dimensions, place);
        string bottom = layout.Grid.Bottom ?? formula.Bottom, surface = layout.Grid.Surface ?? formula.Surface;
        NetcdfReader deep = file.Find(bottom) is null && gridFile is not null ? gridFile : file;
        if (deep.Find(bottom) is null)
            throw Failed(place, $"its levels follow the bottom, but there is no depth of the water, '{bottom}', in {deep.Path}", "name it with 'grid: {bottom: }', perhaps in another file with 'grid: {file: }'");
        try
        {
            return new(
                new SLevels(formula.S, formula.Stretching, formula.CriticalDepth, formula.Transform),
                Companion(layout, bottom) with { Paths = [deep.Path], IsSteady = true },
                file.Find(surface) is not null ? Companion(layout, surface) : layout.Grid.Surface is null ? null : throw Failed(place, $"there is no elevation of the surface, '{surface}', in {file.Path}", "name another with 'grid: {surface: }', or none for a surface at rest"));
        }
        catch (ArgumentException e)
        {
            throw Failed(place, e.Sentence(), "repair the terms of its formula in the file");
        }
    }

    /// <summary>Levels whose depth is given for each place.</summary>
    private static NetcdfLevels Varying(NetcdfReader file, NetcdfReader holder, NetcdfVariable variable, NetcdfDimensions dimensions, NetcdfLayout layout, string place)
    {
        var own = NetcdfDimensions.Of(holder, variable, layout with { Level = null });
        if (own.Level < 0)
            throw Failed(place, "it has no dimension of levels", "name the depth of the levels with 'grid: {depth: }'");
        CheckCount(own.Levels, dimensions, place);
        bool isSteady = own.Time < 0;
        // They are looked up in the cells that were found for the values: nodes are the same, the corners on a staggered grid.
        NetcdfLayout depths = layout with
        {
            Paths = isSteady || !ReferenceEquals(holder, file) ? [holder.Path] : layout.Paths,
            Variable = variable.Name,
            Units = null,
            Grid = layout.Grid with { Type = GridType.A },
            IsSteady = isSteady,
            Wanted = PositiveDirection.Down,
            Positive = layout.Grid.Positive,
        };
        return new(new DepthLevels(own.Levels, $"{depths.Paths[0]}: {variable.Name}"), Depths: depths);
    }

    /// <summary>The layout of a field that stands in the nodes of an A-grid beside this one.</summary>
    private static NetcdfLayout Companion(NetcdfLayout layout, string variable) =>
        new(layout.Paths, variable, Time: layout.Time, Place: layout.Place) { OrElse = (layout.Grid.Lon ?? layout.Lon, layout.Grid.Lat ?? layout.Lat) };

    private static double[] Read(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout, string place)
    {
        double[] values = file.ReadAll<double>(variable);
        string unit = NetcdfUnits.Of(variable) ?? "";
        var conversion = new UnitsConversion(1, 0);
        if (unit.Length > 0 && !(Units.TryParse(unit, place, out Units? from, out _) && from.TryConversion(Units.Parse("m"), place, out conversion, out _)))
            throw Failed(place, $"its unit is {unit}, which is no length", "name the depth of the levels in metres with 'grid: {depth: }', or take one level with 'level: 0'");
        PositiveDirection way = layout.Grid.Positive ?? NetcdfValues.Direction(variable) ?? (values.All(v => v <= 0) ? PositiveDirection.Up : PositiveDirection.Down);
        return [.. values.Select(v => way is PositiveDirection.Up ? 0 - conversion.Apply(v) : conversion.Apply(v))];
    }

    private static void CheckCount(int count, NetcdfDimensions dimensions, string place)
    {
        if (count != dimensions.Levels && count != dimensions.Levels + 1)
            throw Failed(place, $"it has {count} levels, but {dimensions.Variable.Name} has {dimensions.Levels}", "name the levels of this variable with 'grid: {depth: }'");
    }

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
