using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;

namespace Drift.App.Commands;

[Verb("check", HelpText = "Says everything that can be known of an experiment before it starts.")]
internal sealed class CheckCommand : ExperimentOptions, ICommand
{
    [Option("ranks", Default = 1, MetaValue = "N", HelpText = "The number of ranks to reckon with.")]
    public int Ranks { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new CheckCommand { File = "examples/agulhas.yaml", Ranks = 4 })];

    public int Execute()
    {
        if (Ranks < 1)
            throw Usage.Wrong("--ranks", $"{Ranks} is no number of ranks", "give 1 or more");
        using var communicator = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(File, [.. Set], ToRunOptions(), communicator);
        if (plan is null)
        {
            Messages.Problems(problems);
            return (int)ExitCode.Preflight;
        }

        using (plan)
        {
            Survey survey = Survey.Of(plan, Ranks);
            foreach ((string name, string value) in survey.Lines)
                System.Console.WriteLine($"{name,-18} {value}");
            foreach (string note in survey.Notes)
                Messages.Note(note);
            return (int)ExitCode.Done;
        }
    }
}
