using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

[Verb("info", HelpText = "Says what an output file holds, or what this machine has.")]
internal sealed class InfoCommand : ICommand
{
    [Value(0, MetaName = "FILE.h5", HelpText = "An output file, complete or interrupted; without it the machine is described.")]
    public string? File { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new InfoCommand { File = "brownian.h5" })];

    public int Execute()
    {
        if (File is null)
            return MpiEnvironment.Run(communicator => Defect.Guard(() => Print(communicator.Rank == 0 ? MachineDescription.Of(communicator) : [])));
        using TrajectoryFile file = TrajectoryFile.Open(File);
        return MpiEnvironment.LaunchedRank == 0 ? Print(OutputDescription.Of(file)) : (int)ExitCode.Done;
    }

    private static int Print(IEnumerable<(string Name, string Value)> lines)
    {
        foreach ((string name, string value) in lines)
            System.Console.WriteLine($"{name,-24} {value.ReplaceLineEndings(Environment.NewLine + new string(' ', 25))}");
        return (int)ExitCode.Done;
    }
}
