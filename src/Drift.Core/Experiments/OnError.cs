namespace Drift.Core.Experiments;

/// <summary>What becomes of a particle that cannot go on as it is.</summary>
public enum OnError
{
    /// <summary>It ends there; the run goes on and counts it in a warning.</summary>
    Delete,

    /// <summary>The run stops.</summary>
    Abort,

    /// <summary>It stays in place and goes on being recorded.</summary>
    Stop,

    /// <summary>It is put back to the surface or the bottom, and goes on.</summary>
    Clamp,

    /// <summary>It is mirrored at the surface or the bottom, and goes on.</summary>
    Reflect,
}
