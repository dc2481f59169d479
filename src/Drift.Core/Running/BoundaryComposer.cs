using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>Makes the boundaries of an experiment.</summary>
internal static class BoundaryComposer
{
    /// <summary>The boundaries that could be made, in the order of the text.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="problems">Receives what is wrong with the others.</param>
    public static IReadOnlyList<IBoundary> Make(ExperimentSpec spec, List<Problem> problems)
    {
        IReadOnlyList<Region> regions = RegionComposer.Make(spec);
        var made = new List<IBoundary>();
        foreach (BoundarySpec boundary in spec.Boundaries)
        {
            try
            {
                made.Add(BoundaryRegistry.Make(boundary, spec.Mesh, regions));
            }
            catch (DriftException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        return made;
    }
}
