using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>What particles find where they start: all of them, or as many as take less than a second, evenly among all.</summary>
/// <param name="Looked">Number of particles looked at.</param>
/// <param name="IsWhole">Whether these are all.</param>
/// <param name="Outside">Those outside the velocity field.</param>
/// <param name="Still">Those where the velocity is 0: on land, or where data are missing.</param>
/// <param name="Fastest">The largest speed, m s-1.</param>
/// <param name="Spacing">The shortest distance between points of the grid in metres; null where there is none.</param>
internal readonly record struct StartSample(long Looked, bool IsWhole, long Outside, long Still, double Fastest, double? Spacing)
{
    /// <summary>Most particles that are looked at.</summary>
    public const long Most = 1_000_000;

    /// <summary>Those where there is a velocity.</summary>
    public long Moving => Looked - Outside - Still;

    /// <summary>Loads the snapshots around the start, and samples the velocity.</summary>
    public static StartSample Of(RunPlan plan)
    {
        double time = plan.Clock.SecondsAt(0);
        VectorField velocity = plan.Fields.UseVelocity();
        long looked = Math.Min(plan.Trajectories, Most);
        var starts = new Starts(new double[looked], new double[looked], new double[looked]);
        for (long i = 0; i < looked; i++)
        {
            long trajectory = (long)((Int128)i * plan.Trajectories / looked);
            (long realisation, long particle) = Math.DivRem(trajectory, plan.Spec.Particles.Count);
            ulong seed = (ulong)plan.Spec.Seeds[(int)realisation];
            (starts.X[i], starts.Y[i], starts.Depth[i]) = plan.Release.PlaceOf(seed, particle);
        }

        plan.Fields.MoveTo(time, time, places: starts);
        (long outside, long still, double fastest) = (0, 0, 0);
        for (long i = 0; i < looked; i++)
        {
            Lane1 error = 0.0;
            velocity.Sample<Lane1>(time, starts.Depth[i], starts.Y[i], starts.X[i], ref error, out Lane1 u, out Lane1 v);
            double speed = Math.Sqrt(((double)u * (double)u) + ((double)v * (double)v));
            if ((double)error != 0)
                outside++;
            else if (speed == 0)
                still++;
            else
                fastest = Math.Max(fastest, speed);
        }

        return new StartSample(looked, looked == plan.Trajectories, outside, still, fastest, velocity.SmallestSpacing());
    }

    /// <summary>The places at which particles start, of which large fields are read around.</summary>
    private sealed record Starts(double[] X, double[] Y, double[] Depth) : IPlaces
    {
        public ReadOnlySpan<double> Lon => X;

        public ReadOnlySpan<double> Lat => Y;

        public bool IsActive(int particle) => true;
    }
}
