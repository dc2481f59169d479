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
        (_, FieldSum { Names: [var only] } v) when string.Equals(only, a.Name, StringComparison.Ordinal) => new PairOfOne(a, v.Factors[0]),
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
        else if (this is PairOfOne one)
            one.Values(ref first, stride, groups);
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

/// <summary>A field, and the same field times a factor.</summary>
internal sealed class PairOfOne(Field field, double factor) : DerivedPair
{
    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            field.Sample(ref at);
            at.B = at.A * factor;
        }
    }
}
