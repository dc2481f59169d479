using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Kernels;

/// <summary>
/// What looks on: it moves nothing, but keeps count in variables of where particles get to. It is named among the kernels, and runs
/// after all of them and after the boundaries. A new one is one entry here.
/// </summary>
public static class ObserverRegistry
{
    /// <summary>All observers, in the order of the documentation.</summary>
    public static IReadOnlyList<BoundaryEntry> Entries { get; } =
    [
        new("TravelledDistance", "adds up the way that a particle goes in the variable `distance`, in m", [], _ => new TravelledDistance()),
        new(
            "ResidenceTime", "adds up the time that a particle is in a region in the variable `residence_time_REGION`, in s",
            [new("region", "name of a region of the experiment", BoundaryValue.Region)],
            p => new ResidenceTime(p.Region("region"))),
        new(
            "RegionVisited", "the time from release until a particle is first in a region, in the variable `visited_REGION`, in s; a fill value until then",
            [new("region", "name of a region of the experiment", BoundaryValue.Region)],
            p => new RegionVisited(p.Region("region"))),
    ];

    /// <summary>The observer of that name, or null.</summary>
    public static BoundaryEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Makes an observer as an experiment asks for it.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="spec">Its parameters, with their places.</param>
    /// <param name="mesh">What horizontal positions mean.</param>
    /// <param name="regions">The regions that parameters may name; null for none.</param>
    /// <exception cref="DriftException">Code Preflight: parameters are wrong; all problems at once.</exception>
    public static IBoundary Make(BoundaryEntry entry, KernelSpec spec, Mesh mesh, IReadOnlyList<Region>? regions = null) =>
        BoundaryRegistry.Make(entry, new BoundarySpec { Name = spec.Name, Parameters = spec.Parameters, Place = spec.Place }, mesh, regions ?? [], "kernel");
}
