using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>The grid and times on which a flow is written as sample data.</summary>
/// <param name="Mesh">Degrees on the sphere or metres on a plane.</param>
/// <param name="Lon">First and last longitude or x, and number of nodes.</param>
/// <param name="Lat">First and last latitude or y, and number of nodes.</param>
/// <param name="Snapshots">Number of snapshots.</param>
/// <param name="Interval">Time between two snapshots.</param>
public sealed record SampleGrid(
    Mesh Mesh, (double From, double To, int Count) Lon, (double From, double To, int Count) Lat, int Snapshots, TimeSpan Interval);
