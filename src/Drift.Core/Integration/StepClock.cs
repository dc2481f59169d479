namespace Drift.Core.Integration;

/// <summary>
/// Model time as whole numbers: step n begins at start + n·dt, in ticks of 100 ns, so no rounding adds up.
/// </summary>
/// <param name="Start">Time of step 0 since the reference of the field set.</param>
/// <param name="Dt">Length of a step; negative backward in time.</param>
public readonly record struct StepClock(TimeSpan Start, TimeSpan Dt)
{
    /// <summary>Length of a step in seconds.</summary>
    public double DtSeconds => Seconds(Dt.Ticks);

    /// <summary>Time at the start of a step, in seconds since the reference.</summary>
    public double SecondsAt(long step) => Seconds(Start.Ticks + (step * Dt.Ticks));

    /// <summary>Time at the start of a step since the reference.</summary>
    public TimeSpan TimeAt(long step) => new(Start.Ticks + (step * Dt.Ticks));

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;
}
