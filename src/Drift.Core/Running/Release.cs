using Drift.Core.Experiments;
using Drift.Core.Gather;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Puts the particles of one rank in their places.</summary>
internal static class Release
{
    /// <summary>The particle set of a rank.</summary>
    public static ParticleSet Make(RunPlan plan, Partition partition, int rank)
    {
        ExperimentSpec spec = plan.Spec;
        long perRealisation = spec.Particles.Count;
        long first = partition.First(rank);
        long end = first + partition.Count(rank);
        var segments = new List<Segment>();
        for (long row = first; row < end;)
        {
            (long realisation, long particle) = Math.DivRem(row, perRealisation);
            long count = Math.Min(perRealisation - particle, end - row);
            segments.Add(new Segment((int)realisation, (ulong)spec.Seeds[(int)realisation], particle, (int)(row - first), (int)count));
            row += count;
        }

        var particles = new ParticleSet(plan.Fields, first, segments, spec.Particles.HasDepth);
        foreach (Segment segment in segments)
            Place(plan.Release, particles, segment);
        if (!plan.Release.HasTimes)
            return particles;
        Span<long> ticks = particles.MakeReleases();
        foreach (Segment segment in segments)
        {
            for (int i = 0; i < segment.Count; i++)
                ticks[segment.FirstRow + i] = plan.Release.TicksOf(segment.FirstParticle + i);
        }

        particles.DescribeReleases();
        return particles;
    }

    private static void Place(ReleasePlan release, ParticleSet particles, Segment segment)
    {
        Span<double> lon = particles.Lon.Slice(segment.FirstRow, segment.Count);
        Span<double> lat = particles.Lat.Slice(segment.FirstRow, segment.Count);
        Span<double> depth = particles.HasDepth ? particles.Depth.Slice(segment.FirstRow, segment.Count) : [];
        for (int i = 0; i < segment.Count; i++)
        {
            (lon[i], lat[i], double z) = release.PlaceOf(segment.Seed, segment.FirstParticle + i);
            if (depth.Length > 0)
                depth[i] = z;
        }
    }
}
