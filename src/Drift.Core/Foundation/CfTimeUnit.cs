namespace Drift.Core.Foundation;

/// <summary>The units of time in UDUNITS' spelling, in whole nanoseconds.</summary>
internal static class CfTimeUnit
{
    private const long Second = 1_000_000_000;

    // A year is 365.242198781 d in UDUNITS, as CF quotes it; a month is a twelfth.
    private const long TropicalYear = 31_556_925_974_678_400;

    private static readonly (string[] Names, long Nanoseconds)[] Table =
    [
        (["nanosecond", "nanoseconds", "nanosec", "ns"], 1),
        (["microsecond", "microseconds", "microsec", "us", "µs", "μs"], 1000),
        (["millisecond", "milliseconds", "millisec", "millisecs", "msec", "msecs", "ms"], 1_000_000),
        (["second", "seconds", "sec", "secs", "s"], Second),
        (["minute", "minutes", "min", "mins"], 60 * Second),
        (["hour", "hours", "hr", "hrs", "h"], 3600 * Second),
        (["day", "days", "d"], 86_400 * Second),
        (["week", "weeks"], 7 * 86_400 * Second),
        (["common_year", "common_years"], 365 * 86_400 * Second),
        (["leap_year", "leap_years"], 366 * 86_400 * Second),
        (["julian_year", "julian_years"], (long)(365.25 * 86_400) * Second),
    ];

    private static readonly string[] Years = ["year", "years", "yr", "yrs", "tropical_year", "tropical_years"];
    private static readonly string[] Months = ["month", "months", "mon"];

    /// <summary>Every spelling.</summary>
    public static IEnumerable<string> Names => Table.SelectMany(row => row.Names).Concat(Years).Concat(Months);

    /// <summary>The length of a unit, or null if the word is none.</summary>
    /// <param name="name">The word, in any case.</param>
    /// <param name="calendar">Where its years are equally long, they are the year.</param>
    /// <returns>ns.</returns>
    public static long? Find(string name, Calendar? calendar)
    {
        foreach ((string[] names, long nanoseconds) in Table)
        {
            if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
                return nanoseconds;
        }
        long year = calendar?.Year is { } equal && !name.StartsWith("tropical", StringComparison.OrdinalIgnoreCase)
            ? equal.Ticks * 100 : TropicalYear;
        return Years.Contains(name, StringComparer.OrdinalIgnoreCase) ? year
            : Months.Contains(name, StringComparer.OrdinalIgnoreCase) ? year / 12
            : null;
    }
}
