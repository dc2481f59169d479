using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>Both components of the first nest that has both.</summary>
internal sealed class PairNest(FieldPair[] pairs) : DerivedPair
{
    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Nests.Sample(new NestedPairs(pairs), pairs.Length, ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
    }

    /// <summary>The derivatives at each position, as A and B, never across the edge of a nest.</summary>
    public void Slopes<F>(bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F> =>
        Nests.Sample(new NestedSlopes(pairs, isNorth, mesh), pairs.Length, ref at);

    private readonly struct NestedSlopes(FieldPair[] pairs, bool isNorth, Mesh mesh) : INestValues
    {
        public void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F> => PairSlopes.Find(pairs[nest], isNorth, mesh, ref at);
    }

    private readonly struct NestedPairs(FieldPair[] pairs) : INestValues
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F> => pairs[nest].SampleInMetres(ref at, 0, 1);
    }
}
