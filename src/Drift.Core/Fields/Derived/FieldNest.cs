using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>The first of several fields that has a value at a position.</summary>
internal sealed class FieldNest : Derivation
{
    /// <param name="names">Names of the fields, the first one first, at least one.</param>
    public FieldNest(params string[] names)
    {
        if (names.Length == 0)
            throw new ArgumentException("a nest needs at least one field", nameof(names));
        Parts = [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Parts { get; }

    /// <summary>The value at each position, as A.</summary>
    public void Value<F>(ref SamplePoint<F> at) where F : struct, ILane<F> => Nests.Sample(new NestedValues(Fields), Fields.Length, ref at);

    /// <summary>The derivative at each position, as A: never across the edge of a nest.</summary>
    public void Slope<F>(bool isNorth, ref SamplePoint<F> at) where F : struct, ILane<F> =>
        Nests.Sample(new NestedSlopes(Fields, isNorth, Mesh), Fields.Length, ref at);

    private readonly struct NestedValues(Field[] fields) : INestValues
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F> => fields[nest].Sample(ref at);
    }

    private readonly struct NestedSlopes(Field[] fields, bool isNorth, Mesh mesh) : INestValues
    {
        public void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F> => Slopes.Find(fields[nest], isNorth, mesh, ref at);
    }
}
