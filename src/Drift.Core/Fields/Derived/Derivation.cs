using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Derived;

/// <summary>
/// How the values of a field come from other fields of its set. The kinds are spelled out in <see cref="Sample{F}"/>, because a virtual call of a
/// generic method costs more than a look-up.
/// </summary>
internal abstract class Derivation
{
    /// <summary>Names of the fields that the values come from, each once.</summary>
    public abstract IReadOnlyList<string> Parts { get; }

    /// <summary>Whether the fields were found.</summary>
    public bool IsBound { get; private set; }

    /// <summary>The fields, in the order of <see cref="Parts"/>.</summary>
    public Field[] Fields { get; private set; } = [];

    /// <summary>The grid of the first of the fields that has one; null if none has.</summary>
    public Grid? Grid { get; private set; }

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    protected Mesh Mesh { get; private set; }

    /// <summary>Takes the fields.</summary>
    /// <param name="name">Name of the field that is computed, for messages.</param>
    /// <param name="mesh">Mesh of the field set.</param>
    /// <param name="use">Finds a field by its name, and asks for it to be held.</param>
    /// <param name="usePair">Finds two fields that are sampled together, and asks for them to be held.</param>
    /// <param name="firstGrid">The grid of the first field of the set that has one.</param>
    public void Bind(string name, Mesh mesh, Func<string, Field> use, Func<string, string, FieldPair> usePair, Grid? firstGrid)
    {
        Mesh = mesh;
        Fields = [.. Parts.Select(use)];
        Grid = Fields.Select(field => field.FirstGrid).FirstOrDefault(grid => grid is not null);
        Complete(name, usePair, firstGrid);
        IsBound = true;
    }

    /// <summary>The value at each position, as A.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (!IsBound)
            throw new InvalidOperationException($"a field made of {string.Join(", ", Parts)} is sampled but was not asked for with FieldSet.Use");
        if (this is FieldExpression expression)
            expression.Value(ref at);
        else if (this is FieldSum sum)
            sum.Value(ref at);
        else if (this is FieldNest nest)
            nest.Value(ref at);
        else
            ((FlowComponent)this).Value(ref at);
    }

    /// <summary>Takes what else the derivation needs.</summary>
    /// <param name="name">Name of the field that is computed, for messages.</param>
    /// <param name="usePair">Finds two fields that are sampled together, and asks for them to be held.</param>
    /// <param name="firstGrid">The grid of the first field of the set that has one.</param>
    private protected virtual void Complete(string name, Func<string, string, FieldPair> usePair, Grid? firstGrid)
    {
    }
}
