using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Two boundaries in one, applied in the order of the experiment.</summary>
/// <param name="first">The boundary that is applied first.</param>
/// <param name="second">The boundary that is applied second.</param>
internal struct BoundaryChain<A, B>(A first, B second) : IBoundary
    where A : struct, IBoundary
    where B : struct, IBoundary
{
    private A first = first;
    private B second = second;

    public readonly string Name => first.Name + " + " + second.Name;

    public readonly void Bind(KernelBinding binding)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        first.Apply(ref before, ref after, c);
        second.Apply(ref before, ref after, c);
    }
}
