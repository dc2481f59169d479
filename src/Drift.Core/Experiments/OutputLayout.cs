namespace Drift.Core.Experiments;

/// <summary>The shape of the variables in the complete output file.</summary>
public enum OutputLayout
{
    /// <summary>(time, trajectory): all trajectories at the same output times.</summary>
    Plain,

    /// <summary>(trajectory, obs): each trajectory from its release on, as Parcels v3 has it.</summary>
    Parcels,
}
