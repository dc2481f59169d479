using System.Diagnostics.CodeAnalysis;

namespace Drift.Core.Foundation;

/// <summary>
/// A calendar of the CF conventions: turns dates into model time and back, exactly.
/// Model time is counted in ticks of 100 ns from 1970-01-01T00:00:00 UTC; the calendars of the real world (standard,
/// proleptic_gregorian, julian) share that instant, the others count from their own 1 January 1970.
/// </summary>
/// <remarks>Source: CF conventions 1.11, section 4.4.1. Year 0 exists in every calendar here, as in astronomy.</remarks>
public sealed class Calendar
{
    private readonly CalendarRule rule;

    /// <summary>What model output has instead of the names of the conventions.</summary>
    private static readonly (string Word, string Name)[] OtherNames =
    [
        ("gregorian_proleptic", "proleptic_gregorian"), ("thirty_day_months", "360_day"), ("360.0 days in every year", "360_day"),
        ("no_leap", "noleap"), ("365_days", "noleap"), ("366_days", "all_leap"), ("360_days", "360_day"),
    ];

    private Calendar(CalendarRule rule, params string[] names) => (this.rule, Names) = (rule, names);

    /// <summary>Julian up to 1582-10-04, Gregorian from 1582-10-15: the default of CF.</summary>
    public static Calendar Standard { get; } = new(new MixedRule(), "standard", "gregorian");

    /// <summary>Gregorian at all times.</summary>
    public static Calendar ProlepticGregorian { get; } = new(new GregorianRule(), "proleptic_gregorian");

    /// <summary>A leap year every four years.</summary>
    public static Calendar Julian { get; } = new(new JulianRule(), "julian");

    /// <summary>No leap years: 365 days.</summary>
    public static Calendar NoLeap { get; } = new(new EqualYearsRule(28), "noleap", "365_day");

    /// <summary>Leap years only: 366 days.</summary>
    public static Calendar AllLeap { get; } = new(new EqualYearsRule(29), "all_leap", "366_day");

    /// <summary>Twelve months of 30 days.</summary>
    public static Calendar ThirtyDayMonths { get; } = new(new ThirtyDaysRule(), "360_day");

    /// <summary>All calendars.</summary>
    public static IReadOnlyList<Calendar> All { get; } = [Standard, ProlepticGregorian, Julian, NoLeap, AllLeap, ThirtyDayMonths];

    /// <summary>The name in the CF conventions.</summary>
    public string Name => Names[0];

    /// <summary>All names in the CF conventions.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The length of its years where all are equally long, else null.</summary>
    public TimeSpan? Year => rule.DaysPerYear is { } days ? TimeSpan.FromDays(days) : null;

    /// <summary>Finds a calendar by its CF name.</summary>
    /// <param name="name">Name in any case; null or empty is the standard calendar, as CF has it.</param>
    /// <param name="place">Where the name stands, for the problem.</param>
    /// <param name="calendar">The calendar.</param>
    /// <param name="problem">Why there is none.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(
        string? name, string place, [NotNullWhen(true)] out Calendar? calendar, [NotNullWhen(false)] out Problem? problem)
    {
        string wanted = string.IsNullOrWhiteSpace(name) ? Standard.Name : name.Trim();
        wanted = OtherNames.FirstOrDefault(other => string.Equals(other.Word, wanted, StringComparison.OrdinalIgnoreCase)).Name ?? wanted;
        calendar = All.FirstOrDefault(known => known.Names.Contains(wanted, StringComparer.OrdinalIgnoreCase));
        problem = calendar is null
            ? new(place, $"calendar '{wanted}' is not known", Suggestion.Remedy(wanted, [.. All.SelectMany(known => known.Names)]))
            : null;
        return calendar is not null;
    }

    /// <summary>Whether a date exists in this calendar; 29 February or the days after 1582-10-04 may not.</summary>
    public bool Has(CalendarDate date) =>
        Math.Abs(date.Year) <= CalendarDate.LargestYear && date.Month is >= 1 and <= 12 && date.Day is >= 1 and <= 31
        && date.TimeOfDay >= TimeSpan.Zero && date.TimeOfDay < TimeSpan.FromDays(1)
        && rule.DateOf(rule.DayOf(date.Year, date.Month, date.Day)) == (date.Year, date.Month, date.Day);

    /// <summary>The model time of a date, exact.</summary>
    /// <param name="date">A date of this calendar.</param>
    /// <returns>Since 1970-01-01T00:00:00 UTC.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The date does not exist in this calendar.</exception>
    public TimeSpan TimeOf(CalendarDate date)
    {
        if (!Has(date))
            throw new ArgumentOutOfRangeException(nameof(date), date, $"there is no such date in the calendar {Name}");
        return TimeSpan.FromDays(rule.DayOf(date.Year, date.Month, date.Day)) + date.TimeOfDay - date.Zone;
    }

    /// <summary>The date (UTC) of a model time, exact.</summary>
    /// <param name="time">Since 1970-01-01T00:00:00 UTC.</param>
    public CalendarDate DateOf(TimeSpan time)
    {
        (long days, long ticks) = Math.DivRem(time.Ticks, TimeSpan.TicksPerDay);
        if (ticks < 0)
            (days, ticks) = (days - 1, ticks + TimeSpan.TicksPerDay);
        (int year, int month, int day) = rule.DateOf((int)days);
        return new(year, month, day, TimeSpan.FromTicks(ticks));
    }

    /// <summary>Whether two calendars give every date from some day on the same model time: standard and proleptic_gregorian do since 1582-10-15.</summary>
    /// <param name="other">The other calendar.</param>
    /// <param name="earliest">The earliest model time that matters.</param>
    public bool AgreesWith(Calendar other, TimeSpan earliest) =>
        ReferenceEquals(this, other)
        || (earliest.Ticks >= MixedRule.FirstGregorianDay * TimeSpan.TicksPerDay
            && IsGregorianToday(this) && IsGregorianToday(other));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static bool IsGregorianToday(Calendar calendar) =>
        ReferenceEquals(calendar, Standard) || ReferenceEquals(calendar, ProlepticGregorian);
}
