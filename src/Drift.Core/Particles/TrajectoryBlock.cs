using System.Runtime.InteropServices;

namespace Drift.Core.Particles;

/// <summary>
/// What one rank has to say at one output time: a contiguous range of trajectories as flat columns.
/// It is a view, not a copy; rows of particles that are not (or no longer) there read as fill values.
/// This is the only thing that travels between Integration, Gather and Output.
/// </summary>
/// <param name="first">Global index of the first trajectory.</param>
/// <param name="columns">The columns to record, all of the same length.</param>
/// <param name="status">Status of each particle (particle), type Int8.</param>
/// <param name="visible">The statuses with which an ended particle stays in place and goes on being recorded (<c>on_error: stop</c>).</param>
public sealed class TrajectoryBlock(long first, IReadOnlyList<Column> columns, Column status, StatusSet visible)
{
    /// <summary>Global index of the first trajectory.</summary>
    public long First => first;

    /// <summary>Number of trajectories.</summary>
    public int Count => status.Count;

    /// <summary>The columns to record, all of length <see cref="Count"/>.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Copies rows of one column, with the fill value where there is no particle.</summary>
    /// <param name="column">Index in <see cref="Columns"/>.</param>
    /// <param name="firstRow">First row, 0 for the first trajectory of this block.</param>
    /// <param name="destination">Room for whole values; its length says how many.</param>
    public void CopyRows(int column, int firstRow, Span<byte> destination)
    {
        Column source = columns[column];
        int count = destination.Length / source.ElementSize;
        source.Rows(firstRow, count).CopyTo(destination);
        if (ReferenceEquals(source, status) || source.Variable.Recorded == Recorded.Once)
            return;
        ReadOnlySpan<byte> states = status.AsSpan<byte>().Slice(firstRow, count);
        for (int i = states.IndexOfAnyExcept((byte)ParticleStatus.Active); (uint)i < (uint)count; i++)
        {
            if (IsAbsent((ParticleStatus)states[i]))
                Fill(source.Variable.Type, destination.Slice(i * source.ElementSize, source.ElementSize));
        }
    }

    private bool IsAbsent(ParticleStatus state) => state != ParticleStatus.Active && !visible.Has(state);

    /// <summary>Writes the fill value of a number type: NaN, or the smallest integer.</summary>
    public static void Fill(NumberType type, Span<byte> value)
    {
        switch (type)
        {
            case NumberType.Float64: MemoryMarshal.Write(value, double.NaN); break;
            case NumberType.Float32: MemoryMarshal.Write(value, float.NaN); break;
            case NumberType.Int64: MemoryMarshal.Write(value, long.MinValue); break;
            case NumberType.Int32: MemoryMarshal.Write(value, int.MinValue); break;
            default: value[0] = 0x80; break;
        }
    }
}
