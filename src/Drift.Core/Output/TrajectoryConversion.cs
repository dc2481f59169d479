using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// Makes the complete file of a run from its plain one: compressed, or in the layout of Parcels, or both. It is written beside the plain
/// one, as NAME.aside, block by block, and renamed once it is on the disk; only then the plain one goes.
/// </summary>
/// <remarks>Allocation: some 40 MiB at most for outputs up to two million, whatever the number of trajectories.</remarks>
internal static class TrajectoryConversion
{
    /// <summary>Values of a chunk: 1 MiB of doubles, so that a chunk passes through the library's cache and is compressed once.</summary>
    internal const int ChunkValues = 1 << 17;

    /// <summary>Room below which nothing is begun: not even a header would fit.</summary>
    private const long LeastRoom = 1 << 20;

    /// <summary>Makes the file.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="schema">What the plain file holds, and what is to be made of it.</param>
    /// <param name="closing">The attributes that were worked out at the end.</param>
    /// <param name="overwrite">Whether a file of the final name may be replaced.</param>
    /// <exception cref="DriftException">Code FileFailed: it cannot be written; the plain file is left as NAME.partial, the new one removed.</exception>
    internal static void Make(string path, TrajectorySchema schema, IReadOnlyList<NetcdfAttribute> closing, bool overwrite)
    {
        string partial = OutputPlace.Partial(path), aside = OutputPlace.Aside(path);
        try
        {
            Write(partial, aside, schema, closing);
            Disk.Flush(aside);
            File.Move(aside, path, overwrite);
            Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        }
        catch (Exception e) when (e is DriftException or IOException or UnauthorizedAccessException)
        {
            Remove(aside);
            string cause = e is DriftException drift ? drift.Problems[0].What : e.Message;
            throw new DriftException(ExitCode.FileFailed, new Problem(
                partial,
                $"this file is complete, but the {(schema.Layout == OutputLayout.Parcels ? "layout of Parcels" : "compressed file")} cannot be made from it: {cause}",
                $"it holds the whole run in plain form: keep it under another name (mv {partial} {path})"), e);
        }
        Remove(partial);
    }

    /// <summary>The chunks of a compressed variable of some shape: along its last dimension first.</summary>
    internal static NetcdfStorage Chunked(IReadOnlyList<long> shape, int deflate)
    {
        long last = Math.Min(shape[^1], ChunkValues);
        return new NetcdfStorage(
            Chunks: shape.Count == 1 ? [last] : [Math.Min(shape[0], Math.Max(1, ChunkValues / last)), last], Deflate: deflate);
    }

    private static void Write(string partial, string aside, TrajectorySchema schema, IReadOnlyList<NetcdfAttribute> closing)
    {
        if (Disk.FreeBytes(Path.GetDirectoryName(Path.GetFullPath(aside)) ?? "/") < LeastRoom)
            throw new DriftException(ExitCode.FileFailed, new Problem(aside, "there is no room left on this disk"));
        using NetcdfReader plain = NetcdfReader.Open(partial, ExitCode.FileFailed);
        using NetcdfWriter file = NetcdfWriter.Create(aside);
        try
        {
            if (schema.Layout == OutputLayout.Parcels)
                new ParcelsConversion(plain, file, schema).Run();
            else
                Compress(plain, file, schema);
            foreach (NetcdfAttribute attribute in closing)
                file.PutAttribute("", attribute);

            // What does not fit shows here, while the file can still be closed.
            file.Sync();
            file.Close();
        }
        catch
        {
            // On a full disk HDF5 could not even close the file, and would complain at the end of the process.
            Disk.Empty(aside);
            throw;
        }
    }

    /// <summary>Copies all variables chunk by chunk.</summary>
    private static void Compress(NetcdfReader plain, NetcdfWriter file, TrajectorySchema schema)
    {
        TrajectoryLayout.Define(file, schema, shape => Chunked(shape, schema.Compression));
        var values = new byte[ChunkValues * sizeof(double)];
        foreach (NetcdfVariable variable in plain.Variables)
        {
            if (variable.Dimensions.Count == 1)
            {
                CopyRows(plain, file, variable, values);
                continue;
            }
            long outputs = variable.Dimensions[0].Length, rows = variable.Dimensions[1].Length;
            IReadOnlyList<long> chunk = Chunked([outputs, rows], schema.Compression).Chunks!;
            for (long obs = 0; obs < outputs; obs += chunk[0])
            {
                for (long row = 0; row < rows; row += chunk[1])
                {
                    long[] start = [obs, row], count = [Math.Min(chunk[0], outputs - obs), Math.Min(chunk[1], rows - row)];
                    Span<byte> piece = values.AsSpan(0, (int)(count[0] * count[1]) * NetcdfPath.SizeOf(variable.Type));
                    plain.ReadRaw(variable, start, count, piece);
                    file.WriteRaw(variable.Name, start, count, piece);
                }
            }
        }
    }

    /// <summary>Copies a variable over one dimension.</summary>
    /// <param name="plain">Where it is.</param>
    /// <param name="file">Where it goes.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="values">Room for <see cref="ChunkValues"/> doubles or more.</param>
    internal static void CopyRows(NetcdfReader plain, NetcdfWriter file, NetcdfVariable variable, byte[] values)
    {
        long rows = variable.Dimensions[0].Length;
        for (long row = 0; row < rows; row += ChunkValues)
        {
            long count = Math.Min(ChunkValues, rows - row);
            Span<byte> piece = values.AsSpan(0, (int)count * NetcdfPath.SizeOf(variable.Type));
            plain.ReadRaw(variable, [row], [count], piece);
            file.WriteRaw(variable.Name, [row], [count], piece);
        }
    }

    /// <summary>Takes a file away that is not needed; what cannot be removed stays.</summary>
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The data is safe under another name; the next run names what is left over.
        }
    }
}
