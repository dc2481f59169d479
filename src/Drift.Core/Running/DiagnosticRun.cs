using Drift.Core.Diagnostics;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Counts the diagnostics of a run, and writes them on rank 0.</summary>
internal sealed class DiagnosticRun : IDisposable
{
    private readonly RunPlan plan;
    private readonly ICommunicator communicator;
    private readonly ParticleSet particles;
    private readonly SectionTimes times;
    private readonly List<(DiagnosticPlan Plan, HashSet<long> Steps, long[] Sums, DiagnosticWriter? Writer)> running = [];

    /// <param name="plan">The run.</param>
    /// <param name="communicator">All ranks.</param>
    /// <param name="particles">The particles of this rank, at their places of release.</param>
    /// <param name="times">Receives how long it took.</param>
    public DiagnosticRun(RunPlan plan, ICommunicator communicator, ParticleSet particles, SectionTimes times)
    {
        (this.plan, this.communicator, this.particles, this.times) = (plan, communicator, particles, times);
        foreach (DiagnosticPlan each in plan.Diagnostics)
        {
            each.Diagnostic.Begin(particles);
            running.Add((each, [.. each.Steps], new long[each.Diagnostic.Length], communicator.Rank == 0 ? Create(each) : null));
        }
    }

    /// <summary>Counts what is due. Collective.</summary>
    /// <param name="step">The step that all particles are at.</param>
    public void Observe(long step)
    {
        ParticlePlace? next = null;
        foreach ((DiagnosticPlan each, HashSet<long> steps, long[] sums, DiagnosticWriter? writer) in running)
        {
            if (!steps.Contains(step))
                continue;
            Array.Clear(sums);
            if (each.Diagnostic.NeedsNext)
                next ??= FirstOfNext();
            ParticlePlace behind = next ?? ParticlePlace.None;
            times.Measure(Section.Kernels, () => each.Diagnostic.Add(particles, behind, sums));
            times.Measure(Section.Gather, () => communicator.Allreduce(sums.AsSpan(), Reduction.Sum));
            times.Measure(Section.Output, () => writer?.Write(each.Diagnostic.Results(sums)));
        }
    }

    /// <summary>Ends the files.</summary>
    public void Complete()
    {
        foreach ((_, _, _, DiagnosticWriter? writer) in running)
            writer?.Complete();
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach ((_, _, _, DiagnosticWriter? writer) in running)
            writer?.Dispose();
    }

    private DiagnosticWriter Create(DiagnosticPlan each)
    {
        TrajectorySchema trajectories = RunOutput.Schema(plan);
        NetcdfAttribute[] attributes =
        [
            NetcdfAttribute.Of("history", $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ} {plan.Options.Command}"),
            NetcdfAttribute.Of("experiment_sha256", plan.Spec.Digest), NetcdfAttribute.Of("trajectories", Path.GetFileName(plan.Output)),
        ];
        return DiagnosticWriter.Create(each.Diagnostic, each.Path, [.. each.Steps.Select(plan.Clock.SecondsAt)], trajectories.Reference, attributes, plan.Options.Overwrite);
    }

    /// <summary>The first particle behind this rank's: ranks without particles are passed over. Collective.</summary>
    private ParticlePlace FirstOfNext()
    {
        const int values = 4;
        double[] own = particles.Count == 0 ? [-1, 0, 0, 0] : [particles.FirstTrajectory, particles.Lon[0], particles.Lat[0], particles.Status[0] == ParticleStatus.Active ? 1 : 0];
        double[] all = new double[values * communicator.Size];
        communicator.GatherFlattened<double>(own, [.. Enumerable.Repeat(values, communicator.Size)], all);
        communicator.Broadcast(all.AsSpan());
        for (int rank = communicator.Rank + 1; rank < communicator.Size; rank++)
        {
            if (all[values * rank] >= 0)
                return new ParticlePlace((long)all[values * rank], all[(values * rank) + 1], all[(values * rank) + 2], all[(values * rank) + 3] > 0);
        }

        return ParticlePlace.None;
    }
}
