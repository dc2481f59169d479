namespace Drift.Core.Foundation;

/// <summary>What model time, in seconds, counts from.</summary>
/// <param name="Date">Date and time, such as "2002-01-01 00:00:00".</param>
/// <param name="Calendar">CF name of the calendar; null where the fields have no dates, so that times are only differences.</param>
public sealed record TimeReference(string Date, string? Calendar)
{
    /// <summary>The reference of runs without dates.</summary>
    public static TimeReference None { get; } = new("1970-01-01 00:00:00", null);

    /// <summary>The unit of times in CF spelling.</summary>
    public string Unit => "seconds since " + Date;
}
