using System.Globalization;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>What a plan amounts to: work, memory and file size, and notes on what may not be meant.</summary>
public sealed class Survey
{
    private readonly List<(string Name, string Value)> lines = [];
    private readonly List<string> notes = [];

    private Survey()
    {
    }

    /// <summary>Facts with their names, in the order to print.</summary>
    public IReadOnlyList<(string Name, string Value)> Lines => lines;

    /// <summary>What may not be meant: particles that start outside or on land, steps that are long for the grid.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Looks at a plan; loads the first snapshots.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="ranks">Number of ranks to reckon with.</param>
    public static Survey Of(RunPlan plan, int ranks)
    {
        var survey = new Survey();
        var partition = Partition.Even(plan.Trajectories, ranks);
        survey.Add("experiment", plan.Spec.Title);
        survey.Add("trajectories", $"{plan.Spec.Seeds.Count} realisations × {plan.Spec.Particles.Count} particles = {plan.Trajectories}");
        survey.Add("steps", $"{plan.Steps} of {Durations.Format(plan.Spec.Execution.Dt)}");
        survey.Add("work per rank", $"{partition.Count(0)} trajectories, {partition.Count(0) * plan.Steps} particle-steps, {plan.Threads} threads");
        if (ranks > plan.Trajectories)
            survey.notes.Add($"{ranks - plan.Trajectories} of {ranks} ranks have no particle");
        survey.Look(plan);
        return survey;
    }

    private void Look(RunPlan plan)
    {
        using ParticleSet particles = Release.Make(plan.Spec, plan.Fields, Partition.Even(plan.Trajectories, 1), 0);
        TrajectorySchema schema = RunOutput.Schema(plan, [.. particles.Record(false).Columns.Select(c => c.Variable)]);
        Add("output", $"{plan.Output}: {schema.Times.Count} outputs, {Size(schema.Bytes)}");
        Add("memory per rank", $"{Size(particles.BytesPerParticle * (long)particles.Count)} for particles on one rank, {Size(plan.Fields.BytesHeld())} for two snapshots of the fields");
        if (!plan.Fields.HasVelocity || !plan.Fields.IsVelocityUsed)
            return;
        double start = plan.Clock.SecondsAt(0);
        plan.Fields.MoveTo(start, start);
        Velocities(plan, particles, start);
    }

    /// <summary>Where particles start, and how far they go in a step.</summary>
    private void Velocities(RunPlan plan, ParticleSet particles, double time)
    {
        VectorField velocity = plan.Fields.UseVelocity();
        (long outside, long still, double fastest) = (0, 0, 0);
        for (int i = 0; i < particles.Count; i++)
        {
            Lane1 error = 0.0;
            velocity.Sample<Lane1>(time, 0.0, particles.Lat[i], particles.Lon[i], ref error, out Lane1 u, out Lane1 v);
            if ((double)error != 0)
                outside++;
            else if ((double)u == 0 && (double)v == 0)
                still++;
            else
                fastest = Math.Max(fastest, Math.Sqrt(((double)u * (double)u) + ((double)v * (double)v)));
        }

        if (outside > 0)
            notes.Add($"{outside} of {particles.Count} particles start outside the velocity field and end in the first step");
        if (still > 0)
            notes.Add($"{still} of {particles.Count} particles start where the velocity is 0, on land or missing data");
        double metres = fastest * Math.Abs(plan.Clock.DtSeconds);
        if (velocity.SmallestSpacing() is { } spacing && metres > spacing)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"the fastest particle goes {metres:0} m in a step, more than the {spacing:0} m between two points of the grid; a shorter dt is better"));
    }

    private void Add(string name, string value) => lines.Add((name, value));

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
