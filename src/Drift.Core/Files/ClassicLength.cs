using System.Buffers.Binary;

namespace Drift.Core.Files;

/// <summary>
/// The length that the header of a classic netCDF file promises. The library reads zeros behind the end of a classic
/// file that was cut short, and says nothing: zeros would be taken for currents.
/// Source: NetCDF classic format specification (CDF-1, CDF-2, CDF-5).
/// </summary>
internal sealed class ClassicLength
{
    private readonly Stream stream;
    private readonly int version;

    private ClassicLength(Stream stream, int version)
    {
        this.stream = stream;
        this.version = version;
    }

    /// <summary>The promised length in bytes; 0 where the file does not promise any.</summary>
    /// <param name="stream">The file, at any position; its length is not looked at.</param>
    /// <exception cref="EndOfStreamException">The file ends within its header.</exception>
    internal static long Of(Stream stream)
    {
        Span<byte> mark = stackalloc byte[4];
        stream.Position = 0;
        stream.ReadExactly(mark);
        return mark[3] is 1 or 2 or 5 ? new ClassicLength(stream, mark[3]).Read() : 0;
    }

    private long Read()
    {
        long records = Size();
        bool counted = version == 5 ? records != -1 : records != uint.MaxValue;
        var dimensions = new List<long>();
        foreach (int _ in Entries())
        {
            SkipName();
            dimensions.Add(Size());
        }
        SkipAttributes();

        long end = 0;
        long record = 0;
        var growing = new List<(long Begin, long Bytes)>();
        foreach (int _ in Entries())
        {
            SkipName();
            long rank = Size();
            bool grows = false;
            long count = 1;
            for (long d = 0; d < rank; d++)
            {
                long length = dimensions[checked((int)Size())];
                grows |= d == 0 && length == 0;
                count *= d == 0 && length == 0 ? 1 : length;
            }
            SkipAttributes();
            long bytes = count * NetcdfPath.SizeOf((NetcdfType)Int32());
            Size(); // the header's own size of the variable overflows for large ones
            long begin = version == 1 ? (uint)Int32() : Int64();
            if (grows)
                growing.Add((begin, bytes));
            else
                end = Math.Max(end, begin + bytes);
            record += grows ? (bytes + 3) / 4 * 4 : 0;
        }
        if (growing.Count == 1)
            record = growing[0].Bytes;
        if (counted && records > 0)
        {
            foreach ((long begin, long bytes) in growing)
                end = Math.Max(end, begin + ((records - 1) * record) + bytes);
        }
        return end;
    }

    private IEnumerable<int> Entries()
    {
        Int32(); // the tag of the list
        long count = Size();
        for (int i = 0; i < count; i++)
            yield return i;
    }

    private void SkipName() => Skip(Size());

    private void SkipAttributes()
    {
        foreach (int _ in Entries())
        {
            SkipName();
            int size = NetcdfPath.SizeOf((NetcdfType)Int32());
            Skip(Size() * size);
        }
    }

    private void Skip(long bytes)
    {
        stream.Position += (bytes + 3) / 4 * 4;
        if (stream.Position > stream.Length)
            throw new EndOfStreamException();
    }

    private long Size() => version == 5 ? Int64() : (uint)Int32();

    private int Int32()
    {
        Span<byte> bytes = stackalloc byte[4];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    private long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}
