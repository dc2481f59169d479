using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Models;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

[Verb("info", HelpText = "Says what an output file or a file of fields holds, or what this machine has.")]
internal sealed class InfoCommand : ICommand
{
    [Value(0, MetaName = "FILE", HelpText = "An output file, complete or interrupted, or a NetCDF file of fields; without it the machine is described.")]
    public string? File { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new InfoCommand { File = "brownian.h5" })];

    public int Execute()
    {
        if (File is null)
            return MpiEnvironment.Run(communicator => Defect.Guard(() => Print(communicator.Rank == 0 ? MachineDescription.Of(communicator) : [])));
        if (!TrajectoryFile.IsOne(File))
            return MpiEnvironment.LaunchedRank == 0 ? DescribeFields(File) : (int)ExitCode.Done;
        if (ParcelsFile.IsOne(File))
        {
            using ParcelsFile parcels = ParcelsFile.Open(File);
            return MpiEnvironment.LaunchedRank == 0 ? Print(ParcelsDescription.Of(parcels)) : (int)ExitCode.Done;
        }

        using TrajectoryFile file = TrajectoryFile.Open(File);
        return MpiEnvironment.LaunchedRank == 0 ? Print(OutputDescription.Of(file)) : (int)ExitCode.Done;
    }

    /// <summary>What a file of fields holds, and the lines that name it in an experiment.</summary>
    private static int DescribeFields(string path)
    {
        using NetcdfReader file = NetcdfReader.Open(path);
        FieldAdvice advice = FieldAdvice.Of(path);
        Print(InputDescription.Of(file, advice));
        foreach (Field field in advice.Fields)
            field.Source?.Dispose();
        System.Console.WriteLine();
        foreach (string line in advice.Text)
            System.Console.WriteLine(line);
        if (advice.Failure is { } failure)
            System.Console.WriteLine($"# no fields can be proposed: {failure}");
        return (int)ExitCode.Done;
    }

    private static int Print(IEnumerable<(string Name, string Value)> lines)
    {
        foreach ((string name, string value) in lines)
            System.Console.WriteLine($"{name,-24} {value.ReplaceLineEndings(Environment.NewLine + new string(' ', 25))}");
        return (int)ExitCode.Done;
    }
}
