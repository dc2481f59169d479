using System.Globalization;
using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Running;

namespace Drift.App.Commands;

[Verb("sample-data", HelpText = "Writes an analytic flow as a netCDF file, for those who have no data.")]
internal sealed class SampleDataCommand : ICommand
{
    private static readonly (string Word, SampleLayout Value)[] Grids =
        [("rectilinear", SampleLayout.Rectilinear), ("curvilinear", SampleLayout.Curvilinear), ("C", SampleLayout.C), ("curvilinear-C", SampleLayout.CurvilinearC)];

    private static readonly (string Word, SampleIndexing Value)[] Indexings = [("nemo", SampleIndexing.Nemo), ("mitgcm", SampleIndexing.Mitgcm)];

    private static readonly (string Word, Mesh Value)[] Meshes = [("flat", Core.Foundation.Mesh.Flat), ("spherical", Core.Foundation.Mesh.Spherical)];

    [Value(0, MetaName = "NAME", HelpText = "Name of the flow; without it all are listed.")]
    public string? Name { get; set; }

    [Value(1, MetaName = "FILE.nc", HelpText = "The file to write; by default NAME.nc.")]
    public string? File { get; set; }

    [Option("grid", MetaValue = "GRID", HelpText = "rectilinear (the default), curvilinear, C or curvilinear-C.")]
    public string? Grid { get; set; }

    [Option("indexing", MetaValue = "nemo|mitgcm", HelpText = "Which faces of a cell on a C-grid have its indices; by default nemo.")]
    public string? Indexing { get; set; }

    [Option("twist", MetaValue = "DEGREES", HelpText = "How far the middle of a curvilinear grid is turned; by default 20.")]
    public string? Twist { get; set; }

    [Option("mesh", MetaValue = "flat|spherical", HelpText = "For flows that are made for both; by default flat.")]
    public string? Mesh { get; set; }

    [Option("size", MetaValue = "NX,NY", HelpText = "Nodes in each direction, or corners of cells on a C-grid.")]
    public string? Size { get; set; }

    [Option("lon", MetaValue = "FROM,TO", HelpText = "First and last longitude, or x in metres; negative ones as --lon=-20,10.")]
    public string? Lon { get; set; }

    [Option("lat", MetaValue = "FROM,TO", HelpText = "First and last latitude, or y in metres.")]
    public string? Lat { get; set; }

    [Option("times", MetaValue = "N", HelpText = "Number of snapshots.")]
    public int? Times { get; set; }

    [Option("every", MetaValue = "DURATION", HelpText = "Time between two snapshots, such as 30min.")]
    public string? Every { get; set; }

    [Option("set", MetaValue = "NAME=VALUE", HelpText = "A parameter of the flow, such as alpha=90; may be repeated.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option("overwrite", HelpText = "Replaces an existing file.")]
    public bool Overwrite { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new SampleDataCommand { Name = "moving-eddies", File = "moving-eddies.nc" })];

    public int Execute()
    {
        if (Name is null)
        {
            foreach (FlowEntry entry in FlowRegistry.Entries)
                System.Console.WriteLine($"{entry.Name,-20} {entry.Summary}");
            return (int)ExitCode.Done;
        }

        FlowEntry flow = FlowRegistry.Find(Name)
            ?? throw Usage.Wrong("sample-data", $"there is no flow {Name}", Suggestion.Nearest(Name, [.. FlowRegistry.Names]) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", FlowRegistry.Names)}");
        string path = File ?? flow.Name + ".nc";
        var problems = new List<Problem>();
        SampleOptions options = Options(problems);
        problems.AddRange(options.Check(flow));
        if (problems.Count > 0)
            throw new DriftException(ExitCode.Preflight, problems);
        SampleData.Write(flow, path, Overwrite, options);
        Messages.Note($"wrote {path}: {flow.Summary}");
        return (int)ExitCode.Done;
    }

    private SampleOptions Options(List<Problem> problems)
    {
        SampleLayout layout = OptionValues.Word("--grid", Grid, Grids, problems) ?? SampleLayout.Rectilinear;
        if (Indexing is not null && layout is not (SampleLayout.C or SampleLayout.CurvilinearC))
            problems.Add(new Problem("--indexing", "only a C-grid has an indexing", "add --grid C, or leave it away"));
        double? twist = Twist is null ? 20 : OptionValues.Number(Twist);
        if (twist is null)
            problems.Add(new Problem("--twist", $"'{Twist}' is not a number", "write --twist=20"));
        return new()
        {
            Layout = layout,
            Twist = twist ?? 0,
            Indexing = OptionValues.Word("--indexing", Indexing, Indexings, problems) ?? SampleIndexing.Nemo,
            Mesh = OptionValues.Word("--mesh", Mesh, Meshes, problems),
            Size = OptionValues.Pair("--size", Size, "two whole numbers", "100,50", problems, OptionValues.Whole),
            Lon = OptionValues.Pair("--lon", Lon, "two numbers", "-20,10", problems, OptionValues.Number),
            Lat = OptionValues.Pair("--lat", Lat, "two numbers", "30,60", problems, OptionValues.Number),
            Times = Times,
            Every = Duration(problems),
            Parameters = Parameters(problems),
        };
    }

    private TimeSpan? Duration(List<Problem> problems)
    {
        if (Every is null)
            return null;
        if (Durations.TryParse(Every, "--every", out TimeSpan every, out Problem? problem))
            return every;
        problems.Add(problem);
        return null;
    }

    private Dictionary<string, double> Parameters(List<Problem> problems)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string text in Set)
        {
            string[] parts = text.Split('=', 2);
            if (parts.Length == 2 && OptionValues.Number(parts[1]) is { } value)
                values[parts[0]] = value;
            else
                problems.Add(new Problem("--set", $"'{text}' is not a name and a number", "write it as alpha=90, in SI units and degrees"));
        }

        return values;
    }
}
