using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>Where the values of one gridded field come from, one snapshot at a time.</summary>
public interface ISnapshotSource : IDisposable
{
    /// <summary>The grid of the values.</summary>
    Grid Grid { get; }

    /// <summary>Times of the snapshots in seconds since the reference of the field set (snapshot), increasing; empty for a field that does not change.</summary>
    IReadOnlyList<double> Times { get; }

    /// <summary>What the times of the data itself mean; null if the data has none. Times with dates count from 1970-01-01 00:00:00 here.</summary>
    CfTime? TimeAxis => null;

    /// <summary>Whether the data says that its times stand for those of many years: the attribute <c>climatology</c> of CF.</summary>
    bool IsClimatology => false;

    /// <summary>Unit of the values in CF spelling, after conversion.</summary>
    string Unit { get; }

    /// <summary>Reads a part of one snapshot.</summary>
    /// <param name="snapshot">Index in <see cref="Times"/>; 0 for a field that does not change.</param>
    /// <param name="box">Which nodes; within the grid's rows and columns.</param>
    /// <param name="values">Room for (level, row, column) values of the box, all levels; missing ones become 0, so that velocities fall linearly to 0 towards land.</param>
    void Read(int snapshot, GridBox box, Span<float> values);
}
