using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>
/// Lengths of time. Model time is counted in integers: the tick of <see cref="TimeSpan"/>, 100 ns.
/// A duration is written as one or more numbers with units (<c>300 s</c>, <c>1.5 h</c>, <c>1 d 6 h</c>) or as in ISO 8601
/// (<c>P1DT6H</c>), with a minus sign in front where it runs backward. Months and years have no fixed length and are refused.
/// </summary>
public static class Durations
{
    private const double TwoRoundings = 2.0 / (1L << 52);

    private static readonly (string[] Names, long Ticks)[] Table =
    [
        (["us", "µs", "μs", "microsecond", "microseconds"], TimeSpan.TicksPerMicrosecond),
        (["ms", "millisecond", "milliseconds"], TimeSpan.TicksPerMillisecond),
        (["s", "sec", "secs", "second", "seconds"], TimeSpan.TicksPerSecond),
        (["min", "mins", "minute", "minutes"], TimeSpan.TicksPerMinute),
        (["h", "hr", "hrs", "hour", "hours"], TimeSpan.TicksPerHour),
        (["d", "day", "days"], TimeSpan.TicksPerDay),
        (["w", "week", "weeks"], 7 * TimeSpan.TicksPerDay),
    ];

    /// <summary>A duration of so many days of 86400 s.</summary>
    /// <param name="value">d; a whole number of ticks to within rounding.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, no whole number of 100 ns, or beyond 29 000 years.</exception>
    public static TimeSpan Days(double value) => Whole(value, TimeSpan.TicksPerDay);

    /// <summary>A duration of so many hours.</summary>
    /// <param name="value">h; a whole number of ticks to within rounding.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, no whole number of 100 ns, or beyond 29 000 years.</exception>
    public static TimeSpan Hours(double value) => Whole(value, TimeSpan.TicksPerHour);

    /// <summary>A duration of so many minutes.</summary>
    /// <param name="value">min; a whole number of ticks to within rounding.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, no whole number of 100 ns, or beyond 29 000 years.</exception>
    public static TimeSpan Minutes(double value) => Whole(value, TimeSpan.TicksPerMinute);

    /// <summary>A duration of so many seconds.</summary>
    /// <param name="value">s; a whole number of ticks to within rounding.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, no whole number of 100 ns, or beyond 29 000 years.</exception>
    public static TimeSpan Seconds(double value) => Whole(value, TimeSpan.TicksPerSecond);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">What was written, such as <c>5 min</c>, <c>-1 h</c>, <c>P1DT6H</c>.</param>
    /// <param name="place">Where it was written, for the problem.</param>
    /// <param name="duration">The duration, exact.</param>
    /// <param name="problem">Why it is none.</param>
    /// <returns>Whether it is a duration.</returns>
    public static bool TryParse(string text, string place, out TimeSpan duration, [NotNullWhen(false)] out Problem? problem)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        bool backward = rest.StartsWith('-');
        if (backward || rest.StartsWith('+'))
            rest = rest[1..].TrimStart();
        bool iso = rest.StartsWith('P') || rest.StartsWith('p');
        duration = default;
        (decimal ticks, problem) = iso ? Iso(rest[1..], text, place) : Plain(rest, text, place);
        if (problem is null && decimal.Truncate(ticks) != ticks)
            problem = new(place, $"'{text}' is no whole number of 100 ns", "model time is counted in steps of 100 ns: round it");
        if (problem is null && ticks > long.MaxValue)
            problem = new(place, $"'{text}' is longer than 29 000 years", "give a shorter duration");
        if (problem is not null)
            return false;
        duration = TimeSpan.FromTicks((long)(backward ? -ticks : ticks));
        return true;
    }

    /// <summary>Writes a duration in its shortest form, which <see cref="TryParse"/> reads back to the same value.</summary>
    public static string Format(TimeSpan duration)
    {
        long ticks = duration.Ticks;
        if (ticks == 0)
            return "0 s";
        foreach ((long size, string unit) in (ReadOnlySpan<(long, string)>)
            [(TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "min")])
        {
            if (ticks % size == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{ticks / size} {unit}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)ticks / TimeSpan.TicksPerSecond:0.#######} s");
    }

    // "1 d 6 h": numbers and units in turn.
    private static (decimal Ticks, Problem? Problem) Plain(ReadOnlySpan<char> rest, string text, string place)
    {
        decimal sum = 0;
        do
        {
            if (!TryNumber(ref rest, out decimal number))
                return (0, Unreadable(text, place));
            rest = rest.TrimStart();
            int letters = 0;
            while (letters < rest.Length && char.IsLetter(rest[letters]))
                letters++;
            if (letters == 0)
                return (0, rest.IsEmpty ? NoUnit(text, place) : Unreadable(text, place));
            string unit = rest[..letters].ToString();
            if (SizeOf(unit) is not { } size)
                return (0, UnknownUnit(unit, place));
            sum += number * size;
            rest = rest[letters..].TrimStart();
        }
        while (!rest.IsEmpty);
        return (sum, null);
    }

    // "1DT6H": each letter once, in this order; hours, minutes and seconds after the T.
    private static (decimal Ticks, Problem? Problem) Iso(ReadOnlySpan<char> rest, string text, string place)
    {
        decimal sum = 0;
        bool clock = false;
        string letters = "YMWD";
        do
        {
            if (!clock && rest.StartsWith("T", StringComparison.OrdinalIgnoreCase))
            {
                clock = true;
                letters = "HMS";
                rest = rest[1..];
            }
            if (!TryNumber(ref rest, out decimal number) || rest.IsEmpty)
                return (0, Unreadable(text, place));
            char letter = char.ToUpperInvariant(rest[0]);
            int position = letters.IndexOf(letter, StringComparison.Ordinal);
            if (position < 0)
                return (0, Unreadable(text, place));
            if (!clock && (letter is 'Y' or 'M'))
                return (0, UnknownUnit(letter == 'Y' ? "year" : "month", place));
            sum += number * (letter switch
            {
                'W' => 7 * TimeSpan.TicksPerDay,
                'D' => TimeSpan.TicksPerDay,
                'H' => TimeSpan.TicksPerHour,
                'M' => TimeSpan.TicksPerMinute,
                _ => TimeSpan.TicksPerSecond,
            });
            letters = letters[(position + 1)..];
            rest = rest[1..];
        }
        while (!rest.IsEmpty);
        return (sum, null);
    }

    // Digits, a point, digits, an exponent; decimal, so that 0.1 d is exact.
    private static bool TryNumber(ref ReadOnlySpan<char> rest, out decimal number)
    {
        int end = 0;
        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || rest[end] == '.'))
            end++;
        int mantissa = end;
        if (end > 0 && end < rest.Length && rest[end] is 'e' or 'E')
        {
            int digits = end + 1;
            if (digits < rest.Length && rest[digits] is '-' or '+')
                digits++;
            int first = digits;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (digits > first)
                end = digits;
        }
        bool read = decimal.TryParse(
            rest[..end], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
        // A decimal rounds what is too small for it to 0: that would be a silent change. Beyond 1e15 it is too long anyway.
        bool vanished = number == 0 && rest[..mantissa].ContainsAnyInRange('1', '9');
        number = Math.Min(number, 1e15m);
        rest = rest[end..];
        return read && !vanished;
    }

    private static long? SizeOf(string unit)
    {
        foreach ((string[] names, long ticks) in Table)
        {
            if (names.Contains(unit, StringComparer.Ordinal) || (unit.Length > 2 && names.Contains(unit, StringComparer.OrdinalIgnoreCase)))
                return ticks;
        }
        return null;
    }

    private static Problem UnknownUnit(string unit, string place) => unit.ToUpperInvariant() switch
    {
        "M" => new(place, $"'{unit}' is not clear as a unit of time", "write min for minutes"),
        "MONTH" or "MONTHS" or "MON" or "Y" or "YR" or "YEAR" or "YEARS" =>
            new(place, $"a {(unit.StartsWith("m", StringComparison.OrdinalIgnoreCase) ? "month" : "year")} has no fixed length", "give the duration in days, for example 365 d"),
        _ => new(place, $"'{unit}' is no unit of time", Suggestion.Nearest(unit, Table.SelectMany(row => row.Names).Where(name => name.Length > 2)) is { } near
            ? $"did you mean '{near}'?" : "known: s, min, h, d, weeks"),
    };

    private static Problem NoUnit(string text, string place) =>
        new(place, $"'{text}' has no unit of time", "write for example 300 s, 5 min, 1 h or 10 d");

    private static Problem Unreadable(string text, string place) =>
        new(place, $"'{text}' is no duration", "write for example 300 s, 5 min, 1 h, 10 d or P1DT6H");

    private static TimeSpan Whole(double value, long ticksPerUnit)
    {
        double ticks = value * ticksPerUnit;
        if (!(Math.Abs(ticks) < long.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a duration is finite and shorter than 29 000 years");
        double whole = Math.Round(ticks);
        // Two roundings, of the decimal number as it was written and of the product, may lie between the two.
        if (Math.Abs(ticks - whole) > Math.Abs(ticks) * TwoRoundings)
            throw new ArgumentOutOfRangeException(nameof(value), value, "model time is counted in steps of 100 ns: this is no whole number of them");
        return TimeSpan.FromTicks((long)whole);
    }
}
