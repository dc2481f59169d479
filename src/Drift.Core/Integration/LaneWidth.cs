using System.Runtime.Intrinsics;

namespace Drift.Core.Integration;

/// <summary>How many particles are computed at once. All give the same bits; only the speed differs.</summary>
public enum LaneWidth
{
    /// <summary>The widest that this processor has.</summary>
    Automatic = 0,

    /// <summary>One particle at a time.</summary>
    One = 1,

    /// <summary>Four, in 256-bit vectors.</summary>
    Four = 4,

    /// <summary>Eight, in 512-bit vectors.</summary>
    Eight = 8,
}

/// <summary>The choice of lanes.</summary>
public static class LaneWidths
{
    /// <summary>Name of the environment variable that forces a width: 1, 4 or 8.</summary>
    public const string EnvironmentVariable = "DRIFT_LANES";

    /// <summary>The width to run with: the one asked for, else that of the environment, else the widest of this processor.</summary>
    /// <exception cref="ArgumentException">The environment variable is not 1, 4 or 8.</exception>
    public static LaneWidth Choose(LaneWidth wanted = LaneWidth.Automatic)
    {
        if (wanted != LaneWidth.Automatic)
            return wanted;
        return Environment.GetEnvironmentVariable(EnvironmentVariable) switch
        {
            null or "" => Widest(),
            "1" => LaneWidth.One,
            "4" => LaneWidth.Four,
            "8" => LaneWidth.Eight,
            string other => throw new ArgumentException($"{EnvironmentVariable} is {other}, not 1, 4 or 8"),
        };
    }

    private static LaneWidth Widest()
    {
        if (Vector512.IsHardwareAccelerated)
            return LaneWidth.Eight;
        return Vector256.IsHardwareAccelerated ? LaneWidth.Four : LaneWidth.One;
    }
}
