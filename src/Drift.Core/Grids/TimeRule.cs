using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>What a field is before its first snapshot and after its last one: nothing, unless something else is asked for.</summary>
public sealed record TimeRule
{
    private TimeRule()
    {
    }

    /// <summary>There is no value outside: whoever samples it there gets an error.</summary>
    public static TimeRule Closed { get; } = new();

    /// <summary>The first and the last snapshot hold for all times outside.</summary>
    public static TimeRule Extrapolate { get; } = new() { IsHeld = true };

    /// <summary>The snapshots repeat with the year of a calendar: a climatology.</summary>
    public static TimeRule PeriodicYear { get; } = new() { IsPeriodic = true };

    /// <summary>Whether the first and the last snapshot hold outside.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>Whether the snapshots repeat.</summary>
    public bool IsPeriodic { get; private init; }

    /// <summary>After how long they repeat; null for a calendar's year, and where they do not.</summary>
    public TimeSpan? Period { get; private init; }

    /// <summary>Whether the snapshots repeat with the year of a calendar.</summary>
    public bool IsYearly => IsPeriodic && Period is null;

    /// <summary>The snapshots repeat after a fixed time.</summary>
    /// <param name="period">Longer than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is 0 or negative.</exception>
    public static TimeRule Periodic(TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return new() { IsPeriodic = true, Period = period };
    }

    /// <summary>The rule in words.</summary>
    public override string ToString() =>
        IsHeld ? "extrapolate" : Period is { } period ? $"periodic, {Durations.Format(period)}" : IsPeriodic ? "periodic, 1 year" : "closed";
}
