using System.Runtime.InteropServices;
using Drift.Core.Fields;
using Drift.Core.Gather;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Splits a particle set over ranks, and merges it again at rank 0.</summary>
public static class ParticleShares
{
    /// <summary>The particles of this rank: a contiguous share, with the random streams they have in the whole set.</summary>
    /// <param name="fields">The fields they move in.</param>
    /// <param name="lon">Start longitudes in degrees or x in metres of all particles (particle), the same on every rank.</param>
    /// <param name="lat">Start latitudes in degrees or y in metres of all particles (particle).</param>
    /// <param name="communicator">All ranks.</param>
    /// <returns>This rank's particle set; empty where there are more ranks than particles.</returns>
    /// <remarks>Determinism: executed and merged, the shares give the bits of the whole set on one rank.</remarks>
    public static ParticleSet Take(FieldSet fields, ReadOnlySpan<double> lon, ReadOnlySpan<double> lat, ICommunicator communicator)
    {
        if (lon.Length != lat.Length)
            throw new ArgumentException($"{lon.Length} longitudes and {lat.Length} latitudes", nameof(lat));
        var partition = Partition.Even(lon.Length, communicator.Size);
        int first = (int)partition.First(communicator.Rank);
        int count = (int)partition.Count(communicator.Rank);
        ParticleSet.CheckPositions(fields.Mesh, lon, lat);
        var share = new ParticleSet(fields, first, [new Segment(0, 0, first, 0, count)]);
        lon.Slice(first, count).CopyTo(share.Lon);
        lat.Slice(first, count).CopyTo(share.Lat);
        return share;
    }

    /// <summary>Brings the present positions of all ranks to rank 0, in the order of ranks.</summary>
    /// <param name="shares">This rank's particle sets: its share of one set, or the realisations it ran.</param>
    /// <param name="communicator">All ranks.</param>
    /// <returns>Longitudes and latitudes of all particles (particle) at rank 0, NaN where a particle ended; empty elsewhere.</returns>
    /// <remarks>Collective.</remarks>
    public static (double[] Lon, double[] Lat) Merge(IReadOnlyList<ParticleSet> shares, ICommunicator communicator)
    {
        long[] counts = new long[communicator.Size];
        counts[communicator.Rank] = shares.Sum(s => (long)s.Count);
        communicator.Allreduce<long>(counts, Reduction.Max);
        bool isRoot = communicator.Rank == 0;
        var merged = (Lon: new double[isRoot ? counts.Sum() : 0], Lat: new double[isRoot ? counts.Sum() : 0]);
        double[] mine = new double[counts[communicator.Rank]];
        for (int column = 0; column < 2; column++)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(mine.AsSpan());
            int at = 0;
            foreach (ParticleSet share in shares)
            {
                share.Record(default).CopyRows(column, 0, bytes.Slice(at, share.Count * sizeof(double)));
                at += share.Count * sizeof(double);
            }

            communicator.GatherFlattened<double>(mine, [.. counts.Select(c => checked((int)c))], column == 0 ? merged.Lon : merged.Lat);
        }

        return merged;
    }
}
