using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Several kernels in one: what <c>+</c> makes. The JIT compiles the whole chain to one loop.</summary>
/// <param name="first">The kernel that adds first.</param>
/// <param name="second">The kernel that adds second.</param>
public struct Chain<A, B>(A first, B second) : IKernel, IChain
    where A : struct, IKernel
    where B : struct, IKernel
{
    private A first = first;
    private B second = second;

    /// <inheritdoc/>
    public readonly string Name => first.Name + " + " + second.Name;

    /// <inheritdoc/>
    readonly IKernel[] IChain.Parts => [first, second];

    /// <summary>Does nothing: a plan takes a chain apart, binds each part to its own slot and puts it together again.</summary>
    /// <param name="binding">Not used.</param>
    public readonly void Bind(KernelBinding binding)
    {
    }

    /// <inheritdoc/>
    public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        KernelCall.Step(ref first, ref p, 1, c);
        KernelCall.Step(ref second, ref p, 1, c);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c)
    {
        ref Chain<A, B> chain = ref Unsafe.As<K, Chain<A, B>>(ref kernel);
        KernelCall.Step(ref chain.first, ref first, groups, c);
        KernelCall.Step(ref chain.second, ref first, groups, c);
    }
}

/// <summary>A kernel made of others.</summary>
internal interface IChain
{
    /// <summary>The two parts, each possibly a chain itself.</summary>
    IKernel[] Parts { get; }
}
