using CommandLine;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

[Verb("run", HelpText = "Runs an experiment, on as many ranks as it is started on.")]
internal sealed class RunCommand : ExperimentOptions, ICommand
{
    [Option("quiet", HelpText = "Prints errors only.")]
    public bool Quiet { get; set; }

    public int Execute()
    {
        RunOptions options = ToRunOptions();
        return MpiEnvironment.Run(communicator => Run(options, communicator));
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
                RunReport report = Progress.Show(speaks, plan!.Spec.Title, progress => ExperimentRun.Execute(plan, communicator, progress));
                if (speaks)
                    Messages.Report(report);
                else if (communicator.Rank == 0)
                    Messages.Ended(report);
                return (int)ExitCode.Done;
            }
            catch (DriftException e) when (e.Code == ExitCode.ParticleFailed)
            {
                // Thrown on all ranks alike: all end in order, and one speaks.
                if (communicator.Rank == 0)
                    Messages.Problems(e.Problems);
                return (int)e.Code;
            }
        }
    }
}
