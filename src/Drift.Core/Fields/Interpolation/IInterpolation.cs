using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>How the value of a field at a position comes from the nodes around it. A struct, written once for all lane types; anyone may write one.</summary>
public interface IInterpolation
{
    /// <summary>Name in experiment files and messages, such as "linear".</summary>
    string Name { get; }

    /// <summary>The value at each position.</summary>
    /// <param name="nodes">The nodes of the cell in which the particle is, at its time.</param>
    /// <returns>Values in the field's unit.</returns>
    /// <remarks>Allocation: none. Errors: none; positions outside the grid are marked before, and get the value of the cell that was taken instead.</remarks>
    F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F>;
}
