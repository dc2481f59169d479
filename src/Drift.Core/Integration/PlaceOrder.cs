using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>
/// An order of the rows of a particle set in which neighbours in space follow one another, so that a block reads a small part
/// of the fields. Rows stay in their segment, whose seed a block shares; those that ended come last. Nobody outside sees it.
/// </summary>
internal sealed class PlaceOrder
{
    /// <summary>Fewest steps between two sorts: particles go a small part of a grid cell in a step.</summary>
    public const long FewestSteps = 10;

    private const int Side = 256;
    private const int Last = Side * Side;
    private readonly ParticleSet particles;
    private readonly int[] rows;
    private readonly int[] keys;
    private readonly int[] starts = new int[Last + 2];
    private long sortedAt = long.MinValue;

    /// <summary>Makes room for an order.</summary>
    public PlaceOrder(ParticleSet particles)
    {
        this.particles = particles;
        rows = new int[particles.Count];
        keys = new int[particles.Count];
    }

    /// <summary>Bytes that a particle takes.</summary>
    public const int BytesPerParticle = 2 * sizeof(int);

    /// <summary>The rows in their order (place).</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Sorts, unless the last time is few steps ago.</summary>
    /// <param name="step">The next step.</param>
    public void Refresh(long step)
    {
        if (sortedAt != long.MinValue && Math.Abs(step - sortedAt) < FewestSteps)
            return;
        sortedAt = step;
        foreach (Segment segment in particles.Segments)
            Sort(segment);
    }

    /// <summary>By counting, in time proportional to the rows.</summary>
    private void Sort(Segment segment)
    {
        Span<int> key = keys.AsSpan(segment.FirstRow, segment.Count);
        FindKeys(segment, key);
        Array.Clear(starts);
        foreach (int k in key)
            starts[k + 1]++;
        for (int k = 0; k <= Last; k++)
            starts[k + 1] += starts[k];
        for (int i = 0; i < key.Length; i++)
            rows[segment.FirstRow + starts[key[i]]++] = segment.FirstRow + i;
    }

    /// <summary>The place of each particle on a curve (Morton 1966) through 256 × 256 cells of the box around all.</summary>
    private void FindKeys(Segment segment, Span<int> key)
    {
        ReadOnlySpan<double> lon = particles.Lon.Slice(segment.FirstRow, segment.Count), lat = particles.Lat.Slice(segment.FirstRow, segment.Count);
        ReadOnlySpan<ParticleStatus> status = particles.Status.Slice(segment.FirstRow, segment.Count);
        (double west, double east, double south, double north) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < key.Length; i++)
        {
            if (status[i] != ParticleStatus.Active)
                continue;
            (west, east) = (Math.Min(west, lon[i]), Math.Max(east, lon[i]));
            (south, north) = (Math.Min(south, lat[i]), Math.Max(north, lat[i]));
        }

        (double perLon, double perLat) = (PerCell(west, east), PerCell(south, north));
        for (int i = 0; i < key.Length; i++)
            key[i] = status[i] == ParticleStatus.Active ? Spread((lon[i] - west) * perLon) | (Spread((lat[i] - south) * perLat) << 1) : Last;
    }

    private static double PerCell(double low, double high) => high > low ? Side / (high - low) : 0;

    /// <summary>The eight bits of a cell's number, each with room for another beside it.</summary>
    private static int Spread(double cell)
    {
        int x = Math.Min((int)cell, Side - 1);
        x = (x | (x << 4)) & 0x0F0F;
        x = (x | (x << 2)) & 0x3333;
        return (x | (x << 1)) & 0x5555;
    }
}
