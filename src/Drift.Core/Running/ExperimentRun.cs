using System.Diagnostics;
using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Runs an experiment on all ranks: each integrates its range of trajectories, rank 0 gathers and writes one file.</summary>
public sealed class ExperimentRun
{
    /// <summary>Time between two reports of progress: often enough to look alive, too seldom to cost anything.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.1);

    private readonly RunPlan plan;
    private readonly ICommunicator communicator;
    private readonly Partition partition;
    private readonly PollEvents poll;
    private readonly SectionTimes times = new();
    private readonly Stopwatch wall = Stopwatch.StartNew();
    private TimeSpan reported;
    private long done;
    private int obs;

    private ExperimentRun(RunPlan plan, ICommunicator communicator, StopRequest stop)
    {
        this.plan = plan;
        this.communicator = communicator;
        poll = new PollEvents(communicator, stop);
        partition = Partition.Even(plan.Trajectories, communicator.Size);
    }

    private Action<RunProgress>? Progress { get; init; }

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">The plan; the same on all ranks.</param>
    /// <param name="communicator">All ranks.</param>
    /// <param name="progress">Called on this thread between blocks, ten times a second at most.</param>
    /// <param name="stop">Ends the run at the next poll event, at most about a second away; may be given to any rank.</param>
    /// <returns>What was done, the same on every rank.</returns>
    /// <exception cref="DriftException">
    /// Code FileFailed: a file failed. ParticleFailed: a particle stopped the run, on every rank alike. Code of a signal: the run
    /// was asked to stop, on every rank alike. The output file is closed, as NAME.partial, with all outputs reached.
    /// </exception>
    /// <remarks>Collective. Determinism: the same bits for any number of ranks and threads.</remarks>
    public static RunReport Execute(
        RunPlan plan, ICommunicator communicator, Action<RunProgress>? progress = null, StopRequest? stop = null) =>
        new ExperimentRun(plan, communicator, stop ?? new StopRequest()) { Progress = progress }.Run();

    private RunReport Run()
    {
        using ParticleSet particles = Release.Make(plan, partition, communicator.Rank);

        // The loop gives the particles the variables of its kernels.
        var policies = StatusPolicies.Of(plan.Spec.Execution.OnError);
        var loop = new TimeLoop(particles, plan.Kernels, plan.Clock, plan.Threads, plan.Options.Lanes, plan.Spec.Execution.Sort)
        {
            BetweenBlocks = Report,
            LastStep = plan.Steps,
            Noted = policies.Aborting,
        };
        using TrajectoryWriter? writer = communicator.Rank == 0
            ? times.Measure(Section.Output, () => RunOutput.Create(plan, communicator))
            : null;
        using DiagnosticRun diagnostics = times.Measure(Section.Output, () => new DiagnosticRun(plan, communicator, particles, times));
        var gather = new TrajectoryGather(communicator, new GatherPlan(partition));
        var outputs = new HashSet<long>(plan.OutputSteps);
        long step = 0;
        times.Measure(Section.Kernels, () => loop.Observe(0));
        foreach (long observed in plan.OutputSteps.Concat(plan.Diagnostics.SelectMany(d => d.Steps)).Distinct().Order())
        {
            step = Advance(loop, particles, step, observed, policies);
            if (step > 0)
                times.Measure(Section.Kernels, () => loop.Observe(step));
            if (outputs.Contains(step))
            {
                Write(gather, particles.Record(policies.Visible, withOnce: obs == 0 || particles.HasReleaseTimes), writer);
                obs++;
            }

            diagnostics.Observe(step);
            Report(0);
        }

        RunReport report = RunReports.Make(plan, particles, communicator, times.With(Section.Input, loop.InputTime), wall.Elapsed);
        times.Measure(Section.Output, () =>
        {
            writer?.Complete();
            diagnostics.Complete();
        });
        return report;
    }

    private long Advance(TimeLoop loop, ParticleSet particles, long from, long to, StatusPolicies policies)
    {
        while (from < to)
        {
            long end = Math.Min(from + poll.Stride, to);
            poll.Start();
            times.Measure(Section.Kernels, () => loop.Advance(from, end));
            int signal = poll.Agree(end - from);
            if (signal != 0)
                throw Stopped(signal, end);
            if (policies.Aborting.Bits != 0)
                FailedParticle.ThrowIfAny(loop.FirstFailure, particles, partition, plan, communicator);
            from = end;
        }

        return to;
    }

    private DriftException Stopped(int signal, long step)
    {
        string partial = OutputPlace.Partial(plan.Output);
        string saved = obs == 0 ? $"no output was reached yet, {partial} holds none" : $"the first {obs} of {plan.OutputSteps.Count} outputs are saved in {partial}";
        return new DriftException(StopRequest.CodeOf(signal), new Problem(
            plan.Output, $"signal {signal} ended the run at {plan.TimeText(step)}; {saved}", "start anew with --overwrite"));
    }

    private void Write(TrajectoryGather gather, TrajectoryBlock block, TrajectoryWriter? writer)
    {
        long started = Stopwatch.GetTimestamp();
        var writing = TimeSpan.Zero;
        gather.Gather(block, (column, firstRow, values) =>
        {
            long begun = Stopwatch.GetTimestamp();
            writer!.WriteRows(obs, column, firstRow, values);
            writing += Stopwatch.GetElapsedTime(begun);
        });
        times.Add(Section.Gather, Stopwatch.GetElapsedTime(started) - writing);
        times.Add(Section.Output, writing);
        times.Measure(Section.Output, () =>
        {
            writer?.WriteTime(obs, plan.Clock.SecondsAt(plan.OutputSteps[obs]));
            writer?.Sync();
        });
    }

    private void Report(long particleSteps)
    {
        done += particleSteps;
        if (Progress is null || wall.Elapsed - reported < ReportInterval)
            return;
        reported = wall.Elapsed;
        Progress(new RunProgress(done, partition.Count(communicator.Rank) * plan.Steps, communicator.Size, obs, plan.OutputSteps.Count, wall.Elapsed));
    }
}
