namespace Drift.Core.Fields;

/// <summary>Comparison of sources.</summary>
internal static class SnapshotSources
{
    /// <summary>Whether two fields may be stored side by side.</summary>
    public static bool ShareGridAndTimes(ISnapshotSource a, ISnapshotSource b) =>
        a.Grid.Mesh == b.Grid.Mesh
        && a.Grid.Lon.Nodes.SequenceEqual(b.Grid.Lon.Nodes)
        && a.Grid.Lat.Nodes.SequenceEqual(b.Grid.Lat.Nodes)
        && a.Times.SequenceEqual(b.Times);
}
