using Drift.Core.Experiments;
using Drift.Core.Grids;

namespace Drift.Core.Running;

/// <summary>Makes the regions of an experiment.</summary>
internal static class RegionComposer
{
    /// <summary>The regions, in the order of the text; those that could not be read are left out.</summary>
    public static IReadOnlyList<Region> Make(ExperimentSpec spec) =>
        [.. spec.Regions.Values.Where(r => r.Polygon.Rings.Count > 0 && r.Polygon.Rings.All(ring => ring.Length >= 6)).Select(r => new Region(r.Name, new Polygon(spec.Mesh, r.Polygon.Rings)))];
}
