using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>Comparison of sources.</summary>
internal static class SnapshotSources
{
    /// <summary>Whether two fields may be stored side by side.</summary>
    public static bool ShareGridAndTimes(ISnapshotSource a, ISnapshotSource b) => SameGrid(a.Grid, b.Grid) && a.Times.SequenceEqual(b.Times);

    /// <summary>Whether two grids have the same nodes.</summary>
    public static bool SameGrid(RectilinearGrid a, RectilinearGrid b) =>
        a.Mesh == b.Mesh && a.Lon.Nodes.SequenceEqual(b.Lon.Nodes) && a.Lat.Nodes.SequenceEqual(b.Lat.Nodes);
}
