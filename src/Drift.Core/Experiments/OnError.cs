namespace Drift.Core.Experiments;

/// <summary>What becomes of a particle that cannot go on: it left the grid or the time range of the fields, or its position is no number.</summary>
public enum OnError
{
    /// <summary>It ends there; the run goes on and counts it in a warning.</summary>
    Delete,

    /// <summary>The run stops.</summary>
    Abort,

    /// <summary>It stays in place and goes on being recorded.</summary>
    Stop,
}
