using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>What is the same for all particles of a block during one step.</summary>
/// <param name="Random">Random numbers of this realisation and step.</param>
/// <param name="Time">Time at the start of the step, in seconds since the reference of the field set.</param>
/// <param name="Dt">Length of the step in seconds; negative backward in time.</param>
/// <param name="Mesh">Degrees on the sphere or metres on a plane.</param>
public readonly record struct StepContext(RandomStream Random, double Time, double Dt, Mesh Mesh)
{
    /// <summary>Whether positions are degrees.</summary>
    public bool IsSpherical => Mesh == Mesh.Spherical;

    /// <summary>Whether particles may have steps of lengths of their own.</summary>
    internal bool HasOwnDt { get; init; }

    /// <summary>Random numbers drawn ahead for the block.</summary>
    internal DrawnBlock Drawn { get; init; }
}
