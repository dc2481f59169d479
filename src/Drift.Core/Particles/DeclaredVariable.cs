using Drift.Core.Fields;

namespace Drift.Core.Particles;

/// <summary>A variable with the value that particles start with.</summary>
/// <param name="Variable">What it is; its type is Float64.</param>
/// <param name="Initial">The value at release.</param>
public sealed record DeclaredVariable(Variable Variable, double Initial)
{
    /// <summary>The value at release of each particle (particle of a realisation); null where it is the same for all.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Whether a kernel that writes it says how often it is recorded, since the user does not.</summary>
    public bool LeavesRecorded { get; init; }

    /// <summary>The field whose value at the place and time of release a particle starts with; null for none. NaN where it has no value.</summary>
    public Field? AtRelease { get; init; }

    /// <summary>The field whose value at the place of the particle is taken at each output; null for none. NaN where it has no value.</summary>
    public Field? AtOutput { get; init; }
}
