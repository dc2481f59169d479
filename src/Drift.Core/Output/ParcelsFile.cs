using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>A file in the layout of Parcels opened for reading: what it holds, and its rows block by block.</summary>
public sealed class ParcelsFile : IDisposable
{
    private readonly NetcdfReader file;
    private readonly NetcdfVariable[] inFile;

    private ParcelsFile(NetcdfReader file)
    {
        this.file = file;
        NetcdfVariable time = file.Variable(TrajectoryLayout.Time);
        Trajectories = time.Dimensions[0].Length;
        Observations = checked((int)time.Dimensions[1].Length);
        TimeUnits = time.Text("units") ?? "";
        Calendar = time.Text("calendar");
        inFile = [.. file.Variables.Where(v => TrajectoryLayout.NumberOf(v.Type) is not null && v.Dimensions is [{ Name: TrajectoryLayout.Trajectory }, ..])];
        Variables = [.. inFile.Select(TrajectoryFile.Describe)];
    }

    /// <summary>The file, as it was named.</summary>
    public string Path => file.Path;

    /// <summary>Number of trajectories.</summary>
    public long Trajectories { get; }

    /// <summary>The most observations of a trajectory.</summary>
    public int Observations { get; }

    /// <summary>Units of time in CF spelling, with the reference.</summary>
    public string TimeUnits { get; }

    /// <summary>The calendar; null where the run has no dates.</summary>
    public string? Calendar { get; }

    /// <summary>The variables over trajectories, in the order of the file, time among them: recorded always are those of each observation.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The attributes of the file as a whole.</summary>
    public IReadOnlyList<NetcdfAttribute> Attributes => file.Attributes;

    /// <summary>Whether a file has this layout: a variable time(trajectory, obs).</summary>
    /// <exception cref="DriftException">It cannot be opened.</exception>
    public static bool IsOne(string path)
    {
        using NetcdfReader file = NetcdfReader.Open(path);
        return HasLayout(file);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DriftException">Code Preflight: it is missing, damaged, or has another layout.</exception>
    public static ParcelsFile Open(string path)
    {
        NetcdfReader opened = NetcdfReader.Open(path);
        try
        {
            return HasLayout(opened)
                ? new ParcelsFile(opened)
                : throw new DriftException(ExitCode.Preflight, new Problem(path, "has no variable time(trajectory, obs)", "give a file that was written with 'layout: parcels'"));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows of a variable as the bytes of its type.</summary>
    /// <param name="variable">Index in <see cref="Variables"/>.</param>
    /// <param name="firstRow">First trajectory.</param>
    /// <param name="rows">Number of trajectories.</param>
    /// <param name="values">Room for (trajectory, obs), or (trajectory) of what is recorded once.</param>
    /// <exception cref="DriftException">The file failed.</exception>
    public void ReadRows(int variable, long firstRow, long rows, Span<byte> values)
    {
        if (Variables[variable].Recorded == Recorded.Once)
            file.ReadRaw(inFile[variable], [firstRow], [rows], values);
        else
            file.ReadRaw(inFile[variable], [firstRow, 0], [rows, Observations], values);
    }

    /// <summary>Index of a variable in <see cref="Variables"/>, −1 where it is not there.</summary>
    public int IndexOf(string name) => Array.FindIndex(inFile, v => string.Equals(v.Name, name, StringComparison.Ordinal));

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    internal static bool HasLayout(NetcdfReader file) =>
        file.Find(TrajectoryLayout.Time) is { Dimensions: [{ Name: TrajectoryLayout.Trajectory }, { Name: TrajectoryLayout.Obs }] };
}
