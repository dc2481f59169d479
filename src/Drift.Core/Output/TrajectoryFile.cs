using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>A trajectory file opened for reading, complete or interrupted: what it holds, and its rows block by block.</summary>
public sealed class TrajectoryFile : IDisposable
{
    private readonly NetcdfReader file;
    private readonly NetcdfVariable[] inFile;

    private TrajectoryFile(NetcdfReader file, long trajectories, NetcdfVariable time)
    {
        this.file = file;
        Trajectories = trajectories;
        Times = file.ReadAll<double>(time);
        TimeUnits = time.Text("units") ?? "";
        Calendar = time.Text("calendar");
        while (Reached < Times.Count && !double.IsNaN(Times[Reached]))
            Reached++;
        inFile = [.. file.Variables.Where(IsRecorded)];
        Variables = [.. inFile.Select(Describe)];
        long[] seeds = file.Find(TrajectoryLayout.Seed) is { } seed && file.Find(TrajectoryLayout.Realisation) is { } realisation
            ? SeedsOf(realisation, seed) : [];
        Seeds = seeds;
    }

    /// <summary>The file, as it was named.</summary>
    public string Path => file.Path;

    /// <summary>Number of trajectories.</summary>
    public long Trajectories { get; }

    /// <summary>The output times in seconds since the reference (obs); NaN where the run has not come to.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>Number of outputs from the first that are in the file.</summary>
    public int Reached { get; }

    /// <summary>Whether all outputs are in the file.</summary>
    public bool IsComplete => Reached == Times.Count;

    /// <summary>Units of time in CF spelling, with the reference.</summary>
    public string TimeUnits { get; }

    /// <summary>The calendar; null where the run has no dates.</summary>
    public string? Calendar { get; }

    /// <summary>Seed of each realisation (realisation); empty for a single run.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>The variables over trajectories, in the order of the file; without the numbering ones (trajectory, realisation, seed).</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The attributes of the file as a whole: title, provenance, extent.</summary>
    public IReadOnlyList<NetcdfAttribute> Attributes => file.Attributes;

    /// <summary>Whether a file has trajectories: a dimension of that name.</summary>
    /// <exception cref="DriftException">It cannot be opened.</exception>
    public static bool IsOne(string path)
    {
        using NetcdfReader file = NetcdfReader.Open(path);
        return file.Dimensions.Any(d => d.Name is TrajectoryLayout.Trajectory);
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its name; one that ends in <c>.partial</c> is as good as any.</param>
    /// <exception cref="DriftException">Code Preflight: it is missing, damaged, or not a trajectory file of this program.</exception>
    public static TrajectoryFile Open(string path)
    {
        NetcdfReader opened = NetcdfReader.Open(path);
        try
        {
            NetcdfDimension? trajectories = opened.Dimensions.FirstOrDefault(d => d.Name is TrajectoryLayout.Trajectory);
            NetcdfVariable? time = opened.Find(TrajectoryLayout.Time);
            if (ParcelsFile.HasLayout(opened))
            {
                throw new DriftException(ExitCode.Preflight, new Problem(
                    path, "has the layout of Parcels, (trajectory, obs), not (time, trajectory)", "'drift info' describes such files, 'drift diff' compares two of them; for anything else write it with 'layout: plain'"));
            }
            if (trajectories is null || time is not { Dimensions: [{ Name: TrajectoryLayout.Time }] })
            {
                throw new DriftException(ExitCode.Preflight, new Problem(
                    path, "is not a trajectory file: it has no dimension 'trajectory' or no variable time(time)", "give a file that 'drift run' wrote"));
            }
            return new TrajectoryFile(opened, trajectories.Length, time);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Index of a variable in <see cref="Variables"/>, −1 where it is not there.</summary>
    public int IndexOf(string name)
    {
        for (int v = 0; v < Variables.Count; v++)
        {
            if (string.Equals(Variables[v].Name, name, StringComparison.Ordinal))
                return v;
        }
        return -1;
    }

    /// <summary>Reads rows of a variable at one output as the bytes of its type.</summary>
    /// <param name="obs">Index of the output; ignored for a variable that is recorded once.</param>
    /// <param name="variable">Index in <see cref="Variables"/>.</param>
    /// <param name="firstRow">First trajectory.</param>
    /// <param name="values">Room for whole values; its length says how many.</param>
    /// <exception cref="DriftException">The file failed.</exception>
    public void ReadRows(int obs, int variable, long firstRow, Span<byte> values)
    {
        long count = values.Length / Column.SizeOf(Variables[variable].Type);
        if (Variables[variable].Recorded == Recorded.Once)
            file.ReadRaw(inFile[variable], [firstRow], [count], values);
        else
            file.ReadRaw(inFile[variable], [obs, firstRow], [1, count], values);
    }

    /// <summary>Reads rows of a variable at one output as numbers.</summary>
    /// <typeparam name="T">The variable's own type.</typeparam>
    /// <param name="obs">Index of the output; ignored for a variable that is recorded once.</param>
    /// <param name="variable">Index in <see cref="Variables"/>.</param>
    /// <param name="firstRow">First trajectory.</param>
    /// <param name="values">Room for the values (trajectory).</param>
    /// <exception cref="DriftException">The file failed.</exception>
    public void ReadRows<T>(int obs, int variable, long firstRow, Span<T> values) where T : unmanaged
    {
        if (System.Runtime.CompilerServices.Unsafe.SizeOf<T>() != Column.SizeOf(Variables[variable].Type))
            throw new ArgumentException($"variable {Variables[variable].Name} holds {Variables[variable].Type}, not {typeof(T).Name}");
        ReadRows(obs, variable, firstRow, MemoryMarshal.AsBytes(values));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>The first thing in which this file's shape is not the schema's; null where a run may go on with it.</summary>
    internal string? DifferenceFrom(TrajectorySchema schema)
    {
        if (Trajectories != schema.Trajectories)
            return $"it has {Trajectories} trajectories, not {schema.Trajectories}";
        if (Times.Count != schema.Times.Count)
            return $"it has {Times.Count} outputs, not {schema.Times.Count}";
        for (int obs = 0; obs < Reached; obs++)
        {
            if (Times[obs] != schema.Times[obs])
                return $"its output {obs + 1} is at {Times[obs]} s, not at {schema.Times[obs]} s";
        }
        if (!Seeds.SequenceEqual(schema.Realisations?.Seeds ?? []))
            return "its seeds are others";
        string here = string.Join(", ", Variables.Select(v => $"{v.Name} ({v.Type}, {v.Recorded})"));
        string there = string.Join(", ", schema.Variables.Select(schema.Stored).Select(v => $"{v.Name} ({v.Type}, {v.Recorded})"));
        return string.Equals(here, there, StringComparison.Ordinal) ? null : $"its variables are {here}, not {there}";
    }

    /// <summary>The extent of each of the schema's variables over the outputs reached; only of the coordinates, which stand first.</summary>
    internal Extent[] Extents(TrajectorySchema schema)
    {
        Extent[] extents = [.. schema.Variables.Select(_ => new Extent())];
        var rows = new byte[Math.Min(Trajectories, 1 << 20) * sizeof(double)];
        for (int v = 0; v < extents.Length && Variables[v].Name is "lon" or "lat" or "z"; v++)
        {
            int size = Column.SizeOf(Variables[v].Type);
            for (int obs = 0; obs < Reached; obs++)
            {
                for (long first = 0; first < Trajectories; first += rows.Length / sizeof(double))
                {
                    Span<byte> block = rows.AsSpan(0, (int)Math.Min(rows.Length / sizeof(double), Trajectories - first) * size);
                    ReadRows(obs, v, first, block);
                    extents[v].Add(Variables[v].Type, block);
                }
            }
        }
        return extents;
    }

    private static bool IsRecorded(NetcdfVariable variable) =>
        variable.Name is not (TrajectoryLayout.Trajectory or TrajectoryLayout.Realisation or TrajectoryLayout.Seed)
        && TrajectoryLayout.NumberOf(variable.Type) is not null
        && variable.Dimensions is [{ Name: TrajectoryLayout.Trajectory }] or [{ Name: TrajectoryLayout.Time }, { Name: TrajectoryLayout.Trajectory }];

    /// <summary>A variable of a file in the program's own terms.</summary>
    internal static Variable Describe(NetcdfVariable variable) => new(
        variable.Name,
        TrajectoryLayout.NumberOf(variable.Type)!.Value,
        variable.Text("units") ?? "",
        variable.Text("long_name") ?? "",
        variable.Dimensions.Count == 1 ? Recorded.Once : Recorded.Always,
        variable.Text("standard_name") ?? "");

    /// <summary>One seed per realisation, without reading all trajectories: the particles of one stand side by side.</summary>
    private long[] SeedsOf(NetcdfVariable realisation, NetcdfVariable seed)
    {
        Span<int> last = [0];
        file.Read(realisation, [Trajectories - 1], [1], last);
        long particles = Trajectories / (last[0] + 1);
        var seeds = new long[last[0] + 1];
        for (int r = 0; r < seeds.Length; r++)
            file.Read(seed, [r * particles], [1], seeds.AsSpan(r, 1));
        return seeds;
    }
}
