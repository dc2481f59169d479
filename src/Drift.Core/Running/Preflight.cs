using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Output;

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
    /// <remarks>Collective; the node memory of the communicator is not touched before the first step.</remarks>
    public static (RunPlan? Plan, IReadOnlyList<Problem> Problems) Inspect(
        string file, IReadOnlyList<string> overrides, RunOptions options, ICommunicator communicator)
    {
        int cores = CoreShare.Of(communicator);
        (ExperimentSpec? spec, IReadOnlyList<Problem> found) = ExperimentReader.Inspect(file, overrides);
        var problems = new List<Problem>(found);
        if (spec is null)
            return (null, problems);
        FieldSet fields = FieldComposer.Compose(spec, communicator.NodeMemory, problems);
        var composer = new KernelComposer(options.KernelCompiler, problems);
        (KernelPlan? kernels, bool allFields) = composer.Compose(spec, fields);

        // Times are looked at even where other things are wrong, as long as what they depend on could be read.
        bool hasTimes = spec.Execution.Dt != TimeSpan.Zero && spec.Execution.Runtime > TimeSpan.Zero;
        StepClock? clock = kernels is not null && allFields && hasTimes && fields.DatesAgree ? StartTime.Clock(spec, fields, problems) : null;
        string output = options.Output ?? spec.Output.File;
        IReadOnlyList<Problem> overInputs = [.. InputProtection.Check(output, file, spec)];
        problems.AddRange(overInputs);
        ReleasePlan? release = clock is null || problems.Count > 0 ? null : ReleasePlan.Make(spec, fields, clock.Value, problems);
        if (clock is not null && release is not null)
        {
            IReadOnlyList<long> outputs = Outputs(spec);
            IReadOnlyList<DiagnosticPlan> diagnostics = DiagnosticPlan.Make(spec, outputs, output, problems);
            var plan = new RunPlan(spec, options, fields, kernels!, clock.Value, outputs, options.Threads > 0 ? options.Threads : cores, output) { CompiledKernels = composer.Compiled, Release = release, Diagnostics = diagnostics };
            if (communicator.Rank == 0)
                problems.AddRange(RunOutput.Check(plan));
            problems.AddRange(diagnostics.SelectMany(d => InputProtection.Check(d.Path, file, spec)));
            if (communicator.Rank == 0)
                problems.AddRange(diagnostics.SelectMany(d => DiagnosticWriter.Check(d.Diagnostic, d.Path, d.Steps.Count, options.Overwrite)));
            problems.AddRange(PartitionProblems(plan, communicator));
            if (problems.Count == 0)
                return (plan, problems);
        }
        else if (communicator.Rank == 0 && overInputs.Count == 0)
        {
            // Not beside the above: "replace it with --overwrite" is no remedy for an input.
            problems.AddRange(OutputPlace.Check(output, bytes: 0, options.Overwrite, resume: false));
        }

        fields.Dispose();
        return (null, problems);
    }

    private static IReadOnlyList<long> Outputs(ExperimentSpec spec) =>
        OutputSchedule.Make(spec.Execution.Steps, spec.Output.Every?.Ticks / Math.Abs(spec.Execution.Dt.Ticks));

    private static IEnumerable<Problem> PartitionProblems(RunPlan plan, ICommunicator communicator)
    {
        // A rank's rows are numbered by 32 bits; a byte span over a column of doubles would overflow long before.
        const long most = int.MaxValue / 16;
        long perRank = (plan.Trajectories + communicator.Size - 1) / communicator.Size;
        if (perRank > most)
            yield return new Problem(plan.Spec.Particles.PlaceOf("count").ToString(), $"each of {communicator.Size} ranks would have {perRank} trajectories, and a rank holds at most {most}", $"start at least {(plan.Trajectories + most - 1) / most} ranks");
    }
}
