using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>
/// A NetCDF-4 file opened for writing: dimensions, variables and attributes first, then pieces of the variables.
/// May be used by several threads; each piece is written under the lock of <see cref="NetcdfLibrary"/>.
/// </summary>
/// <remarks>Errors: all methods throw <see cref="DriftException"/> with the code <see cref="Failure"/>, naming file and variable.</remarks>
public sealed unsafe class NetcdfWriter : IDisposable
{
    private readonly Dictionary<string, int> dimensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Id, NetcdfType Type, int Rank)> variables = new(StringComparer.Ordinal);
    private readonly int file;
    private bool closed;

    private NetcdfWriter(string path, ExitCode failure, int file)
    {
        Path = path;
        Failure = failure;
        this.file = file;
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>The exit code of errors.</summary>
    public ExitCode Failure { get; set; }

    /// <summary>Creates a file that is not there yet.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="failure">The exit code of errors.</param>
    /// <exception cref="DriftException">It exists, its folder is missing or not writable, or the library is missing.</exception>
    public static NetcdfWriter Create(string path, ExitCode failure = ExitCode.FileFailed)
    {
        NetcdfLibrary.Load();
        Disk.IgnoreSizeLimitSignal();
        using Lock.Scope scope = NetcdfLibrary.Enter();
        int status = NetcdfNative.nc_create(path, NetcdfNative.Netcdf4 | NetcdfNative.NoClobber, out int file);
        NetcdfError.Check(status, failure, path, "cannot be created");
        return new NetcdfWriter(path, failure, file);
    }

    /// <summary>Opens a NetCDF-4 file to go on writing the values of its variables.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="failure">The exit code of errors.</param>
    /// <exception cref="DriftException">It is missing, not writable, damaged, or open elsewhere; or the library is missing.</exception>
    public static NetcdfWriter Open(string path, ExitCode failure = ExitCode.FileFailed)
    {
        NetcdfLibrary.Load();
        NetcdfPath.CheckReadable(path, failure);
        Disk.IgnoreSizeLimitSignal();
        int opened = NetcdfPath.Open(path, NetcdfNative.Write, failure, "cannot be opened for writing");
        using Lock.Scope scope = NetcdfLibrary.Enter();
        var writer = new NetcdfWriter(path, failure, opened);
        try
        {
            foreach (NetcdfVariable variable in new NetcdfHeader(opened, path, failure).Variables)
                writer.variables.Add(variable.Name, (variable.Id, variable.Type, variable.Dimensions.Count));
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Defines a dimension of fixed length.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length, at least 1.</param>
    public void DefineDimension(string name, long length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        using Lock.Scope scope = NetcdfLibrary.Enter();
        Check(NetcdfNative.nc_def_dim(file, name, (nuint)length, out int id), $"cannot define dimension '{name}'");
        dimensions.Add(name, id);
    }

    /// <summary>Defines a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The kind of value it holds.</param>
    /// <param name="along">Names of its dimensions, slowest first; none for a single value.</param>
    /// <param name="fillValue">The bytes of one value that means "missing", or empty for none.</param>
    /// <param name="storage">How its values lie in the file; contiguous by default.</param>
    public void DefineVariable(
        string name, NetcdfType type, IReadOnlyList<string> along, ReadOnlySpan<byte> fillValue = default, NetcdfStorage? storage = null)
    {
        storage ??= NetcdfStorage.Plain;
        if (fillValue.Length > 0 && fillValue.Length != NetcdfPath.SizeOf(type))
            throw new ArgumentException($"the fill value of {name} has {fillValue.Length} bytes");
        string action = $"cannot define variable '{name}'";
        int* ids = stackalloc int[along.Count + 1];
        nuint* chunks = stackalloc nuint[along.Count + 1];
        for (int d = 0; d < along.Count; d++)
        {
            ids[d] = dimensions[along[d]];
            chunks[d] = (nuint)(storage.Chunks?[d] ?? 0);
        }
        using Lock.Scope scope = NetcdfLibrary.Enter();
        Check(NetcdfNative.nc_def_var(file, name, (int)type, along.Count, ids, out int id), action);
        if (along.Count > 0)
        {
            bool chunked = storage.Chunks is not null;
            Check(NetcdfNative.nc_def_var_chunking(file, id, chunked ? NetcdfNative.Chunked : NetcdfNative.Contiguous, chunked ? chunks : null), action);
        }
        fixed (byte* fill = fillValue)
        {
            Check(NetcdfNative.nc_def_var_fill(file, id, storage.Prefill ? 0 : 1, storage.Prefill ? fill : null), action);
            if (!storage.Prefill && fillValue.Length > 0)
                Check(NetcdfNative.nc_put_att(file, id, "_FillValue", (int)type, 1, fill), action);
        }
        if (storage.Deflate > 0)
            Check(NetcdfNative.nc_def_var_deflate(file, id, 1, 1, storage.Deflate), action);
        if (storage.Chunks is not null)
        {
            // Chunks are written whole, one after the other: of each variable one has to be held, where the library would hold 16 MiB.
            nuint bytes = (nuint)NetcdfPath.SizeOf(type);
            for (int d = 0; d < along.Count; d++)
                bytes *= chunks[d];
            Check(NetcdfNative.nc_set_var_chunk_cache(file, id, bytes, 7, 1f), action);
        }
        variables.Add(name, (id, type, along.Count));
    }

    /// <summary>Writes an attribute; one that is there with the same type and length is overwritten in place.</summary>
    /// <param name="variable">Name of the variable; empty for the file as a whole.</param>
    /// <param name="attribute">The attribute.</param>
    public void PutAttribute(string variable, NetcdfAttribute attribute)
    {
        int id = variable.Length == 0 ? NetcdfNative.Global : variables[variable].Id;
        using Lock.Scope scope = NetcdfLibrary.Enter();
        ObjectDisposedException.ThrowIf(closed, this);
        // A string is handed over as the address of text with a closing zero.
        byte[] bytes = attribute.Type == NetcdfType.String ? [.. attribute.Values, 0] : attribute.Values;
        fixed (byte* values = bytes)
        {
            byte* text = values;
            Check(
                NetcdfNative.nc_put_att(
                    file, id, attribute.Name, (int)attribute.Type, (nuint)attribute.Count, attribute.Type == NetcdfType.String ? &text : values),
                $"cannot write attribute '{attribute.Name}'");
        }
    }

    /// <summary>Ends the definitions: from now on values are written.</summary>
    public void EndDefinitions()
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        Check(NetcdfNative.nc_enddef(file), "the header cannot be written");
    }

    /// <summary>Writes a piece of a variable.</summary>
    /// <typeparam name="T">The variable's own type.</typeparam>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="start">First index along each dimension (dimension).</param>
    /// <param name="count">Number of indices along each dimension (dimension).</param>
    /// <param name="values">The values, slowest dimension first.</param>
    public void Write<T>(string variable, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<T> values) where T : unmanaged
    {
        if (sizeof(T) != NetcdfPath.SizeOf(variables[variable].Type))
            throw new ArgumentException($"variable {variable} holds {variables[variable].Type}, not {typeof(T).Name}");
        WriteRaw(variable, start, count, MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes a piece of a variable from the bytes of its own type.</summary>
    /// <param name="variable">Name of the variable.</param>
    /// <param name="start">First index along each dimension (dimension).</param>
    /// <param name="count">Number of indices along each dimension (dimension).</param>
    /// <param name="values">The bytes of the values, slowest dimension first.</param>
    public void WriteRaw(string variable, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<byte> values)
    {
        (int id, NetcdfType type, int rank) = variables[variable];
        int size = NetcdfPath.SizeOf(type);
        if (values.Length % size != 0)
            throw new ArgumentException($"{values.Length} bytes are not whole values of {variable}");
        fixed (byte* first = values)
            Slab.Cut(variable, rank, start, count, first, values.Length / size, size, (from, extent, piece) => WritePiece(variable, id, from, extent, piece));
    }

    private void WritePiece(string variable, int id, nuint* start, nuint* count, byte* values)
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        ObjectDisposedException.ThrowIf(closed, this);
        Check(NetcdfNative.nc_put_vara(file, id, start, count, values), $"cannot write variable '{variable}'");
    }

    /// <summary>Hands everything written so far to the system, so that it survives the end of this process.</summary>
    public void Sync()
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        ObjectDisposedException.ThrowIf(closed, this);
        Check(NetcdfNative.nc_sync(file), "cannot be written");
    }

    /// <summary>Closes the file and reports what could not be written.</summary>
    public void Close()
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        if (closed)
            return;
        closed = true;
        Check(NetcdfNative.nc_close(file), "cannot be closed");
    }

    /// <summary>Closes the file where <see cref="Close"/> was not called; what fails then has been reported before.</summary>
    public void Dispose()
    {
        using Lock.Scope scope = NetcdfLibrary.Enter();
        if (!closed)
            _ = NetcdfNative.nc_close(file);
        closed = true;
    }

    private void Check(int status, string action) => NetcdfError.Check(status, Failure, Path, action);
}
