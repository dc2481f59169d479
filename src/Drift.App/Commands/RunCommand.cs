using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

[Verb("run", HelpText = "Runs an experiment, on as many ranks as it is started on.")]
internal sealed class RunCommand : ExperimentOptions, ICommand
{
    [Option("quiet", HelpText = "Prints errors and nothing else.")]
    public bool Quiet { get; set; }

    [Option("resume", Hidden = true, HelpText = "Goes on with an interrupted run.")]
    public bool Resume { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new RunCommand { File = "examples/brownian.yaml", Set = ["execution.dt=30min"] })];

    public int Execute()
    {
        if (Resume)
            throw Usage.Wrong("--resume", "going on with an interrupted run is not yet available", "start anew with --overwrite");
        RunOptions options = ToRunOptions();
        return MpiEnvironment.Run(communicator => Defect.Guard(() => Run(options, communicator)));
    }

    private int Run(RunOptions options, ICommunicator communicator)
    {
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(File, [.. Set], options, communicator);
        if (Agreement.AnyProblem(problems, communicator))
        {
            plan?.Dispose();
            return (int)ExitCode.Preflight;
        }

        using (plan)
        {
            bool speaks = communicator.Rank == 0 && !Quiet;
            try
            {
                if (speaks)
                    Messages.Warnings(plan!);
                using var signals = new StopSignals();
                RunReport report = Progress.Show(speaks, plan!.Spec.Title, progress => ExperimentRun.Execute(plan, communicator, progress, signals.Request));
                if (speaks)
                    Messages.Report(report);
                return (int)ExitCode.Done;
            }
            catch (DriftException e) when (e.Code == ExitCode.ParticleFailed || StopRequest.IsSignal(e.Code))
            {
                // Thrown on all ranks alike: all end in order, and one speaks.
                if (communicator.Rank == 0)
                    Messages.Problems(e.Problems);
                return (int)e.Code;
            }
        }
    }
}
