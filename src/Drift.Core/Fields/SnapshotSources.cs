namespace Drift.Core.Fields;

/// <summary>Comparison of sources.</summary>
internal static class SnapshotSources
{
    /// <summary>Whether two fields may be stored side by side.</summary>
    public static bool ShareGridAndTimes(ISnapshotSource a, ISnapshotSource b) => a.Grid.IsSame(b.Grid) && a.Times.SequenceEqual(b.Times);
}
