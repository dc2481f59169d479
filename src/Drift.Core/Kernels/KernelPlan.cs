using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// The kernels of a run, in the order of their slots and bound to their fields: displacements are always added in that
/// order, whatever order they were written in, so that floating-point sums do not depend on it.
/// </summary>
public sealed class KernelPlan
{
    private readonly IReadOnlyList<IBoundary> boundaries;

    private KernelPlan(IReadOnlyList<(ushort Slot, IKernel Kernel)> kernels, IReadOnlyList<IBoundary> boundaries, KernelRequests requests)
    {
        Kernels = kernels;
        this.boundaries = boundaries;
        Variables = requests.Variables.All;
        Draws = requests.Draws;
        foreach (IBoundary boundary in boundaries)
            Held |= boundary is KeptInWater kept ? kept.Held : WaterEnds.None;
        NeedDepth = [.. requests.NeedDepth.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Kernels with their slots, in the order of slots.</summary>
    public IReadOnlyList<(ushort Slot, IKernel Kernel)> Kernels { get; }

    /// <summary>The variables that the kernels declare, in the order of their indices.</summary>
    public IReadOnlyList<DeclaredVariable> Variables { get; }

    /// <summary>Names of the kernels that move particles in depth.</summary>
    public IReadOnlyList<string> NeedDepth { get; }

    /// <summary>Beyond which ends of the water values of fields hold.</summary>
    internal WaterEnds Held { get; }

    /// <summary>Pairs of draws of all kernels, in the order of their rows.</summary>
    internal IReadOnlyList<DrawRow> Draws { get; }

    /// <summary>Takes kernels apart, gives each its slot and binds it to the fields.</summary>
    /// <param name="kernels">Kernels or sums of kernels, at least one.</param>
    /// <param name="fields">The fields of the run.</param>
    /// <param name="boundaries">Boundaries, in the order in which they are applied; null for none.</param>
    /// <param name="variables">Variables of the user's own, and initial values of those that kernels declare (NaN for the kernel's); null for none.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="DriftException">Fields or variables are missing, two kernels have the same slot, or a boundary is wrong; all problems at once.</exception>
    public static KernelPlan Make(IEnumerable<IKernel> kernels, FieldSet fields, IEnumerable<IBoundary>? boundaries = null, IEnumerable<DeclaredVariable>? variables = null)
    {
        var missing = new List<string>();
        var requests = new KernelRequests(missing);
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        var bound = new List<(ushort Slot, IKernel Kernel)>();
        var slots = new Dictionary<ushort, string>();
        foreach (DeclaredVariable variable in variables ?? [])
        {
            requests.Variables.Give(variable);
            Field? sampled = variable.AtOutput ?? variable.AtRelease;
            if (sampled is not null)
                _ = fields.Use(sampled.Name);
        }

        foreach (IKernel kernel in kernels.SelectMany(Flatten))
        {
            ushort slot = SlotOf(kernel.Name);
            kernel.Bind(new KernelBinding(fields, kernel.Name, slot, requests));
            bound.Add((slot, kernel));
        }

        var problems = new List<Problem>();
        var edges = new List<IBoundary>();
        foreach (IBoundary boundary in boundaries ?? [])
        {
            var copy = (IBoundary)RuntimeHelpers.GetObjectValue(boundary)!;
            copy.Bind(new KernelBinding(fields, copy.Name, SlotOf(copy.Name), requests));
            problems.AddRange(copy.Check(fields.Mesh, "boundaries"));
            edges.Add(copy);
        }

        requests.Variables.Check(missing);
        if (bound.Count == 0)
            missing.Add("there is no kernel");
        problems.AddRange(missing.Distinct(StringComparer.Ordinal).Select(m => new Problem("kernels", m)));
        if (problems.Count > 0)
            throw new DriftException(ExitCode.Preflight, problems);
        bound.Sort((a, b) => a.Slot.CompareTo(b.Slot));
        return new KernelPlan(bound, edges, requests);

        ushort SlotOf(string name)
        {
            int occurrence = occurrences.GetValueOrDefault(name);
            occurrences[name] = occurrence + 1;
            ushort slot = KernelSlot.Of(name, occurrence);
            if (!slots.TryAdd(slot, name))
                missing.Add($"kernels {name} and {slots[slot]} have the same slot of random numbers; rename one");
            return slot;
        }
    }

    /// <summary>All kernels as one, so that the JIT compiles them to one loop.</summary>
    public IKernel Compose()
    {
        IKernel sum = Kernels[0].Kernel;
        foreach ((_, IKernel next) in Kernels.Skip(1))
        {
            Type chain = typeof(Chain<,>).MakeGenericType(sum.GetType(), next.GetType());
            sum = (IKernel)Activator.CreateInstance(chain, sum, next)!;
        }

        return sum;
    }

    /// <summary>All boundaries as one.</summary>
    internal IBoundary ComposeBoundary()
    {
        if (boundaries.Count == 0)
            return default(NoBoundary);
        IBoundary all = boundaries[0];
        foreach (IBoundary next in boundaries.Skip(1))
            all = (IBoundary)Activator.CreateInstance(typeof(BoundaryChain<,>).MakeGenericType(all.GetType(), next.GetType()), all, next)!;
        return all;
    }

    private static IEnumerable<IKernel> Flatten(IKernel kernel)
    {
        // A kernel is a struct in a box here; a copy keeps what the caller holds as it was.
        if (kernel is IChain chain)
            return chain.Parts.SelectMany(Flatten);
        return [KernelCopy.Of(kernel)];
    }
}
