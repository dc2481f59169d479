using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>
/// Puts the particles of one rank in their places. A place depends only on the particle and, in a random box, on the seed of its
/// realisation: never on the rank.
/// </summary>
internal static class Release
{
    /// <summary>The particle set of a rank.</summary>
    public static ParticleSet Make(ExperimentSpec spec, FieldSet fields, Partition partition, int rank)
    {
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

        var particles = new ParticleSet(fields, first, segments, HasDepth(spec.Particles));
        foreach (Segment segment in segments)
            Place(spec.Particles, particles, segment);
        return particles;
    }

    /// <summary>Whether particles are released at times of their own.</summary>
    public static bool HasReleaseTimes(ExperimentSpec spec) => false;

    /// <summary>Whether particles have a depth.</summary>
    public static bool HasDepth(ParticlesSpec spec) => spec.Depth is not null || spec.Box?.Depth is not null;

    /// <summary>Where a particle of a realisation starts.</summary>
    /// <param name="spec">The release.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="particle">Index of the particle in its realisation.</param>
    public static (double Lon, double Lat) PositionOf(ParticlesSpec spec, ulong seed, long particle) => spec.Box is { } box
        ? InBox(box, seed, particle)
        : (spec.Lon!.At(particle, spec.Count), spec.Lat!.At(particle, spec.Count));

    /// <summary>The depth at which a particle of a realisation starts; 0 where particles have none.</summary>
    /// <param name="spec">The release.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="particle">Index of the particle in its realisation.</param>
    public static double DepthOf(ParticlesSpec spec, ulong seed, long particle) =>
        spec.Depth?.At(particle, spec.Count) ?? (spec.Box?.Depth is null ? 0 : DepthInBox(spec.Box, seed, particle));

    private static void Place(ParticlesSpec spec, ParticleSet particles, Segment segment)
    {
        Span<double> lon = particles.Lon.Slice(segment.FirstRow, segment.Count);
        Span<double> lat = particles.Lat.Slice(segment.FirstRow, segment.Count);
        Span<double> depth = particles.HasDepth ? particles.Depth.Slice(segment.FirstRow, segment.Count) : [];
        for (int i = 0; i < segment.Count; i++)
        {
            long particle = segment.FirstParticle + i;
            (lon[i], lat[i]) = PositionOf(spec, segment.Seed, particle);
            if (depth.Length > 0)
                depth[i] = DepthOf(spec, segment.Seed, particle);
        }
    }

    /// <summary>Draws 0 and 1 of step 0 in the slot of release.</summary>
    private static (double Lon, double Lat) InBox(BoxSpec box, ulong seed, long particle)
    {
        new RandomStream(seed, 0).Uniforms(Lane1.BroadcastBits((ulong)particle), KernelSlot.Release, 0, out Lane1 x, out Lane1 y);
        return (Between(box.Lon, x), Between(box.Lat, y));
    }

    /// <summary>Draw 2 of step 0 in the slot of release.</summary>
    private static double DepthInBox(BoxSpec box, ulong seed, long particle)
    {
        new RandomStream(seed, 0).Uniforms(Lane1.BroadcastBits((ulong)particle), KernelSlot.Release, 1, out Lane1 z, out _);
        return Between(box.Depth!.Value, z);
    }

    private static double Between((double From, double To) side, double uniform) => side.From + ((side.To - side.From) * uniform);
}
