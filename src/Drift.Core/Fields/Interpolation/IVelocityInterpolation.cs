using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// How a velocity comes from the nodes around a position, where its components belong together: on staggered grids, and beside land.
/// Components are numbered 0 for U, 1 for V, 2 for W.
/// </summary>
public interface IVelocityInterpolation
{
    /// <summary>Name in experiment files and messages, such as "C-grid".</summary>
    string Name { get; }

    /// <summary>Whether the result is in units of the mesh per second: degrees on the sphere; otherwise it is in m s-1.</summary>
    bool IsOnMesh => false;

    /// <summary>The horizontal velocity at each position.</summary>
    /// <param name="nodes">The nodes of the cell in which the particle is, at its time.</param>
    /// <param name="u">Velocity to the east.</param>
    /// <param name="v">Velocity to the north.</param>
    void Horizontal<F>(in NodeView<F> nodes, out F u, out F v) where F : struct, ILane<F>;

    /// <summary>The vertical velocity at each position, component 2, in m s-1, positive up.</summary>
    /// <param name="nodes">The nodes of the cell in which the particle is, at its time.</param>
    F Vertical<F>(in NodeView<F> nodes) where F : struct, ILane<F>;
}
