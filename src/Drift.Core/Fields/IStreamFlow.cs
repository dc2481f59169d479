using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>
/// An analytic flow without divergence: u = −∂ψ/∂y, v = ∂ψ/∂x. What flows through a line, to its right, is ψ at its start less ψ at its
/// end, whatever its form.
/// </summary>
public interface IStreamFlow : IAnalyticFlow
{
    /// <summary>The streamfunction ψ in m2 s-1.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="lat">Degrees north, or y in metres.</param>
    /// <param name="lon">Degrees east, or x in metres.</param>
    F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F>;
}
