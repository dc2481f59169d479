using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>One component of an analytic flow.</summary>
/// <param name="flow">The flow.</param>
/// <param name="component">0 to the east, 1 to the north.</param>
/// <param name="factor">By what it is multiplied.</param>
internal sealed class FlowComponent(VectorField flow, int component, double factor = 1) : Derivation
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Parts => [];

    /// <summary>The flow.</summary>
    public VectorField Flow => flow;

    /// <summary>0 to the east, 1 to the north.</summary>
    public int Component => component;

    /// <summary>By what it is multiplied.</summary>
    public double Factor => factor;

    /// <summary>The value at each position in m s-1, as A.</summary>
    public void Value<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        flow.Sample(ref at);
        at.A = (component == 1 ? at.B : at.A) * factor;
    }
}
