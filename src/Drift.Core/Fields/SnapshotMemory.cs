using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>How the fields of a set hold snapshots.</summary>
/// <param name="Memory">Memory of the node.</param>
/// <param name="Calendar">The calendar of model time; null without dates.</param>
/// <param name="WholeUpTo">Fields that take no more bytes are held whole; of others the part around the particles.</param>
internal sealed record SnapshotMemory(INodeMemory Memory, Calendar? Calendar, long WholeUpTo)
{
    /// <summary>A window for fields that are held together.</summary>
    public SnapshotWindow Window(TimeAxis axis, params ISnapshotSource[] components) => new(Memory, axis.In(Calendar), components, WholeUpTo);
}
