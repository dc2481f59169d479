namespace Drift.Core.Experiments;

/// <summary>Which way a vertical quantity counts, in the words of CF's attribute <c>positive</c>.</summary>
public enum PositiveDirection
{
    /// <summary>Positive numbers are up: heights, and velocities that rise.</summary>
    Up,

    /// <summary>Positive numbers are down: depths, and velocities that sink.</summary>
    Down,
}
