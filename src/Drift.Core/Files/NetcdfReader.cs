using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>
/// A netCDF file (classic or NetCDF-4) opened for reading: what it holds, and pieces of its variables.
/// May be used by several threads; each piece is read under the lock of <see cref="NetcdfLibrary"/>.
/// </summary>
public sealed unsafe class NetcdfReader : IDisposable
{
    private readonly Dictionary<string, NetcdfVariable> byName;
    private readonly int file;
    private readonly long promised;
    private bool closed;

    private NetcdfReader(string path, ExitCode failure, int file, long promised)
    {
        Path = path;
        Failure = failure;
        this.file = file;
        this.promised = promised;
        var header = new NetcdfHeader(file, path, failure);
        Dimensions = header.Dimensions;
        Variables = header.Variables;
        Attributes = header.Attributes;
        byName = Variables.ToDictionary(v => v.Name, StringComparer.Ordinal);
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>The exit code of errors: Preflight while input is opened, FileFailed once the run has begun.</summary>
    public ExitCode Failure { get; set; }

    /// <summary>The dimensions of the file.</summary>
    public IReadOnlyList<NetcdfDimension> Dimensions { get; }

    /// <summary>The variables of the file.</summary>
    public IReadOnlyList<NetcdfVariable> Variables { get; }

    /// <summary>The attributes of the file as a whole.</summary>
    public IReadOnlyList<NetcdfAttribute> Attributes { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="failure">The exit code of errors.</param>
    /// <exception cref="DriftException">It is missing, not a file, not readable, not netCDF, damaged or cut short; or the library is missing.</exception>
    public static NetcdfReader Open(string path, ExitCode failure = ExitCode.Preflight)
    {
        NetcdfLibrary.Load();
        long promisedLength = NetcdfPath.CheckReadable(path, failure);
        int opened = NetcdfPath.Open(path, NetcdfNative.NoWrite, failure, "cannot be opened");
        using Lock.Scope scope = NetcdfLibrary.Enter();
        try
        {
            return new NetcdfReader(path, failure, opened, promisedLength);
        }
        catch
        {
            _ = NetcdfNative.nc_close(opened);
            throw;
        }
    }

    /// <summary>The variable of this name, or null.</summary>
    public NetcdfVariable? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The attribute of the file as a whole of this name, or null.</summary>
    public NetcdfAttribute? Attribute(string name) =>
        Attributes.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal));

    /// <summary>The variable of this name.</summary>
    /// <exception cref="DriftException">It is not there; the message lists those that are and proposes the nearest.</exception>
    public NetcdfVariable Variable(string name)
    {
        if (byName.TryGetValue(name, out NetcdfVariable? variable))
            return variable;
        string nearest = Suggestion.Nearest(name, byName.Keys) is { } near ? $"did you mean '{near}'?" : "name one of them";
        string there = byName.Count > 0 ? $"it has {string.Join(", ", byName.Keys)}" : "it has none";
        throw new DriftException(Failure, new Problem(Path, $"there is no variable '{name}' in the file: {there}", nearest));
    }

    /// <summary>
    /// Makes the library's cache of chunks of a variable as large as one row of chunks: enough to read it row by row once. By default it is
    /// 16 MiB for each variable, or more, which would count on every rank.
    /// </summary>
    /// <param name="variable">A variable of this file.</param>
    public void ReadOnce(NetcdfVariable variable)
    {
        int rank = variable.Dimensions.Count;
        nuint* chunks = stackalloc nuint[Math.Max(rank, 1)];
        using Lock.Scope scope = NetcdfLibrary.Enter();
        ObjectDisposedException.ThrowIf(closed, this);

        // Classic files have no chunks, and say so by an error.
        if (rank == 0 || NetcdfNative.nc_inq_var_chunking(file, variable.Id, out int storage, chunks) != 0 || storage != NetcdfNative.Chunked)
            return;
        double across = Math.Ceiling(variable.Dimensions[rank - 1].Length / (double)chunks[rank - 1]), bytes = NetcdfPath.SizeOf(variable.Type) * across;
        for (int d = 0; d < rank; d++)
            bytes *= chunks[d];
        const int slotsPerChunk = 7;
        _ = NetcdfNative.nc_set_var_chunk_cache(file, variable.Id, (nuint)Math.Max(bytes, 1 << 20), (nuint)(slotsPerChunk * across) + 1, 1f);
    }

    /// <summary>Reads a piece of a numeric variable, converted to T.</summary>
    /// <typeparam name="T">double, float, int or long.</typeparam>
    /// <param name="variable">A variable of this file.</param>
    /// <param name="start">First index along each dimension (dimension).</param>
    /// <param name="count">Number of indices along each dimension (dimension).</param>
    /// <param name="values">Room for exactly the product of <paramref name="count"/>, slowest dimension first.</param>
    /// <exception cref="DriftException">The file failed, or a value does not fit an integer T; a value too large for float becomes infinite.</exception>
    public void Read<T>(NetcdfVariable variable, ReadOnlySpan<long> start, ReadOnlySpan<long> count, Span<T> values) where T : unmanaged
    {
        int kind = typeof(T) == typeof(double) ? 0 : typeof(T) == typeof(float) ? 1 : typeof(T) == typeof(int) ? 2 : typeof(T) == typeof(long) ? 3
            : throw new ArgumentException($"values cannot be read as {typeof(T).Name}");
        fixed (T* first = values)
            ReadSlab(variable, kind, start, count, (byte*)first, values.Length, sizeof(T));
    }

    /// <summary>Reads a whole numeric variable, converted to T.</summary>
    /// <typeparam name="T">double, float, int or long.</typeparam>
    /// <param name="variable">A variable of this file.</param>
    /// <returns>Its values, slowest dimension first.</returns>
    /// <exception cref="DriftException">As <see cref="Read"/>.</exception>
    public T[] ReadAll<T>(NetcdfVariable variable) where T : unmanaged
    {
        var values = new T[variable.Count];
        Read(variable, new long[variable.Dimensions.Count], variable.Dimensions.Select(d => d.Length).ToArray(), values.AsSpan());
        return values;
    }

    /// <summary>Reads a piece of a variable as the bytes of its own type.</summary>
    /// <param name="variable">A variable of this file, of a numeric type.</param>
    /// <param name="start">First index along each dimension (dimension).</param>
    /// <param name="count">Number of indices along each dimension (dimension).</param>
    /// <param name="values">Room for exactly the product of <paramref name="count"/> values.</param>
    /// <exception cref="DriftException">The file failed.</exception>
    public void ReadRaw(NetcdfVariable variable, ReadOnlySpan<long> start, ReadOnlySpan<long> count, Span<byte> values)
    {
        int size = NetcdfPath.SizeOf(variable.Type);
        fixed (byte* first = values)
            ReadSlab(variable, 4, start, count, first, values.Length / size, size);
    }

    private void ReadSlab(NetcdfVariable variable, int kind, ReadOnlySpan<long> start, ReadOnlySpan<long> count, byte* values, long room, int size) =>
        Slab.Cut(
            variable.Name, variable.Dimensions.Count, start, count, values, room, size,
            (from, extent, piece) => ReadPiece(variable, kind, from, extent, piece));

    private void ReadPiece(NetcdfVariable variable, int kind, nuint* start, nuint* count, byte* values)
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        ObjectDisposedException.ThrowIf(closed, this);
        if (promised > 0 && new FileInfo(Path).Length < promised)
            throw new DriftException(Failure, NetcdfPath.CutShort(Path));
        int status = kind switch
        {
            0 => NetcdfNative.nc_get_vara_double(file, variable.Id, start, count, (double*)values),
            1 => NetcdfNative.nc_get_vara_float(file, variable.Id, start, count, (float*)values),
            2 => NetcdfNative.nc_get_vara_int(file, variable.Id, start, count, (int*)values),
            3 => NetcdfNative.nc_get_vara_longlong(file, variable.Id, start, count, (long*)values),
            _ => NetcdfNative.nc_get_vara(file, variable.Id, start, count, values),
        };
        if (status == NetcdfNative.RangeError && kind == 1)
            return; // a fill value of a double variable, infinite as a float
        NetcdfError.Check(status, Failure, Path, $"cannot read variable '{variable.Name}'");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        if (!closed)
            _ = NetcdfNative.nc_close(file);
        closed = true;
    }
}
