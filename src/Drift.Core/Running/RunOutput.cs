using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>The output file of a run, as its plan tells it.</summary>
internal static class RunOutput
{
    /// <summary>What would keep the file from being written.</summary>
    public static IEnumerable<Problem> Check(RunPlan plan) =>
        TrajectoryWriter.Check(plan.Output, Schema(plan), plan.Options.Overwrite);

    /// <summary>The file, with everything but the outputs written.</summary>
    public static TrajectoryWriter Create(RunPlan plan, ICommunicator communicator)
    {
        var provenance = new Provenance
        {
            Command = plan.Options.Command,
            ExperimentText = plan.Spec.Text,
            Inputs = Inputs(plan),
            KernelSources = [.. plan.CompiledKernels.Select(k => (Path.GetFileName(k.File), k.Text))],
            RandomGenerator = "Philox4x32-10",
            Seeds = plan.Spec.Seeds,
            MetresPerDegree = plan.Spec.Mesh == Mesh.Spherical ? Constants.MetresPerDegree : 0,
            Ranks = communicator.Size,
            ThreadsPerRank = plan.Threads,
            MpiLibrary = communicator.Library,
        };
        return TrajectoryWriter.Create(plan.Output, Schema(plan) with { Attributes = provenance.ToAttributes() }, plan.Options.Overwrite);
    }

    /// <summary>What the file holds.</summary>
    public static TrajectorySchema Schema(RunPlan plan) => new()
    {
        Mesh = plan.Spec.Mesh,
        Times = [.. plan.OutputSteps.Select(plan.Clock.SecondsAt)],
        Reference = TimeReference.None with { Calendar = plan.Fields.Calendar?.Name },
        Trajectories = plan.Trajectories,
        Variables = Variables(plan),
        Realisations = plan.Spec.Realisations is null ? null : new RealisationSeeds(plan.Spec.Particles.Count, plan.Spec.Seeds),
        Title = plan.Spec.Title,
        Layout = plan.Spec.Output.Layout,
        Compression = plan.Spec.Output.Compression,
        SinglePrecision = plan.Spec.Output.SinglePrecision,
    };

    /// <summary>The variables in the order in which a particle set records them: those recorded once come last.</summary>
    private static IReadOnlyList<Variable> Variables(RunPlan plan)
    {
        Variable[] declared = [.. plan.Kernels.Variables.Select(d => d.Variable)];
        return
        [
            .. PositionVariables.Of(plan.Spec.Mesh, plan.HasDepth),
            .. declared.Where(v => v.Recorded == Recorded.Always),
            .. declared.Where(v => v.Recorded == Recorded.Once),
            .. plan.Release.HasTimes ? PositionVariables.OfRelease(plan.Spec.Mesh, plan.HasDepth) : [],
        ];
    }

    /// <summary>All input files; digests are taken of the first gigabyte or so, since ranks wait for them. The others are named by their dates.</summary>
    private static List<InputFile> Inputs(RunPlan plan)
    {
        var inputs = new List<InputFile>();
        long left = InputFile.LargeBytes;
        IEnumerable<string> others = (plan.Spec.Particles.Release?.Inputs ?? []).Concat(plan.Spec.Regions.Values.Select(r => r.Polygon.File).OfType<string>());
        foreach (string path in plan.Spec.Fields.Values.SelectMany(f => f.Inputs).Concat(others).Distinct(StringComparer.Ordinal))
        {
            InputFile input = InputFile.Look(path, mostToHash: left);
            left -= input.Sha256.Length > 0 ? input.Bytes : 0;
            inputs.Add(input);
        }

        return inputs;
    }
}
