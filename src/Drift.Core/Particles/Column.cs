using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Drift.Core.Particles;

/// <summary>
/// One variable of all particles of a rank (particle): aligned to 64 bytes and padded to whole lanes,
/// so that the last group of lanes may be loaded and stored whole.
/// </summary>
public sealed unsafe class Column : IDisposable
{
    private const int Padding = 8;
    private byte* address;

    /// <summary>Allocates a column of zeros.</summary>
    /// <param name="variable">What it holds.</param>
    /// <param name="count">Number of particles, 0 or more.</param>
    public Column(Variable variable, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Variable = variable;
        Count = count;
        ElementSize = SizeOf(variable.Type);
        nuint bytes = (nuint)ElementSize * ((nuint)count + Padding);
        address = (byte*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(address, bytes);
    }

    /// <summary>Gives the memory back.</summary>
    ~Column() => NativeMemory.AlignedFree(address);

    /// <summary>What the column holds.</summary>
    public Variable Variable { get; }

    /// <summary>Number of particles.</summary>
    public int Count { get; }

    /// <summary>Size of one value in bytes.</summary>
    public int ElementSize { get; }

    /// <summary>First byte, aligned to 64 bytes.</summary>
    public nint Address => (nint)address;

    /// <summary>The values (particle).</summary>
    /// <exception cref="InvalidOperationException">T is not the column's number type.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != ElementSize)
            throw new InvalidOperationException($"column {Variable.Name} holds {Variable.Type}, not {typeof(T).Name}");
        return new Span<T>(address, Count);
    }

    /// <summary>The bytes of a range of rows.</summary>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    public Span<byte> Rows(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)first, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Count - first));
        return new(address + ((nint)first * ElementSize), checked(count * ElementSize));
    }

    /// <summary>Size of a number in bytes.</summary>
    public static int SizeOf(NumberType type) => type switch
    {
        NumberType.Int8 => 1,
        NumberType.Int32 or NumberType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(address);
        address = null;
        GC.SuppressFinalize(this);
    }
}
