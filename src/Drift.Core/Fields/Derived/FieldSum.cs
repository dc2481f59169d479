using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>The sum of fields, each times a factor, from the first to the last.</summary>
internal sealed class FieldSum : Derivation
{
    private readonly string[] names;

    /// <summary>Which of the fields each term takes (term).</summary>
    private readonly int[] field;

    /// <param name="terms">Names and factors, at least one.</param>
    public FieldSum(params (string Name, double Factor)[] terms)
    {
        if (terms.Length == 0)
            throw new ArgumentException("a sum needs at least one field", nameof(terms));
        names = [.. terms.Select(term => term.Name)];
        Factors = [.. terms.Select(term => term.Factor)];
        string[] parts = [.. names.Distinct(StringComparer.Ordinal)];
        field = [.. names.Select(name => Array.IndexOf(parts, name))];
        Parts = parts;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Parts { get; }

    /// <summary>Names of the terms.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Factors of the terms.</summary>
    public double[] Factors { get; }

    /// <summary>The value at each position, as A.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Value<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        Fields[field[0]].Sample(ref at);
        F sum = at.A * Factors[0];
        for (int k = 1; k < Factors.Length; k++)
        {
            Fields[field[k]].Sample(ref at);
            sum += at.A * Factors[k];
        }

        at.A = sum;
    }

    /// <summary>The derivative at each position, as A.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Slope<F>(bool isNorth, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F sum = 0.0;
        for (int k = 0; k < Factors.Length; k++)
        {
            Slopes.Find(Fields[field[k]], isNorth, Mesh, ref at);
            sum += at.A * Factors[k];
        }

        at.A = sum;
    }
}
