using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>Fields in netCDF files, together with the fields that say how deep their levels are.</summary>
public static class NetcdfField
{
    /// <summary>Opens a field.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="layout">Files and names.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="unit">Unit to convert to; empty to keep the file's.</param>
    /// <param name="grids">The grids of other fields of the same set, to share what is the same; null for none.</param>
    /// <param name="factor">What the values are multiplied by.</param>
    /// <param name="rule">What holds outside the times of the files; nothing by default.</param>
    /// <param name="place">Where the rule was given, for the message.</param>
    /// <exception cref="DriftException">As <see cref="NetcdfSource.Open(NetcdfLayout, Mesh, string, NetcdfGrids?)"/>.</exception>
    public static Field Open(string name, NetcdfLayout layout, Mesh mesh, string unit, NetcdfGrids? grids = null, double factor = 1, TimeRule? rule = null, string place = "")
    {
        grids ??= new NetcdfGrids();
        var source = NetcdfSource.Open(layout, mesh, unit, grids, null);
        if (!TimeAxis.TryMake(source.Times, rule ?? TimeRule.Closed, ((ISnapshotSource)source).TimeAxis?.Calendar, place, out _, out Problem? problem))
        {
            source.Dispose();
            throw new DriftException(ExitCode.Preflight, problem);
        }

        NetcdfLevels levels = source.Levels;
        DepthFields? depths = levels.Bottom is null && levels.Depths is null ? null : new DepthFields(
            levels.Bottom is { } bottom ? grids.Depth(bottom, () => Companion("depth of the water", bottom, null)) : null,
            levels.Surface is { } surface ? grids.Depth(surface, () => Companion("elevation of the surface", surface, null)) : null,
            levels.Depths is { } deep ? grids.Depth(deep, () => Companion("depth of the levels", deep, Numbered(levels.Grid!.Count))) : null);
        return Field.FromSource(name, factor == 1 ? source : new ScaledSource(source, factor), rule, depths);

        Field Companion(string of, NetcdfLayout where, VerticalGrid? on) => Field.FromSource(of, NetcdfSource.Open(where, mesh, "m", grids, on), rule);
    }

    /// <summary>Levels that are only counted.</summary>
    private static ZLevels Numbered(int count) => new(new Axis([.. Enumerable.Range(0, count).Select(k => (double)k)]));
}
