using System.Globalization;
using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Output;

namespace Drift.App.Commands;

[Verb("verify", HelpText = "Runs an experiment on several numbers of ranks and threads and compares the data.")]
internal sealed class VerifyCommand : ICommand
{
    [Value(0, MetaName = "FILE.yaml", Required = true, HelpText = "The experiment file.")]
    public string File { get; set; } = "";

    [Option("set", MetaValue = "KEY=VALUE", HelpText = "Overrides a key of the file; may be repeated.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option("ranks", Default = "1,2", MetaValue = "N,N,…", HelpText = "Numbers of ranks.")]
    public string Ranks { get; set; } = "";

    [Option("threads", Default = "1", MetaValue = "N,N,…", HelpText = "Numbers of threads of each rank.")]
    public string Threads { get; set; } = "";

    [Option("mpi", MetaValue = "openmpi|mpich", HelpText = "Which MPI starts the ranks; by default the one of 'mpiexec'.")]
    public string? Mpi { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new VerifyCommand { File = "examples/brownian.yaml", Ranks = "1,2,7", Threads = "1,2" })];

    public int Execute()
    {
        string folder = Directory.CreateTempSubdirectory("drift-verify-").FullName;
        try
        {
            string? reference = null;
            bool equal = true;
            foreach (int ranks in OptionValues.Counts("--ranks", Ranks))
            {
                foreach (int threads in OptionValues.Counts("--threads", Threads))
                {
                    string file = Path.Combine(folder, $"{ranks}x{threads}.h5");
                    string name = string.Create(CultureInfo.InvariantCulture, $"{Messages.Count(ranks, "rank")} × {Messages.Count(threads, "thread")}");
                    int code = RankStarter.Run(Mpi ?? "", ranks, ["run", File, "--output", file, "--quiet", "--threads", threads.ToString(CultureInfo.InvariantCulture), .. Set.SelectMany(s => new[] { "--set", s })]);
                    if (code != 0)
                        return code;
                    reference ??= file;
                    string? difference = TrajectoryDiff.Compare(reference, file)?.ToString() ?? DifferenceOfDiagnostics(reference, file);
                    equal &= difference is null;
                    System.Console.WriteLine($"{name,-24} {(difference is null ? string.Equals(reference, file, StringComparison.Ordinal) ? "reference" : "equal, bit for bit" : difference)}");
                }
            }

            return (int)(equal ? ExitCode.Done : ExitCode.Different);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? DifferenceOfDiagnostics(string reference, string file)
    {
        foreach ((string a, string b) in DiagnosticDiff.FilesOf(reference).Zip(DiagnosticDiff.FilesOf(file)))
        {
            if (DiagnosticDiff.Compare(a, b) is { } difference)
                return $"{Path.GetFileName(b)}: {difference}";
        }

        return null;
    }
}
