using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>A field in netCDF files, classic or netCDF-4: one file or many, together one series of snapshots.</summary>
public sealed class NetcdfSource : ISnapshotSource
{
    private readonly NetcdfLayout layout;
    private readonly (string Path, int Index)[] snapshots;
    private readonly Dictionary<string, NetcdfValues> values;
    private readonly double[] times;
    private NetcdfReader? open;

    private NetcdfSource(NetcdfLayout layout, RectilinearGrid grid, Dictionary<string, NetcdfValues> values, IReadOnlyList<NetcdfSnapshot> series, CfTime? axis)
    {
        this.layout = layout;
        this.values = values;
        Grid = grid;
        TimeAxis = axis;
        snapshots = [.. series.Select(s => (s.Path, s.Index))];

        // A single snapshot is a field that does not change: nothing says for how long it holds.
        times = series.Count == 1 ? [] : [.. series.Select(s => s.Time.TotalSeconds)];
    }

    /// <inheritdoc/>
    public RectilinearGrid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Times => times;

    /// <inheritdoc/>
    public CfTime? TimeAxis { get; }

    /// <inheritdoc/>
    public bool IsClimatology { get; private init; }

    /// <inheritdoc/>
    public string Unit => values[layout.Paths[0]].Unit;

    /// <summary>Opens the files, reads coordinates and times, and checks that they belong together.</summary>
    /// <param name="layout">Files and names.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="unit">Unit to convert to; empty to keep the file's.</param>
    /// <exception cref="DriftException">Code Preflight: a file or variable is missing or damaged, units do not convert, the grid is not rectilinear, times overlap.</exception>
    public static NetcdfSource Open(NetcdfLayout layout, Mesh mesh, string unit)
    {
        var series = new List<NetcdfSnapshot>();
        RectilinearGrid? grid = null;

        // Each file has its own: packed files of one series differ in scale and offset.
        var values = new Dictionary<string, NetcdfValues>(StringComparer.Ordinal);
        CfTime? axis = null;
        bool isClimatology = false;
        foreach (string path in layout.Paths)
        {
            using NetcdfReader file = NetcdfReader.Open(path);
            NetcdfVariable variable = file.Variable(layout.Variable);
            var horizontal = NetcdfGrid.Read(file, variable, layout, mesh);
            if (grid is not null && !SnapshotSources.SameGrid(grid, horizontal))
                throw Failed(path, $"the grid of {layout.Variable} is not that of {layout.Paths[0]}", "give only files of one grid to a field");
            grid ??= horizontal;
            values[path] = NetcdfValues.Describe(file, variable, layout, unit);
            axis = NetcdfTimes.Read(file, variable, layout, series, axis) ?? axis;
            isClimatology |= NetcdfTimes.IsClimatology(file, variable, layout);
        }

        if (grid is null)
            throw Failed(layout.Place, "the list of files is empty", "name at least one file");
        if (series.Count == 0)
            throw Failed($"{layout.Paths[0]}, variable {layout.Variable}", "it holds no snapshot: its time dimension has length 0", "give files with at least one time");
        series.Sort((a, b) => a.Time.CompareTo(b.Time));
        for (int i = 1; i < series.Count; i++)
        {
            if (series[i].Time == series[i - 1].Time)
            {
                throw Failed(
                    $"{series[i].Path}, variable {layout.Variable}", $"it holds the same time as {series[i - 1].Path} ({series[i].Label})",
                    "times of files may not overlap: remove one of the two from the list, or the times that both have");
            }
        }

        return new NetcdfSource(layout, grid, values, series, axis) { IsClimatology = isClimatology };
    }

    /// <inheritdoc/>
    public void Read(int snapshot, Span<float> values)
    {
        (string path, int index) = snapshots[snapshot];
        if (open is null || !string.Equals(open.Path, path, StringComparison.Ordinal))
        {
            open?.Dispose();
            open = NetcdfReader.Open(path, ExitCode.FileFailed);
        }

        this.values[path].Read(open, open.Variable(layout.Variable), index, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        open?.Dispose();
        open = null;
    }

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
