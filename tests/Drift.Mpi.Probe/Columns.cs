using System.Runtime.InteropServices;
using Drift.Core.Gather;
using Drift.Core.Particles;

namespace Drift.Mpi.Probe;

/// <summary>The rows of one rank, with one column of every number type; each value follows from its global row.</summary>
internal sealed class Columns : IDisposable
{
    private readonly long first;
    private readonly List<Column> columns = [];
    private readonly Column status;

    private Columns(Partition partition, int rank)
    {
        first = partition.First(rank);
        int count = (int)partition.Count(rank);
        foreach (NumberType type in Enum.GetValues<NumberType>())
            columns.Add(new Column(new Variable($"{type}", type, "", ""), count));
        status = new Column(new Variable("status", NumberType.Int8, "", ""), count);
        columns.Add(status);
        for (int i = 0; i < count; i++)
        {
            status.AsSpan<byte>()[i] = (byte)(IsAbsent(first + i) ? ParticleStatus.Deleted : ParticleStatus.Active);
            for (int c = 0; c < columns.Count - 1; c++)
                Value(columns[c].Variable.Type, first + i, columns[c].Rows(i, 1));
        }
    }

    public static Columns Of(Partition partition, int rank) => new(partition, rank);

    public TrajectoryBlock Block(long shift = 0) => new(first + shift, columns, status, visible: default);

    /// <summary>The bytes that one process alone would have in a column: what the gather must give.</summary>
    public static byte[] Serial(Partition partition, int column)
    {
        using var all = new Columns(Partition.Even(partition.Total, 1), 0);
        byte[] bytes = new byte[partition.Total * all.columns[column].ElementSize];
        all.Block().CopyRows(column, 0, bytes);
        return bytes;
    }

    public void Dispose()
    {
        foreach (Column column in columns)
            column.Dispose();
    }

    private static bool IsAbsent(long row) => row % 7 == 3;

    private static void Value(NumberType type, long row, Span<byte> value)
    {
        switch (type)
        {
            case NumberType.Float64: MemoryMarshal.Write(value, row * 1.1); break;
            case NumberType.Float32: MemoryMarshal.Write(value, row * 0.7f); break;
            case NumberType.Int64: MemoryMarshal.Write(value, row * 3_000_000_019L); break;
            case NumberType.Int32: MemoryMarshal.Write(value, (int)(row * 1_000_003)); break;
            default: value[0] = (byte)row; break;
        }
    }
}
