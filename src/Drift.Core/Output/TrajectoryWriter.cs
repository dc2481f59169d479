using System.Diagnostics;
using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// Writes the trajectory file of a run: as NAME.partial, output by output, each in blocks of rows; renamed to NAME when complete.
/// An obs whose time stands in the file is there in full, whenever the process is killed.
/// Called by one thread at a time.
/// </summary>
/// <remarks>
/// Errors: <see cref="DriftException"/> with the code FileFailed when the disk is full or fails; the file is then closed by
/// <see cref="Dispose"/> and holds all obs up to <see cref="Reached"/>.
/// Allocation: none that grows with the number of trajectories.
/// </remarks>
public sealed class TrajectoryWriter : IDisposable
{
    private const int NarrowRows = 1 << 16;
    private readonly TrajectorySchema schema;
    private readonly NetcdfWriter file;
    private readonly string path;
    private readonly bool overwrite;
    private readonly long[] rows;
    private readonly Extent[] extents;
    private readonly long started = Stopwatch.GetTimestamp();
    private float[]? singles;
    private double pendingTime = double.NaN;
    private bool reserved;

    private TrajectoryWriter(string path, TrajectorySchema schema, bool overwrite, NetcdfWriter file)
    {
        this.path = path;
        this.schema = schema;
        this.overwrite = overwrite;
        this.file = file;
        rows = new long[schema.Variables.Count];
        extents = [.. schema.Variables.Select(_ => new Extent())];
    }

    /// <summary>The file that is written now, <c>NAME.partial</c>.</summary>
    public string PartialPath => OutputPlace.Partial(path);

    /// <summary>Number of obs that are safe in the file.</summary>
    public int Reached { get; private set; }

    /// <summary>Everything that would keep the file from being written: names taken, folder missing or not writable, too little room.</summary>
    /// <param name="path">The file's final name.</param>
    /// <param name="schema">What it is to hold.</param>
    /// <param name="overwrite">Whether an existing file, complete or interrupted, may be replaced.</param>
    /// <param name="resume">Whether an interrupted file is to be gone on with.</param>
    /// <returns>All problems; none where the run may start.</returns>
    public static IReadOnlyList<Problem> Check(string path, TrajectorySchema schema, bool overwrite = false, bool resume = false) =>
        OutputPlace.Check(path, schema.Bytes, overwrite, resume, schema.ConvertedBytes);

    /// <summary>Starts a file: everything but the outputs is written.</summary>
    /// <param name="path">The file's final name.</param>
    /// <param name="schema">What it is to hold.</param>
    /// <param name="overwrite">Whether an existing file, complete or interrupted, may be replaced; the complete one stays until the new one is.</param>
    /// <exception cref="DriftException">Code Preflight: what <see cref="Check"/> finds. Code FileFailed: the file cannot be written.</exception>
    public static TrajectoryWriter Create(string path, TrajectorySchema schema, bool overwrite = false)
    {
        schema.Verify();
        if (Check(path, schema, overwrite) is { Count: > 0 } problems)
            throw new DriftException(ExitCode.Preflight, problems);
        string partial = OutputPlace.Partial(path);
        if (overwrite)
        {
            File.Delete(partial);
            if (schema.IsConverted)
                File.Delete(OutputPlace.Aside(path));
        }
        NetcdfWriter created = NetcdfWriter.Create(partial);
        var writer = new TrajectoryWriter(path, schema, overwrite, created);
        try
        {
            TrajectoryLayout.Define(created, schema);
            TrajectoryLayout.WriteKnown(created, schema);
            created.Sync();
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with the file of an interrupted run.</summary>
    /// <param name="path">The file's final name.</param>
    /// <param name="schema">What it is to hold; the same as before but for attributes.</param>
    /// <returns>The writer, at the first obs that is not reached yet.</returns>
    /// <exception cref="DriftException">Code Preflight: there is no such file, or it has another shape; the difference is named.</exception>
    public static TrajectoryWriter Resume(string path, TrajectorySchema schema)
    {
        schema.Verify();
        string partial = OutputPlace.Partial(path);
        if (OutputPlace.Check(path, 0, overwrite: false, resume: true) is { Count: > 0 } problems)
            throw new DriftException(ExitCode.Preflight, problems);
        using TrajectoryFile before = TrajectoryFile.Open(partial);
        if (before.DifferenceFrom(schema) is { } difference)
            throw new DriftException(ExitCode.Preflight, new Problem(partial, $"this is the file of another run: {difference}", "give another output name, or start anew with --overwrite"));
        Extent[] soFar = before.Extents(schema);
        int reached = before.Reached;
        before.Dispose();
        var writer = new TrajectoryWriter(path, schema, overwrite: false, NetcdfWriter.Open(partial)) { Reached = reached };
        soFar.CopyTo(writer.extents, 0);
        if (reached > 0)
            writer.MarkOnceWritten();
        return writer;
    }

    /// <summary>Writes rows of one variable at one output.</summary>
    /// <param name="obs">Index of the output; ignored for a variable that is recorded once.</param>
    /// <param name="variable">Index in the schema's variables.</param>
    /// <param name="firstRow">Global index of the first trajectory.</param>
    /// <param name="values">The bytes of whole values of the variable's type, one per trajectory.</param>
    public void WriteRows(int obs, int variable, long firstRow, ReadOnlySpan<byte> values)
    {
        Variable given = schema.Variables[variable], written = schema.Stored(given);
        if (given.Type == written.Type)
        {
            WriteStored(obs, variable, written, firstRow, values);
            return;
        }

        ReadOnlySpan<double> doubles = MemoryMarshal.Cast<byte, double>(values);
        singles ??= new float[NarrowRows];
        for (int first = 0; first < doubles.Length; first += NarrowRows)
        {
            Span<float> narrow = singles.AsSpan(0, Math.Min(NarrowRows, doubles.Length - first));
            for (int i = 0; i < narrow.Length; i++)
                narrow[i] = (float)doubles[first + i];
            WriteStored(obs, variable, written, firstRow + first, MemoryMarshal.AsBytes(narrow));
        }
    }

    private void WriteStored(int obs, int variable, Variable written, long firstRow, ReadOnlySpan<byte> values)
    {
        long count = values.Length / Column.SizeOf(written.Type);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstRow + count, schema.Trajectories);
        try
        {
            if (written.Recorded == Recorded.Once)
            {
                file.WriteRaw(written.Name, [firstRow], [count], values);
            }
            else
            {
                ArgumentOutOfRangeException.ThrowIfNotEqual(obs, Reached + (double.IsNaN(pendingTime) ? 0 : 1));
                file.WriteRaw(written.Name, [obs, firstRow], [1, count], values);
            }
        }
        catch (DriftException e)
        {
            throw Failed(obs, e);
        }
        rows[variable] += count;
        extents[variable].Add(written.Type, values);
    }

    /// <summary>Says that all rows of an output are written; its time enters the file at the next <see cref="Sync"/>, after the rows.</summary>
    /// <param name="obs">Index of the output, the next after <see cref="Reached"/>.</param>
    /// <param name="seconds">Its time in seconds since the reference.</param>
    /// <exception cref="InvalidOperationException">Rows are missing: a defect of the caller.</exception>
    public void WriteTime(int obs, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(obs, Reached);
        for (int v = 0; v < rows.Length; v++)
        {
            // What is recorded once comes again when more particles were released.
            bool isThere = schema.Variables[v].Recorded == Recorded.Once ? rows[v] > 0 && rows[v] % schema.Trajectories == 0 : rows[v] == schema.Trajectories;
            if (!isThere)
                throw new InvalidOperationException($"obs {obs} of {schema.Variables[v].Name}: {rows[v]} rows of {schema.Trajectories} were written");
            if (schema.Variables[v].Recorded == Recorded.Always)
                rows[v] = 0;
        }
        pendingTime = seconds;
    }

    /// <summary>
    /// Makes what is written survive the end of this process: first rows, then the time that vouches for them.
    /// The first call sets the whole file's room aside, once it has its full length: a disk that is too full shows before the first step.
    /// </summary>
    /// <param name="toDisk">Whether to wait until the disk has it, so that it survives the end of the machine too.</param>
    public void Sync(bool toDisk = false)
    {
        int obs = Reached;
        try
        {
            file.Sync();
            if (!reserved)
                Disk.Reserve(PartialPath, new FileInfo(PartialPath).Length);
            reserved = true;
            if (!double.IsNaN(pendingTime))
            {
                file.Write(TrajectoryLayout.Time, [obs], [1], [pendingTime]);
                file.Sync();
                Reached = obs + 1;
                pendingTime = double.NaN;
            }
            if (toDisk)
                Disk.Flush(PartialPath);
        }
        catch (DriftException e)
        {
            throw Failed(obs, e);
        }
    }

    /// <summary>
    /// Ends the file: closing attributes, all to the disk, the final name. Where the schema asks for compression or another layout, the
    /// complete file is made from the plain one beside it, as NAME.aside; if that fails or is interrupted, NAME.partial is still there, plain and whole.
    /// </summary>
    /// <param name="closing">Values of attributes that the schema kept room for.</param>
    /// <exception cref="InvalidOperationException">An output is missing: a defect of the caller.</exception>
    public void Complete(params IReadOnlyList<NetcdfAttribute> closing)
    {
        if (!double.IsNaN(pendingTime))
            Sync();
        if (Reached != schema.Times.Count)
            throw new InvalidOperationException($"{Reached} of {schema.Times.Count} outputs were written");
        List<NetcdfAttribute> ending = ClosingValues(closing);
        try
        {
            foreach (NetcdfAttribute attribute in ending)
                file.PutAttribute("", attribute);
            file.Close();
            Disk.Flush(PartialPath);
        }
        catch (DriftException e)
        {
            throw Failed(Reached, e);
        }
        if (schema.IsConverted)
            TrajectoryConversion.Make(path, schema, ending, overwrite);
        else
            Rename();
    }

    private void Rename()
    {
        try
        {
            File.Move(PartialPath, path, overwrite);
            Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        }
        catch (IOException e)
        {
            throw new DriftException(ExitCode.FileFailed, new Problem(
                PartialPath, $"the file is complete but cannot be renamed to {path}: {e.Message}", "rename it yourself (mv)"), e);
        }
    }

    /// <summary>Closes the file; without <see cref="Complete"/> it stays as NAME.partial, readable up to <see cref="Reached"/>.</summary>
    public void Dispose() => file.Dispose();

    private List<NetcdfAttribute> ClosingValues(IReadOnlyList<NetcdfAttribute> given)
    {
        var values = new List<NetcdfAttribute>();
        List<NetcdfAttribute> kept = TrajectoryLayout.ClosingAttributes(schema);
        foreach (NetcdfAttribute attribute in given)
        {
            if (!kept.Any(k => string.Equals(k.Name, attribute.Name, StringComparison.Ordinal) && k.Type == attribute.Type && k.Bytes == attribute.Bytes))
                throw new ArgumentException($"the schema keeps no room for the closing attribute {attribute}");
        }
        foreach (NetcdfAttribute stand in kept)
            values.Add(given.FirstOrDefault(g => string.Equals(g.Name, stand.Name, StringComparison.Ordinal)) ?? Own(stand));
        return values;
    }

    private NetcdfAttribute Own(NetcdfAttribute stand)
    {
        int z = schema.Variables.Count > 2 && schema.Variables[2].Name is "z" ? 2 : 0;
        return stand.Name switch
        {
            "geospatial_lon_min" => NetcdfAttribute.Of(stand.Name, extents[0].Min),
            "geospatial_lon_max" => NetcdfAttribute.Of(stand.Name, extents[0].Max),
            "geospatial_lat_min" => NetcdfAttribute.Of(stand.Name, extents[1].Min),
            "geospatial_lat_max" => NetcdfAttribute.Of(stand.Name, extents[1].Max),
            "geospatial_vertical_min" => NetcdfAttribute.Of(stand.Name, extents[z].Min),
            "geospatial_vertical_max" => NetcdfAttribute.Of(stand.Name, extents[z].Max),
            "wall_time" => NetcdfAttribute.Of(stand.Name, Stopwatch.GetElapsedTime(started).TotalSeconds),
            _ => stand,
        };
    }

    private void MarkOnceWritten()
    {
        for (int v = 0; v < rows.Length; v++)
            rows[v] = schema.Variables[v].Recorded == Recorded.Once ? schema.Trajectories : 0;
    }

    private DriftException Failed(int obs, DriftException cause)
    {
        Problem inner = cause.Problems[0];
        string saved = Reached == 0 ? "nothing is saved yet" : $"the first {Reached} of {schema.Times.Count} outputs are saved in this file";
        const string todo = "then start anew with --overwrite";
        return new DriftException(
            ExitCode.FileFailed,
            new Problem(PartialPath, $"output {obs + 1} of {schema.Times.Count}: {inner.What}; {saved}",
                inner.Remedy.Length > 0 ? $"{inner.Remedy}, {todo}" : $"mend the cause, {todo}"),
            cause);
    }
}
