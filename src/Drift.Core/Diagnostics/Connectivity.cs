using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Particles;

namespace Drift.Core.Diagnostics;

/// <summary>
/// How many of the particles that were released in a region are in another one, at each time. A place that is in several regions counts in the first of
/// them.
/// </summary>
public sealed class Connectivity : Diagnostic
{
    private readonly IReadOnlyList<Region> sources, targets;
    private short[] origins = [];

    /// <param name="sources">Regions of release, at least 1.</param>
    /// <param name="targets">Regions of arrival, at least 1.</param>
    public Connectivity(IReadOnlyList<Region> sources, IReadOnlyList<Region> targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sources.Count, 1, nameof(sources));
        ArgumentOutOfRangeException.ThrowIfLessThan(targets.Count, 1, nameof(targets));
        (this.sources, this.targets) = (sources, targets);
    }

    /// <inheritdoc/>
    public override string Name => "connectivity";

    /// <inheritdoc/>
    public override string Title => "Particles from one region in another";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, long Length)> Dimensions => [("source", sources.Count), ("target", targets.Count)];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Dimension, IReadOnlyList<string> Names)> Labels =>
        [("source", [.. sources.Select(r => r.Name)]), ("target", [.. targets.Select(r => r.Name)])];

    /// <inheritdoc/>
    public override IReadOnlyList<DiagnosticVariable> Variables { get; } =
    [
        new("count", ["source", "target"], "1", "particles that were released in the source region and are in the target region", IsCount: true),
        new("released", ["source"], "1", "particles that were released in the source region so far", IsCount: true),
        new("probability", ["source", "target"], "1", "count over released"),
    ];

    /// <inheritdoc/>
    public override int Length => sources.Count * (targets.Count + 1);

    /// <inheritdoc/>
    public override void Begin(ParticleSet particles)
    {
        origins = new short[particles.Count];
        for (int i = 0; i < origins.Length; i++)
            origins[i] = (short)RegionOf(sources, particles.Lon[i], particles.Lat[i]);
    }

    /// <inheritdoc/>
    public override void Add(ParticleSet particles, in ParticlePlace next, Span<long> sums)
    {
        int row = targets.Count + 1;
        for (int i = 0; i < particles.Count; i++)
        {
            if (origins[i] < 0 || particles.Status[i] == ParticleStatus.NotReleased)
                continue;
            sums[(origins[i] * row) + targets.Count]++;
            int target = particles.Status[i] == ParticleStatus.Active ? RegionOf(targets, particles.Lon[i], particles.Lat[i]) : -1;
            if (target >= 0)
                sums[(origins[i] * row) + target]++;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Results(ReadOnlySpan<long> sums)
    {
        int row = targets.Count + 1;
        double[] count = new double[sources.Count * targets.Count], released = new double[sources.Count], probability = new double[count.Length];
        for (int s = 0; s < sources.Count; s++)
        {
            released[s] = sums[(s * row) + targets.Count];
            for (int t = 0; t < targets.Count; t++)
            {
                count[(s * targets.Count) + t] = sums[(s * row) + t];
                probability[(s * targets.Count) + t] = released[s] > 0 ? sums[(s * row) + t] / released[s] : double.NaN;
            }
        }

        return [count, released, probability];
    }

    private static int RegionOf(IReadOnlyList<Region> regions, double lon, double lat)
    {
        for (int r = 0; r < regions.Count; r++)
        {
            if (regions[r].Area.Contains(lon, lat))
                return r;
        }

        return -1;
    }
}
