using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>Makes the kernels of an experiment, built-in or from files, and binds them to its fields.</summary>
internal sealed class KernelComposer
{
    private readonly IKernelCompiler? compiler;
    private readonly List<Problem> problems;
    private readonly Dictionary<string, CompiledKernel> compiled = new(StringComparer.Ordinal);

    /// <param name="compiler">What compiles kernels from files; null where nothing does.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public KernelComposer(IKernelCompiler? compiler, List<Problem> problems)
    {
        this.compiler = compiler;
        this.problems = problems;
    }

    /// <summary>The kernels from files, each file once, in the order of the experiment.</summary>
    public IReadOnlyList<CompiledKernel> Compiled => [.. compiled.Values];

    /// <returns>The kernels that could be made, null if none; and whether all fields are there that they need.</returns>
    public (KernelPlan? Kernels, bool AllFields) Compose(ExperimentSpec spec, FieldSet fields)
    {
        List<IBoundary> boundaries = [.. BoundaryComposer.Make(spec, problems)];
        if (StatusPolicies.Of(spec.Execution.OnError).Water is { } water)
        {
            boundaries.Add(water);
            if (!spec.Particles.HasDepth)
                problems.Add(new Problem(spec.Execution.OnError.Place.ToString(), "clamp and reflect keep particles between surface and bottom, but they have no depth", "give 'particles' a depth, in metres, positive down"));
        }

        var kernels = new List<IKernel>();
        foreach (KernelSpec kernel in spec.Kernels)
        {
            try
            {
                // Those that only look on come last: they see where particles have got to.
                if (ObserverRegistry.Find(kernel.Name) is { } observer && kernel.SourceFile is null)
                    boundaries.Add(ObserverRegistry.Make(observer, kernel, spec.Mesh, RegionComposer.Make(spec)));
                else
                    kernels.Add(Make(kernel));
            }
            catch (DriftException e)
            {
                // A file that is named twice is compiled and complained about once.
                problems.AddRange(e.Problems.Except(problems));
            }
        }

        if (kernels.Count == 0 && spec.Kernels.All(k => k.SourceFile is null && ObserverRegistry.Find(k.Name) is not null))
            kernels.Add(new StandingStill());

        // A field that could not be read is not missing: its own problem says more.
        bool allRead = spec.Fields.Keys.All(name => fields.Contains(name) || (name is "U" or "V" && fields.HasVelocity));
        return kernels.Count == 0 ? (null, allRead) : Bind(kernels, boundaries, spec, fields, allRead);
    }

    private IKernel Make(KernelSpec spec)
    {
        string place = spec.Place.ToString();
        if (spec.SourceFile is not { } file)
            return KernelRegistry.Make(spec.Name, spec.Parameters, place);
        if (compiler is null)
            throw new DriftException(ExitCode.Preflight, new Problem(place, "kernels from a file are compiled by the program drift, and this program has no compiler", "run it with 'drift run', or use the kernel's type in the program"));
        if (!compiled.TryGetValue(file, out CompiledKernel? made))
            compiled.Add(file, made = compiler.Compile(file));
        return KernelParameters.Make(made, spec.Parameters, place);
    }

    private (KernelPlan? Kernels, bool AllFields) Bind(List<IKernel> kernels, List<IBoundary> boundaries, ExperimentSpec spec, FieldSet fields, bool allRead)
    {
        string place = spec.PlaceOf("kernels").ToString();
        try
        {
            KernelPlan plan = KernelPlan.Make(kernels, fields, boundaries, VariableComposer.Make(spec, fields, problems));
            if (!spec.Particles.HasDepth)
                problems.AddRange(plan.NeedDepth.Select(name => new Problem(place, $"kernel {name} moves particles in depth, but they have none", "give 'particles' a depth, in metres, positive down")));
            return (plan, allRead);
        }
        catch (DriftException e)
        {
            if (allRead)
                problems.AddRange(e.Problems.Select(p => p with { Place = place, Remedy = p.What.Contains(" needs the field ", StringComparison.Ordinal) ? "add it under 'fields', as a number or from files" : p.Remedy }));
        }
        catch (Exception e) when (compiled.Count > 0)
        {
            // What a user's Bind does is none of ours: it may refuse a parameter by an exception.
            problems.Add(new Problem(place, $"a kernel cannot be bound: {e.Message.ReplaceLineEndings(" ")}"));
        }

        return (null, false);
    }
}
