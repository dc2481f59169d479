using System.Globalization;
using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.App.Validation;
using Drift.Core.Foundation;

namespace Drift.App.Commands;

[Verb("validate", HelpText = "Runs cases with known answers on this machine, and says which pass.")]
internal sealed class ValidateCommand : ICommand
{
    private const string RanksCase = "ranks";
    private const string OtherCase = "other-program";

    [Option("case", MetaValue = "NAME", HelpText = "Only one case; by default all. A name that is wrong lists them.")]
    public string? Case { get; set; }

    [Option("threads", MetaValue = "N", HelpText = "Threads; by default the cores that this process may use.")]
    public int? Threads { get; set; }

    [Option("ranks", Default = "1,2,3", MetaValue = "N,N,…", HelpText = "Numbers of ranks of the case 'ranks'.")]
    public string RankList { get; set; } = "";

    [Option("mpi", MetaValue = "openmpi|mpich", HelpText = "Which MPI starts the ranks; by default the one of 'mpiexec'.")]
    public string? Mpi { get; set; }

    [Option("data", MetaValue = "FOLDER", HelpText = "Test data of Parcels, with the trajectories it made of them in a folder 'reference' beside; compares with them too.")]
    public string? Data { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new ValidateCommand { Case = "order" })];

    public int Execute()
    {
        int threads = Threads ?? Environment.ProcessorCount;
        if (threads < 1)
            throw Usage.Wrong("--threads", $"{threads} is no number of threads", "give 1 or more");
        IReadOnlyList<int> ranks = OptionValues.Counts("--ranks", RankList);
        string[] names = [.. ValidationCase.All.Select(c => c.Name), RanksCase, OtherCase];
        if (Case is not null && !names.Contains(Case, StringComparer.Ordinal))
            throw Usage.Wrong("--case", $"there is no case {Case}", Suggestion.Remedy(Case, names));
        if (Case is OtherCase && Data is null)
            throw Usage.Wrong("--case", $"the case {OtherCase} compares with data that do not come with this program", "give --data FOLDER");
        if (Data is not null && !Directory.Exists(Data))
            throw Usage.Wrong("--data", $"there is no folder {Data}", "give the folder with the data");
        (int passed, int failed) = (0, 0);
        foreach (ValidationCase each in ValidationCase.All.Where(c => Case is null || string.Equals(c.Name, Case, StringComparison.Ordinal)))
            Print(each.Name, each.Title, each.Source, each.Run(threads));
        if (Case is null or RanksCase)
            Print(RanksCase, "the same bits on any number of ranks, with everything switched on at once", "exact", Validation.Ranks.Run(Mpi ?? "", ranks));
        if (Data is not null && Case is null or OtherCase)
            Print(OtherCase, "trajectories are those of another program", "Parcels 3.1.4", OtherProgram.Run(Data!, threads));
        System.Console.WriteLine(FormattableString.Invariant($"\n{passed} passed, {failed} failed"));
        return (int)(failed == 0 ? ExitCode.Done : ExitCode.Different);

        void Print(string name, string title, string source, IEnumerable<Measurement> measurements)
        {
            System.Console.WriteLine($"\n{name}: {title} ({source})");
            foreach (Measurement m in measurements)
            {
                (passed, failed) = m.Passes ? (passed + 1, failed) : (passed, failed + 1);
                System.Console.WriteLine($"  {(m.Passes ? "pass" : "FAIL")}  {m.What,-72} {m.Value.ToString("G6", CultureInfo.InvariantCulture),12}   {m.Limit}");
            }
        }
    }
}
