using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>
/// How two fields come from other pairs: both components of a sum, of a nest or of a flow with one look-up each. Values are in the units of the
/// fields, never in degrees per second.
/// </summary>
internal abstract class DerivedPair
{
    /// <summary>The pairs that two fields come from; null where they have to be sampled one after the other.</summary>
    /// <param name="a">The first field.</param>
    /// <param name="b">The second field.</param>
    /// <param name="use">Finds a pair by the names of its fields, and asks for it to be held.</param>
    public static DerivedPair? Of(Field a, Field b, Func<string, string, FieldPair> use) => (a.Derivation, b.Derivation) switch
    {
        (FlowComponent { Component: 0 } u, FlowComponent { Component: 1 } v) when ReferenceEquals(u.Flow, v.Flow) => new PairFlow(u.Flow, u.Factor, v.Factor),
        (FieldSum u, FieldSum v) when u.Names.Count == v.Names.Count => new PairSum([.. u.Names.Zip(v.Names, use)], u.Factors, v.Factors),
        (FieldNest u, FieldNest v) when u.Parts.Count == v.Parts.Count => new PairNest([.. u.Parts.Zip(v.Parts, use)]),
        _ => null,
    };

    /// <summary>The values at several groups of positions, as A and B.</summary>
    /// <param name="first">Where the first group is; receives values and errors.</param>
    /// <param name="stride">Bytes from one group to the next.</param>
    /// <param name="groups">Number of groups.</param>
    public void Sample<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        if (this is PairSum sum)
            sum.Values(ref first, stride, groups);
        else if (this is PairNest nest)
            nest.Values(ref first, stride, groups);
        else
            ((PairFlow)this).Values(ref first, stride, groups);
    }
}

/// <summary>Both components of an analytic flow.</summary>
internal sealed class PairFlow(VectorField flow, double factorA, double factorB) : DerivedPair
{
    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            flow.Sample(ref at);
            at.A *= factorA;
            at.B *= factorB;
        }
    }
}

/// <summary>Sums of both components.</summary>
internal sealed class PairSum(FieldPair[] pairs, double[] factorsA, double[] factorsB) : DerivedPair
{
    /// <summary>Groups whose sums are kept at once.</summary>
    private const int MostGroups = 8;

    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g += MostGroups)
            Some(ref Unsafe.AddByteOffset(ref first, (nint)g * stride), stride, Math.Min(groups - g, MostGroups));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe void Some<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        const int alignment = 64;
        byte* memory = stackalloc byte[(2 * MostGroups * Unsafe.SizeOf<F>()) + alignment];
        ref F sums = ref Unsafe.AsRef<F>((void*)(((nint)memory + alignment - 1) & -alignment));
        for (int k = 0; k < pairs.Length; k++)
        {
            pairs[k].SampleInMetres(ref first, stride, groups);
            for (int g = 0; g < groups; g++)
            {
                ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
                ref F a = ref Unsafe.Add(ref sums, 2 * g);
                ref F b = ref Unsafe.Add(ref a, 1);
                a = k == 0 ? at.A * factorsA[0] : a + (at.A * factorsA[k]);
                b = k == 0 ? at.B * factorsB[0] : b + (at.B * factorsB[k]);
            }
        }

        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            at.A = Unsafe.Add(ref sums, 2 * g);
            at.B = Unsafe.Add(ref sums, (2 * g) + 1);
        }
    }
}

/// <summary>Both components of the first nest that has both.</summary>
internal sealed class PairNest(FieldPair[] pairs) : DerivedPair
{
    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Nests.Sample(new NestedPairs(pairs), pairs.Length, ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
    }

    private readonly struct NestedPairs(FieldPair[] pairs) : INestValues
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F> => pairs[nest].SampleInMetres(ref at, 0, 1);
    }
}
