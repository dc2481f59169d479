using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Drift.Core.Particles;

/// <summary>
/// One variable of all particles of a rank (particle): aligned to 64 bytes and padded to whole lanes,
/// so that the last group of lanes may be loaded and stored whole.
/// The memory belongs to the collector, which never moves it: a span of it outlives the column and its particle set.
/// </summary>
public sealed unsafe class Column : IDisposable
{
    private const int Padding = 8;
    private const int Alignment = 64;
    private readonly int offset;
    private byte[]? memory;

    /// <summary>Allocates a column of zeros.</summary>
    /// <param name="variable">What it holds.</param>
    /// <param name="count">Number of particles, 0 or more.</param>
    public Column(Variable variable, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Variable = variable;
        Count = count;
        ElementSize = SizeOf(variable.Type);
        memory = GC.AllocateArray<byte>(checked((ElementSize * (count + Padding)) + Alignment), pinned: true);
        offset = (int)(-(nint)Unsafe.AsPointer(ref memory[0]) & (Alignment - 1));
    }

    /// <summary>What the column holds.</summary>
    public Variable Variable { get; }

    /// <summary>Number of particles.</summary>
    public int Count { get; }

    /// <summary>Size of one value in bytes.</summary>
    public int ElementSize { get; }

    /// <summary>First byte, aligned to 64 bytes.</summary>
    public nint Address => (nint)Unsafe.AsPointer(ref Bytes[0]);

    /// <summary>The values (particle).</summary>
    /// <exception cref="InvalidOperationException">T is not the column's number type.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != ElementSize)
            throw new InvalidOperationException($"column {Variable.Name} holds {Variable.Type}, not {typeof(T).Name}");
        return MemoryMarshal.Cast<byte, T>(Bytes[..(Count * ElementSize)]);
    }

    /// <summary>The bytes of a range of rows.</summary>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    public Span<byte> Rows(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)first, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Count - first));
        return Bytes.Slice(first * ElementSize, count * ElementSize);
    }

    /// <summary>Size of a number in bytes.</summary>
    public static int SizeOf(NumberType type) => type switch
    {
        NumberType.Int8 => 1,
        NumberType.Int32 or NumberType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => memory = null;

    private Span<byte> Bytes => (memory ?? throw new ObjectDisposedException($"column {Variable.Name}")).AsSpan(offset);
}
