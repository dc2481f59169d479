using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>A date and a time of day, in whichever calendar: only a <see cref="Calendar"/> knows whether it exists.</summary>
/// <param name="Year">Year; 0 is the year before year 1, as in astronomy.</param>
/// <param name="Month">Month, 1 … 12.</param>
/// <param name="Day">Day of the month, 1 … 31.</param>
/// <param name="TimeOfDay">Since midnight, less than a day.</param>
/// <param name="Zone">How much its clock is ahead of UTC.</param>
public readonly record struct CalendarDate(int Year, int Month, int Day, TimeSpan TimeOfDay = default, TimeSpan Zone = default)
{
    /// <summary>The largest year, before and after year 0, that model time can count.</summary>
    public const int LargestYear = 20_000;

    /// <summary>
    /// Reads a date as CF, UDUNITS and ISO 8601 write it: <c>1900-1-1</c>, <c>1950-01-01T00:00:00Z</c>,
    /// <c>2000-01-01 00:00:0.0</c>, <c>1992-10-8 15:15:42.5 -6:00</c>, <c>19500101T120000</c>.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="place">Where it was written, for the problem.</param>
    /// <param name="date">The date.</param>
    /// <param name="problem">Why it is none.</param>
    /// <returns>Whether it is a date in some calendar.</returns>
    public static bool TryParse(string text, string place, out CalendarDate date, [NotNullWhen(false)] out Problem? problem)
    {
        var reader = new CalendarDateReader(text);
        bool read = reader.TryRead(out date);
        problem = read ? null : new(place, $"'{text}' is no date: {reader.Reason}", "write for example 2002-01-31 or 2002-01-31T12:00:00");
        return read;
    }

    /// <summary>The date as CF writes it, such as <c>2002-01-31 12:00:00</c>, with fractions of a second and the zone where there are any.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.InvariantCulture;
        string sign = Year < 0 ? "-" : "";
        string fraction = TimeOfDay.Ticks % TimeSpan.TicksPerSecond == 0
            ? "" : "." + (TimeOfDay.Ticks % TimeSpan.TicksPerSecond).ToString("D7", culture).TrimEnd('0');
        string zone = Zone == default ? "" : (Zone < default(TimeSpan) ? " -" : " +") + Zone.ToString(@"hh\:mm", culture);
        return string.Create(culture, $"{sign}{Math.Abs(Year):D4}-{Month:D2}-{Day:D2} {TimeOfDay:hh\\:mm\\:ss}{fraction}{zone}");
    }
}
