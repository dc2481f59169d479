using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>A field in netCDF files, classic or netCDF-4: one file or many, together one series of snapshots.</summary>
public sealed class NetcdfSource : ISnapshotSource
{
    private readonly NetcdfLayout layout;
    private readonly NetcdfShape shape;
    private readonly (string Path, int Index)[] snapshots;
    private readonly Dictionary<string, NetcdfValues> values;
    private readonly double[] times;
    private NetcdfReader? open;

    private NetcdfSource(NetcdfLayout layout, Grid grid, NetcdfLevels levels, NetcdfShape shape, Dictionary<string, NetcdfValues> values, IReadOnlyList<NetcdfSnapshot> series, CfTime? axis)
    {
        this.layout = layout;
        this.shape = shape;
        this.values = values;
        Grid = grid;
        Levels = levels;
        TimeAxis = axis;
        FirstTime = series[0].Time;
        snapshots = [.. series.Select(s => (s.Path, s.Index))];

        // A single snapshot is a field that does not change: nothing says for how long it holds.
        times = series.Count == 1 || layout.IsMask ? [] : [.. series.Select(s => s.Time.TotalSeconds)];
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Times => times;

    /// <inheritdoc/>
    public CfTime? TimeAxis { get; }

    /// <summary>The time of the first snapshot, also where it is the only one.</summary>
    public TimeSpan FirstTime { get; }

    /// <inheritdoc/>
    public bool IsClimatology { get; private init; }

    /// <inheritdoc/>
    public string Unit => values[layout.Paths[0]].Unit;

    /// <summary>The levels of the grid, and where their depths are.</summary>
    internal NetcdfLevels Levels { get; }

    /// <summary>Opens the files, reads coordinates and times, and checks that they belong together.</summary>
    /// <param name="layout">Files and names.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="unit">Unit to convert to; empty to keep the file's.</param>
    /// <param name="grids">The grids of other fields, to share what is the same; null for none.</param>
    /// <exception cref="DriftException">Code Preflight: a file or variable is missing or damaged, units do not convert, dimensions and coordinates do not fit, times overlap.</exception>
    /// <remarks>Coordinates are read from the first file, and compared with those of the last one; of all files between only the lengths of dimensions are.</remarks>
    public static NetcdfSource Open(NetcdfLayout layout, Mesh mesh, string unit, NetcdfGrids? grids = null) => Open(layout, mesh, unit, grids ?? new NetcdfGrids(), null);

    // With levels that are given: those of the field whose depths these are.
    internal static NetcdfSource Open(NetcdfLayout layout, Mesh mesh, string unit, NetcdfGrids grids, VerticalGrid? on)
    {
        if (layout.Paths.Count == 0)
            throw Failed(layout.Place, "the list of files is empty", "name at least one file");
        using NetcdfReader? gridFile = layout.Grid.File is { } named ? NetcdfReader.Open(named) : null;
        var series = new List<NetcdfSnapshot>();
        NetcdfDimensions? first = null;
        NetcdfNodes? nodes = null;
        NetcdfLevels? levels = null;

        // Each file has its own: packed files of one series differ in scale and offset.
        var values = new Dictionary<string, NetcdfValues>(StringComparer.Ordinal);
        CfTime? axis = null;
        bool isClimatology = false;
        for (int n = 0; n < layout.Paths.Count; n++)
        {
            string path = layout.Paths[n];
            using NetcdfReader file = NetcdfReader.Open(path);
            NetcdfVariable variable = file.Variable(layout.Variable);
            var dimensions = NetcdfDimensions.Of(file, variable, layout);
            if (first is not null && !first.Shape.SequenceEqual(dimensions.Shape))
                throw OtherGrid(path);
            if (first is null || n == layout.Paths.Count - 1)
            {
                NetcdfNodes there = Nodes(file, gridFile, dimensions, layout, mesh, grids);
                if (nodes is not null && !nodes.IsSame(there))
                    throw OtherGrid(path);
                nodes ??= there;
                levels ??= on is not null ? new NetcdfLevels(on) : NetcdfLevels.Read(file, gridFile, dimensions, layout);
            }

            first ??= dimensions;
            values[path] = NetcdfValues.Describe(file, variable, layout, unit);
            if (layout.IsSteady || IsTimeless(file, dimensions, layout))
                series.Add(new NetcdfSnapshot(path, 0, TimeSpan.Zero, "no time"));
            else
                axis = NetcdfTimes.Read(file, dimensions.WithoutLevels, layout, series, axis) ?? axis;
            isClimatology |= NetcdfTimes.IsClimatology(file, variable, layout);
        }

        if (series.Count == 0)
            throw Failed($"{layout.Paths[0]}, variable {layout.Variable}", "it holds no snapshot: its time dimension has length 0", "give files with at least one time");
        Order(series, layout.Variable);
        Grid grid = MakeGrid(nodes!, levels!, layout, mesh, grids);
        return new NetcdfSource(layout, grid, levels!, Shape(first!, grid, layout), values, series, axis) { IsClimatology = isClimatology };

        DriftException OtherGrid(string path) => Failed(path, $"the grid of {layout.Variable} is not that of {layout.Paths[0]}", "give only files of one grid to a field");
    }

    /// <inheritdoc/>
    public void Read(int snapshot, GridBox box, Span<float> values)
    {
        (string path, int index) = snapshots[snapshot];
        if (open is null || !string.Equals(open.Path, path, StringComparison.Ordinal))
        {
            open?.Dispose();
            open = NetcdfReader.Open(path, ExitCode.FileFailed);
            open.ReadOnce(open.Variable(layout.Variable));
        }

        this.values[path].Read(open, open.Variable(layout.Variable), shape, index, box, values);
        NetcdfLibrary.GiveMemoryBack();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        open?.Dispose();
        open = null;
    }

    private static NetcdfNodes Nodes(NetcdfReader file, NetcdfReader? gridFile, NetcdfDimensions dimensions, NetcdfLayout layout, Mesh mesh, NetcdfGrids grids)
    {
        var coordinates = NetcdfCoordinates.Find(file, gridFile, dimensions, layout, mesh);
        return grids.Nodes(coordinates, (layout.Grid.Type ?? GridType.A) is GridType.A ? dimensions : null, mesh);
    }

    private static Grid MakeGrid(NetcdfNodes nodes, NetcdfLevels levels, NetcdfLayout layout, Mesh mesh, NetcdfGrids grids)
    {
        try
        {
            return grids.Grid(nodes, mesh, levels.Grid);
        }
        catch (ArgumentException e)
        {
            throw Failed(layout.Grid.File ?? layout.Paths[0], e.Sentence(), "check the names of lon and lat, and whether the mesh is spherical or flat");
        }
    }

    private static NetcdfShape Shape(NetcdfDimensions dimensions, Grid grid, NetcdfLayout layout)
    {
        GridType type = layout.Grid.Type ?? GridType.A;
        (int row, int column) = NetcdfShape.Offset(type, layout.Grid.Indexing ?? GridIndexing.UpperRight, layout.Point);
        var shape = new NetcdfShape(dimensions, grid.Levels, layout.Level ?? 0, row, column, grid.IsPeriodic && dimensions.Columns.Length == grid.Columns);
        if (type is not GridType.A)
            shape.Check(grid.Rows, grid.Columns, layout.Grid.File ?? layout.Paths[0]);
        return shape;
    }

    /// <summary>Whether a variable does not change, though its file has times of other variables.</summary>
    private static bool IsTimeless(NetcdfReader file, NetcdfDimensions dimensions, NetcdfLayout layout) =>
        dimensions.Time < 0 && layout.Time is null && layout.Paths.Count == 1
        && file.Variables.Any(v => v.Count != 1 && v.Dimensions.Count == 1 && (v.Name is "time" || NetcdfUnits.Of(v)?.Contains(" since ", StringComparison.Ordinal) == true));

    private static void Order(List<NetcdfSnapshot> series, string variable)
    {
        series.Sort((a, b) => a.Time.CompareTo(b.Time));
        for (int i = 1; i < series.Count; i++)
        {
            if (series[i].Time == series[i - 1].Time)
            {
                throw Failed(
                    $"{series[i].Path}, variable {variable}", $"it holds the same time as {series[i - 1].Path} ({series[i].Label})",
                    "times of files may not overlap: remove one of the two from the list, or the times that both have");
            }
        }
    }

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
