using System.Globalization;
using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>What a plan amounts to: work, memory and file size, and notes on what may not be meant.</summary>
public sealed class Survey
{
    /// <summary>Memory in bytes that a rank needs beside particles and fields, as measured: the runtime, the libraries, compiled code.</summary>
    public const long BaseBytes = 80L << 20;

    private readonly List<(string Name, string Value)> lines = [];
    private readonly List<string> notes = [];
    private readonly RunPlan plan;

    private Survey(RunPlan plan) => this.plan = plan;

    /// <summary>Facts with their names, in the order to print.</summary>
    public IReadOnlyList<(string Name, string Value)> Lines => lines;

    /// <summary>What may not be meant: particles that start outside or on land, steps that are long for the grid.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Looks at a plan; loads the first snapshots.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="ranks">Number of ranks to reckon with.</param>
    /// <remarks>Allocation: 24 bytes for each particle that is looked at, a million at most.</remarks>
    public static Survey Of(RunPlan plan, int ranks)
    {
        var survey = new Survey(plan);
        survey.Describe();

        // First, so that memory is that of the part of large fields that is held.
        StartSample? sample = plan.Fields.IsVelocityUsed ? StartSample.Of(plan) : null;
        survey.Share(ranks);
        if (sample is { } starts)
            survey.Look(starts);
        survey.notes.AddRange(plan.Warnings());
        return survey;
    }

    private void Describe()
    {
        ExperimentSpec spec = plan.Spec;
        Add("experiment", spec.Title);
        Add("time", $"{plan.TimeText(0)} to {plan.TimeText(plan.Steps)}{(spec.Execution.Dt < TimeSpan.Zero ? ", backward" : "")}; {Coverage()}");
        Add("steps", $"{Number(plan.Steps)} of {Durations.Format(spec.Execution.Dt)}");
        Add("trajectories", spec.Realisations is null
            ? $"{Number(plan.Trajectories)}"
            : $"{Number(plan.Trajectories)}: {spec.Seeds.Count} realisations of {Number(spec.Particles.Count)} particles");
    }

    private string Coverage()
    {
        Field[] changing = [.. plan.Fields.Changing()];
        if (changing.Length == 0)
            return "the fields have values at any time";
        string reach = changing.Any(f => double.IsFinite(f.Axis.First)) ? StartTime.Reach(plan.Fields) : "the fields have values at any time";
        string[] rules = [.. changing.Where(f => f.Axis.Rule.IsPeriodic || f.Axis.Rule.IsHeld).GroupBy(f => f.Axis.Rule).Select(r => $"{string.Join(" and ", r.Select(f => f.Name))}: {r.Key}")];
        return rules.Length == 0 ? reach : $"{reach} ({string.Join("; ", rules)})";
    }

    private void Share(int ranks)
    {
        long most = Partition.Even(plan.Trajectories, ranks).Count(0);
        using var columns = new ParticleSet(plan.Fields, 0, [], plan.HasDepth);
        columns.Declare(plan.Kernels.Variables);
        TrajectorySchema schema = RunOutput.Schema(plan);
        Add("output", $"{plan.Output}: {Number(schema.Times.Count)} outputs, {Size(schema.Bytes)}"
            + (schema.IsConverted ? $", and at the end up to {Size(schema.ConvertedBytes)} beside it for the complete file" : ""));
        Add("work per rank", $"{Number(most)} trajectories, {Number(most * plan.Steps)} particle-steps on {Count(ranks, "rank")}");
        int threads = plan.Options.Threads > 0 ? plan.Options.Threads : Math.Max(Environment.ProcessorCount / ranks, 1);
        Add("threads per rank", plan.Options.Threads > 0
            ? Number(threads)
            : $"{threads}, where {Count(ranks, "rank")} share{(ranks == 1 ? "s" : "")} {Count(Environment.ProcessorCount, "core")} as here");
        int perParticle = columns.BytesPerParticle + (plan.Spec.Execution.Sort ? PlaceOrder.BytesPerParticle : 0);
        long particles = perParticle * most;
        long gather = 2 * Math.Min(plan.Trajectories, GatherPlan.UsualRows) * sizeof(double);
        long fields = plan.Fields.BytesHeld();
        Add("memory per rank", $"about {Size(BaseBytes + particles)}: {Size(BaseBytes)} and {perParticle} bytes a particle; rank 0 gathers in {Size(gather)} more");
        Add("memory per node", $"about {Size(((BaseBytes + particles) * ranks) + gather + fields)} with {(ranks == 1 ? "the rank" : $"all {ranks} ranks")} on one node, {Size(fields)} of it for the snapshots of the fields");
        if (ranks > plan.Trajectories)
            notes.Add($"{ranks - plan.Trajectories} of {ranks} ranks have no particle");
        if (plan.Options.Threads > Environment.ProcessorCount)
            notes.Add($"{plan.Options.Threads} threads are more than the {Count(Environment.ProcessorCount, "core")} that this process may use here");
    }

    /// <summary>Where particles start, and how far they go in a step.</summary>
    private void Look(StartSample sample)
    {
        string of = sample.IsWhole ? $"{Number(sample.Looked)} particles" : $"{Number(sample.Looked)} particles looked at, evenly among all,";
        Add("particles start", $"{Number(sample.Moving)} of {of} where there is a velocity, {Number(sample.Still)} where it is 0, {Number(sample.Outside)} outside the fields");
        if (sample.Outside > 0)
            notes.Add($"{Number(sample.Outside)} of {of} start outside the velocity field and end in the first step");
        if (sample.Spacing is not { } spacing)
            return;
        if (sample.Still > 0)
            notes.Add($"{Number(sample.Still)} of {of} start where the velocity is 0, on land or missing data");
        double metres = sample.Fastest * Math.Abs(plan.Clock.DtSeconds);
        Add("CFL", string.Create(CultureInfo.InvariantCulture, $"{metres / spacing:0.###}: {Metres(metres)} in a step at {sample.Fastest:0.###} m/s, {Metres(spacing)} between two points of the grid"));
        if (metres > spacing)
            notes.Add($"the fastest particle goes {Metres(metres)} in a step, more than the {Metres(spacing)} between two points of the grid; a shorter dt is better");
    }

    private void Add(string name, string value) => lines.Add((name, value));

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    /// <summary>A whole number with its thousands apart.</summary>
    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Metres(double metres) => metres >= 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{metres / 1000:0} km")
        : string.Create(CultureInfo.InvariantCulture, $"{metres:0.#} m");

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
