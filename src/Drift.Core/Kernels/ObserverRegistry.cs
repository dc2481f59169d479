using Drift.Core.Experiments;
using Drift.Core.Foundation;

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
    ];

    /// <summary>The observer of that name, or null.</summary>
    public static BoundaryEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Makes an observer as an experiment asks for it.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="spec">Its parameters, with their places.</param>
    /// <param name="mesh">What horizontal positions mean.</param>
    /// <exception cref="DriftException">Code Preflight: parameters are wrong; all problems at once.</exception>
    public static IBoundary Make(BoundaryEntry entry, KernelSpec spec, Mesh mesh) =>
        BoundaryRegistry.Make(entry, new BoundarySpec { Name = spec.Name, Parameters = spec.Parameters, Place = spec.Place }, mesh, "kernel");
}
