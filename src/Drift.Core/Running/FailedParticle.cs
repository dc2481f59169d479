using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>Stops a run at the first particle that failed, on all ranks with the same message.</summary>
internal static class FailedParticle
{
    /// <remarks>Collective.</remarks>
    public static void ThrowIfAny(Failure? mine, ParticleSet particles, Partition partition, RunPlan plan, ICommunicator communicator)
    {
        long[] step = [mine?.Step ?? long.MaxValue];
        communicator.Allreduce<long>(step, Reduction.Min);
        if (step[0] == long.MaxValue)
            return;

        // Among those of the same step the lowest trajectory, which the lowest rank has.
        bool candidate = mine is { } failure && failure.Step == step[0];
        long[] trajectory = [candidate ? particles.FirstTrajectory + mine!.Value.Row : long.MaxValue];
        communicator.Allreduce<long>(trajectory, Reduction.Min);
        double[] details = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        int owner = partition.Owner(trajectory[0]);
        if (owner == communicator.Rank)
        {
            int row = mine!.Value.Row;
            details = [(double)(int)mine.Value.Status, particles.Lon[row], particles.Lat[row]];
        }

        communicator.Allreduce<double>(details, Reduction.Max);
        (long realisation, long particle) = Math.DivRem(trajectory[0], plan.Spec.Particles.Count);
        string which = plan.Spec.Realisations is null ? $"particle {particle}" : $"particle {particle} of seed {plan.Spec.Seeds[(int)realisation]}";
        throw new DriftException(ExitCode.ParticleFailed, new Problem(
            $"rank {owner}",
            FormattableString.Invariant($"{which} {Words((ParticleStatus)(int)details[0])} at {plan.TimeText(step[0])}, lon {details[1]}, lat {details[2]}"),
            "the run stops since on_error is abort; 'delete' or 'stop' let it go on"));
    }

    private static string Words(ParticleStatus status) => status switch
    {
        ParticleStatus.OutOfGrid => "left the grid",
        ParticleStatus.OutOfTime => "needed a field outside its times",
        ParticleStatus.AboveSurface => "rose above the surface of the water",
        ParticleStatus.BelowBottom => "sank below the bottom, or below the last level of a field",
        ParticleStatus.NotFinite => "got a position that is not a finite number",
        _ => $"ended ({status})",
    };
}
