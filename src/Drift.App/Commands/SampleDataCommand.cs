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
    [Value(0, MetaName = "NAME", HelpText = "Name of the flow; without it all are listed.")]
    public string? Name { get; set; }

    [Value(1, MetaName = "FILE.nc", HelpText = "The file to write; by default NAME.nc.")]
    public string? File { get; set; }

    [Option("overwrite", HelpText = "Replaces an existing file.")]
    public bool Overwrite { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new SampleDataCommand { Name = "moving-eddies", File = "moving-eddies.nc" })];

    public int Execute()
    {
        if (Name is null)
        {
            foreach (FlowEntry entry in FlowRegistry.Entries)
                System.Console.WriteLine($"{entry.Name,-18} {entry.Summary}");
            return (int)ExitCode.Done;
        }

        FlowEntry flow = FlowRegistry.Find(Name)
            ?? throw Usage.Wrong("sample-data", $"there is no flow {Name}", Suggestion.Nearest(Name, [.. FlowRegistry.Names]) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", FlowRegistry.Names)}");
        string path = File ?? flow.Name + ".nc";
        SampleData.Write(flow, path, Overwrite);
        Messages.Note($"wrote {path}: {flow.Summary}");
        return (int)ExitCode.Done;
    }
}
