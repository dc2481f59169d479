using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// What happens to a particle in one step. A kernel is a struct: it asks for its fields once in <see cref="Bind"/>, then
/// adds displacements in <see cref="Step"/>, which is written once for all lane types.
/// </summary>
public interface IKernel
{
    /// <summary>Name in experiment files and messages; it also addresses the kernel's random numbers. By default the name of the type.</summary>
    string Name => GetType().Name;

    /// <summary>Asks for fields and a slot of random numbers; called once, before the first step.</summary>
    /// <param name="binding">Where to ask.</param>
    void Bind(KernelBinding binding);

    /// <summary>Adds this kernel's displacement to a group of particles.</summary>
    /// <param name="p">The particles.</param>
    /// <param name="c">What they share in this step.</param>
    /// <remarks>Allocation: none. Errors: by status only; a kernel does not throw.</remarks>
    void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>;

    /// <summary>
    /// Takes several groups, one after the other. A kernel of long chains of operations, each waiting for the one before, may do better:
    /// go through all groups in each of its stages, so that the processor has other groups to work on meanwhile.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="first">The first group; the others follow it in memory.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="c">What they share in this step.</param>
    /// <remarks>Determinism: the same bits as one group after the other.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual void StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c)
        where K : struct, IKernel
        where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            kernel.Step(ref Unsafe.Add(ref first, g), c);
    }
}
