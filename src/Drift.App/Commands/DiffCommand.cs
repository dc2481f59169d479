using CommandLine;
using CommandLine.Text;
using Drift.Core.Foundation;
using Drift.Core.Output;

namespace Drift.App.Commands;

[Verb("diff", HelpText = "Says whether two output files hold the same bits, or where they first differ.")]
internal sealed class DiffCommand : ICommand
{
    [Value(0, MetaName = "A.h5", Required = true, HelpText = "One output file.")]
    public string A { get; set; } = "";

    [Value(1, MetaName = "B.h5", Required = true, HelpText = "The other output file.")]
    public string B { get; set; } = "";

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new DiffCommand { A = "one-rank.h5", B = "four-ranks.h5" })];

    public int Execute()
    {
        TrajectoryDifference? difference = TrajectoryDiff.Compare(A, B);
        System.Console.WriteLine(difference is null ? "the data is equal, bit for bit" : difference.ToString());
        return (int)(difference is null ? ExitCode.Done : ExitCode.Different);
    }
}
