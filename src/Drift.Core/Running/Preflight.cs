using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>Everything that can be known of an experiment before its first step: the same for <c>check</c> and before every run.</summary>
public static class Preflight
{
    /// <summary>Reads an experiment and makes it ready, or says everything that is wrong with it.</summary>
    /// <param name="file">The experiment file.</param>
    /// <param name="overrides">Each <c>key.path=value</c>.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="communicator">All ranks.</param>
    /// <returns>The plan; null where there are problems; and the problems of this rank.</returns>
    /// <remarks>Collective.</remarks>
    public static (RunPlan? Plan, IReadOnlyList<Problem> Problems) Inspect(
        string file, IReadOnlyList<string> overrides, RunOptions options, ICommunicator communicator)
    {
        // First, and on every rank, whatever it finds afterwards: this is the only part that ranks do together.
        int threads = options.Threads > 0 ? options.Threads : CoreShare.Threads(communicator);
        (ExperimentSpec? spec, IReadOnlyList<Problem> found) = ExperimentReader.Inspect(file, overrides);
        var problems = new List<Problem>(found);
        if (spec is null)
            return (null, problems);
        FieldSet fields = FieldComposer.Compose(spec, communicator.NodeMemory, problems);
        KernelPlan? kernels = Kernels(spec, fields, problems);
        StepClock? clock = kernels is null || problems.Count > 0 ? null : StartTime.Clock(spec, fields, problems);
        if (clock is null || problems.Count > 0)
        {
            fields.Dispose();
            return (null, problems);
        }

        long dt = Math.Abs(spec.Execution.Dt.Ticks);
        IReadOnlyList<long> outputs = OutputSchedule.Make(spec.Execution.Steps, spec.Output.Every?.Ticks / dt);
        var plan = new RunPlan(spec, options, fields, kernels!, clock.Value, outputs, threads, options.Output ?? spec.Output.File);
        if (communicator.Rank == 0)
            problems.AddRange(RunOutput.Check(plan));
        problems.AddRange(PartitionProblems(plan, communicator));
        if (problems.Count == 0)
            return (plan, problems);
        plan.Dispose();
        return (null, problems);
    }

    private static IEnumerable<Problem> PartitionProblems(RunPlan plan, ICommunicator communicator)
    {
        // A rank's rows are numbered by 32 bits; a byte span over a column of doubles would overflow long before.
        const long most = int.MaxValue / 16;
        long perRank = (plan.Trajectories + communicator.Size - 1) / communicator.Size;
        if (perRank > most)
            yield return new Problem(plan.Spec.Particles.PlaceOf("count").ToString(), $"each of {communicator.Size} ranks would have {perRank} trajectories, and a rank holds at most {most}", $"start at least {(plan.Trajectories + most - 1) / most} ranks");
    }

    private static KernelPlan? Kernels(ExperimentSpec spec, FieldSet fields, List<Problem> problems)
    {
        var kernels = new List<IKernel>();
        foreach (KernelSpec kernel in spec.Kernels)
        {
            string place = kernel.Place.ToString();
            try
            {
                if (kernel.SourceFile is not null)
                    problems.Add(new Problem(place, "kernels from a file are not yet supported", "use a built-in kernel, or write a program on the library"));
                else
                    kernels.Add(KernelRegistry.Make(kernel.Name, kernel.Parameters.ToDictionary(p => p.Key, p => p.Value.Text, StringComparer.Ordinal), place));
            }
            catch (DriftException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        // A field that could not be read is not missing: its own problem says more.
        if (kernels.Count < spec.Kernels.Count || kernels.Count == 0 || spec.Fields.Keys.Any(name => !fields.Contains(name) && !fields.HasVelocity))
            return null;
        try
        {
            return KernelPlan.Make(kernels, fields);
        }
        catch (DriftException e)
        {
            problems.AddRange(e.Problems.Select(p => p with { Place = spec.PlaceOf("kernels").ToString(), Remedy = "add it under 'fields', as a number or from files" }));
            return null;
        }
    }
}
