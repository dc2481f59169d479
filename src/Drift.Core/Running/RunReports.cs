using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Makes the report of a run from what each rank knows.</summary>
internal static class RunReports
{
    public static RunReport Make(RunPlan plan, ParticleSet particles, ICommunicator communicator, SectionTimes times, TimeSpan wall)
    {
        Section[] sections = Enum.GetValues<Section>();
        ParticleStatus[] statuses = Enum.GetValues<ParticleStatus>();
        long[] counts = [.. statuses.Select(s => (long)particles.CountOf(s))];
        communicator.Allreduce<long>(counts, Reduction.Sum);
        long[] largest = [.. sections.Select(s => times[s].Ticks), PeakMemory.Bytes(), wall.Ticks];
        communicator.Allreduce<long>(largest, Reduction.Max);
        return new RunReport(
            plan.Output,
            plan.Trajectories,
            plan.Trajectories * plan.Steps,
            new TimeSpan(largest[^1]),
            sections.Index().ToDictionary(s => s.Item.ToString(), s => new TimeSpan(largest[s.Index]), StringComparer.Ordinal),
            statuses.Index().Where(s => s.Item != ParticleStatus.Active && counts[s.Index] > 0).ToDictionary(s => s.Item, s => counts[s.Index]),
            largest[^2],
            communicator.Size,
            plan.Threads);
    }
}
