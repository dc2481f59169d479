using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>An experiment, ready to run: everything that can be known before the first step.</summary>
/// <param name="Spec">The experiment.</param>
/// <param name="Options">What the command line says.</param>
/// <param name="Fields">The fields, with their snapshots not loaded yet.</param>
/// <param name="Kernels">The kernels, bound to the fields.</param>
/// <param name="Clock">Start and dt.</param>
/// <param name="OutputSteps">Steps at whose start there is an output (obs).</param>
/// <param name="Threads">Threads of this rank.</param>
/// <param name="Output">The output file.</param>
public sealed record RunPlan(
    ExperimentSpec Spec,
    RunOptions Options,
    FieldSet Fields,
    KernelPlan Kernels,
    StepClock Clock,
    IReadOnlyList<long> OutputSteps,
    int Threads,
    string Output) : IDisposable
{
    /// <summary>The kernels that were compiled from files.</summary>
    public IReadOnlyList<CompiledKernel> CompiledKernels { get; init; } = [];

    /// <summary>What is counted while the run goes on.</summary>
    internal IReadOnlyList<DiagnosticPlan> Diagnostics { get; init; } = [];

    /// <summary>Realisations × particles.</summary>
    public long Trajectories => Spec.Particles.Count * Spec.Seeds.Count;

    /// <summary>Number of steps.</summary>
    public long Steps => Spec.Execution.Steps;

    /// <summary>Whether particles have a depth.</summary>
    public bool HasDepth => Spec.Particles.HasDepth;

    /// <summary>Where and when particles are released.</summary>
    public required ReleasePlan Release { get; init; }

    /// <summary>What is not meant as it is written, perhaps, but does not keep the run from starting.</summary>
    public IEnumerable<string> Warnings()
    {
        var seen = new HashSet<Grid>();
        if (Spec.Checkpoint is not null)
            yield return $"{Spec.PlaceOf("checkpoint")}: checkpoints are not yet available: the run writes none";
        foreach (FieldSpec field in Spec.Fields.Values)
        {
            // U, V and W have one grid, and one line is enough for it.
            if (Fields.Contains(field.Name) && Fields[field.Name].Grid is CurvilinearGrid { HasNorthFold: true } grid && seen.Add(grid))
                yield return $"{field.Place}: the grid has a north fold, at which its two halves are not joined: particles that cross it end with the status out_of_grid";
        }
        if (Release.CountOutside(Steps) is > 0 and var outside)
            yield return $"{Spec.Particles.Place}: {outside} of {Spec.Particles.Count} particles are released at times outside the run, and never appear";
        foreach (Field field in Fields.Changing().Where(f => f.Axis.HasGap))
            yield return $"{Spec.Fields[field.Name].PlaceOf("periodic")}: the snapshots leave a part of the period out, and the field is interpolated over it";
    }

    /// <summary>The time at the start of a step, as a date where there is a calendar.</summary>
    /// <param name="step">Number of the step.</param>
    internal string TimeText(long step) => Fields.Calendar is { } calendar
        ? calendar.DateOf(Clock.TimeAt(step)).ToString()
        : FormattableString.Invariant($"{Clock.SecondsAt(step)} s");

    /// <summary>Gives fields and files back.</summary>
    public void Dispose() => Fields.Dispose();
}
