using System.Diagnostics.CodeAnalysis;

namespace Drift.Core.Foundation;

/// <summary>
/// The meaning of the numbers on a time axis: <c>UNIT since DATE</c> in a calendar, as CF and UDUNITS write it.
/// An axis without a date, or without units (then in seconds), has no calendar: its times count from 0.
/// </summary>
/// <remarks>
/// Source: CF conventions 1.11, section 4.4. A year is 365.242198781 days and a month a twelfth of it, as UDUNITS defines them,
/// except in calendars with years of one length, where it is that length.
/// </remarks>
public sealed class CfTime
{
    private static readonly string[] SinceWords = ["since", "after", "from", "ref", "@"];
    private readonly long nanoseconds;
    private readonly TimeSpan origin;

    private CfTime(string text, long nanoseconds, Calendar? calendar, CalendarDate? reference)
    {
        (Text, this.nanoseconds, Calendar, Reference) = (text, nanoseconds, calendar, reference);
        origin = calendar is not null && reference is { } date ? calendar.TimeOf(date) : default;
    }

    /// <summary>Seconds from 0, without a calendar: what an axis without units means.</summary>
    public static CfTime PlainSeconds { get; } = new("s", 1_000_000_000, null, null);

    /// <summary>The units as they were written.</summary>
    public string Text { get; }

    /// <summary>The calendar, null if there is no date.</summary>
    public Calendar? Calendar { get; }

    /// <summary>The date that the numbers count from, null if there is none.</summary>
    public CalendarDate? Reference { get; }

    /// <summary>Reads the units of a time axis.</summary>
    /// <param name="units">The attribute <c>units</c>; null or empty for seconds without a calendar.</param>
    /// <param name="calendar">The attribute <c>calendar</c>; null or empty for the standard calendar.</param>
    /// <param name="place">The file and variable, for the problem.</param>
    /// <param name="time">Their meaning.</param>
    /// <param name="problem">Why they have none.</param>
    /// <returns>Whether they were understood.</returns>
    public static bool TryParse(
        string? units, string? calendar, string place, [NotNullWhen(true)] out CfTime? time, [NotNullWhen(false)] out Problem? problem)
    {
        time = null;
        string text = units?.Trim() ?? "";
        if (text.Length == 0)
        {
            (time, problem) = (PlainSeconds, null);
            return true;
        }
        (string unit, string? date) = Split(text);
        Calendar? rule = null;
        if (date is not null && !Calendar.TryFind(calendar, place, out rule, out problem))
            return false;
        if (CfTimeUnit.Find(unit, rule) is not { } length)
        {
            problem = new(place, $"'{unit}' in '{text}' is no unit of time",
                Suggestion.Nearest(unit, CfTimeUnit.Names) is { } near ? $"did you mean '{near}'?" : "write for example 'days since 1950-01-01'");
            return false;
        }
        if (date is null || rule is null)
        {
            (time, problem) = (new(text, length, null, null), null);
            return true;
        }
        if (!CalendarDate.TryParse(date, place, out CalendarDate reference, out problem))
            return false;
        if (!rule.Has(reference))
        {
            problem = new(place, $"the date {reference} in '{text}' does not exist in the calendar {rule}", "correct the units or the calendar of the time axis");
            return false;
        }
        time = new(text, length, rule, reference);
        return true;
    }

    /// <summary>The model time of a value on the axis, if it can be told.</summary>
    /// <param name="value">A value in these units.</param>
    /// <param name="time">Since 1970-01-01T00:00:00 UTC, or since 0 without a calendar.</param>
    /// <returns>False for NaN and for values beyond 29 000 years.</returns>
    /// <remarks>
    /// Accuracy: the nearest tick of 100 ns. A stored number means any time within half its last digit (0.3 µs for days since
    /// 1900): where a whole second, millisecond or microsecond lies within its last digit, that is taken.
    /// </remarks>
    public bool TryTimeOf(double value, out TimeSpan time)
    {
        time = default;
        // Beyond this no unit can be meant but nanoseconds, and they do not reach it either.
        if (!(Math.Abs(value) < 9e18))
            return false;
        double whole = Math.Floor(value);
        Int128 sum = ((Int128)(long)whole * nanoseconds) + (long)Math.Round((value - whole) * nanoseconds);
        double lastDigit = (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)) * nanoseconds;
        sum = Roundest(sum, lastDigit);
        return TryTime(sum, out time);
    }

    /// <summary>The model time of a whole number on the axis, exact to the tick.</summary>
    /// <param name="value">A value in these units.</param>
    /// <param name="time">Since 1970-01-01T00:00:00 UTC, or since 0 without a calendar.</param>
    /// <returns>False for values beyond 29 000 years.</returns>
    public bool TryTimeOf(long value, out TimeSpan time) => TryTime((Int128)value * nanoseconds, out time);

    /// <summary>A model time as a value on the axis.</summary>
    /// <param name="time">Since 1970-01-01T00:00:00 UTC, or since 0 without a calendar.</param>
    /// <returns>In these units, rounded once per operation.</returns>
    public double ValueOf(TimeSpan time)
    {
        Int128 sum = (((Int128)time.Ticks) - origin.Ticks) * 100;
        Int128 whole = sum / nanoseconds;
        return (double)whole + ((double)(sum - (whole * nanoseconds)) / nanoseconds);
    }

    /// <summary>Seconds since another date.</summary>
    /// <param name="value">A value in these units.</param>
    /// <param name="reference">A date of the same calendar.</param>
    /// <returns>s.</returns>
    /// <exception cref="InvalidOperationException">The axis has no calendar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value cannot be told as a time, or the date does not exist.</exception>
    public double SecondsSince(double value, CalendarDate reference)
    {
        Calendar calendar = Calendar ?? throw new InvalidOperationException("times without a date have no calendar");
        if (!TryTimeOf(value, out TimeSpan time))
            throw new ArgumentOutOfRangeException(nameof(value), value, "this is no time");
        long ticks = checked(time.Ticks - calendar.TimeOf(reference).Ticks);
        return (double)ticks / TimeSpan.TicksPerSecond;
    }

    /// <summary>The units as they were written.</summary>
    public override string ToString() => Text;

    private static (string Unit, string? Date) Split(string text)
    {
        foreach (string word in SinceWords)
        {
            int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            bool separated = at > 0 && (word is "@" || (char.IsWhiteSpace(text[at - 1]) && at + word.Length < text.Length && char.IsWhiteSpace(text[at + word.Length])));
            if (separated)
                return (text[..at].Trim(), text[(at + word.Length)..].Trim());
        }
        return (text, null);
    }

    private bool TryTime(Int128 sum, out TimeSpan time)
    {
        sum += (Int128)origin.Ticks * 100;
        Int128 ticks = (sum + (sum < 0 ? -50 : 50)) / 100;
        bool held = ticks >= long.MinValue && ticks <= long.MaxValue;
        time = held ? TimeSpan.FromTicks((long)ticks) : default;
        return held;
    }

    private static Int128 Roundest(Int128 sum, double lastDigit)
    {
        foreach (long step in (ReadOnlySpan<long>)[1_000_000_000, 1_000_000, 1000])
        {
            Int128 rounded = (sum + (sum < 0 ? -step / 2 : step / 2)) / step * step;
            if (Math.Abs((double)(sum - rounded)) <= lastDigit)
                return rounded;
        }
        return sum;
    }
}
