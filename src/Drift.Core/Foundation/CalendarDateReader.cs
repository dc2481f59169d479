using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>Reads the many spellings of a date, from left to right.</summary>
internal ref struct CalendarDateReader(string text)
{
    private ReadOnlySpan<char> rest = text.AsSpan().Trim();

    /// <summary>Why the last reading failed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Reads the whole text as a date.</summary>
    public bool TryRead(out CalendarDate date)
    {
        date = default;
        if (!TryDay(out int year, out int month, out int day) || !TryClock(out TimeSpan time) || !TryZone(out TimeSpan zone))
            return false;
        if (!rest.IsEmpty)
            return No($"'{rest}' is left over at its end");
        date = new(year, month, day, time, zone);
        return true;
    }

    private bool TryDay(out int year, out int month, out int day)
    {
        (year, month, day) = (0, 1, 1);
        bool negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+'))
            rest = rest[1..];
        int digits = Digits(rest);
        if (digits == 8 && (rest.Length == 8 || rest[8] is 'T' or 't' or ' '))
        {
            year = Number(4);
            month = Number(2);
            day = Number(2);
        }
        else if (digits is 0 or > 6)
            return No("it begins with a year");
        else
        {
            year = Number(digits);
            // The month and the day may be left out; a '-' may also begin a time zone, but then it follows the day.
            if (rest.StartsWith('-') && !Part('-', 2, out month))
                return No("the month has one or two digits");
            if (rest.StartsWith('-') && !Part('-', 2, out day))
                return No("the day has one or two digits");
        }
        if (!rest.IsEmpty && rest[0] is '-' or '+' && !rest.Contains(':'))
            return No($"'{rest}' is left over after the day");
        year = negative ? -year : year;
        if (Math.Abs(year) > CalendarDate.LargestYear)
            return No($"model time reaches from year -{CalendarDate.LargestYear} to {CalendarDate.LargestYear}");
        return (month is >= 1 and <= 12 && day is >= 1 and <= 31) || No("there is no such month or day");
    }

    private bool TryClock(out TimeSpan time)
    {
        time = default;
        int begin = rest.StartsWith("T", StringComparison.OrdinalIgnoreCase) ? 1 : rest.Length - rest.TrimStart().Length;
        int digits = begin == 0 ? 0 : Digits(rest[begin..]);
        if (digits == 0)
            return true;
        rest = rest[begin..];
        int hour, minute = 0, second = 0;
        if (digits is 4 or 6)
        {
            hour = Number(2);
            minute = Number(2);
            second = digits == 6 ? Number(2) : 0;
        }
        else if (digits > 2)
            return No("hours have two digits");
        else
        {
            hour = Number(digits);
            if (rest.StartsWith(':') && !Part(':', 2, out minute))
                return No("minutes have two digits");
            if (rest.StartsWith(':') && !Part(':', 2, out second))
                return No("seconds have two digits");
        }
        if (!TryFraction(out long ticks))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return No("there is no such time of day");
        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        return true;
    }

    // Digits beyond 100 ns are refused unless they are 0: model time could not hold them.
    private bool TryFraction(out long ticks)
    {
        ticks = 0;
        if (!rest.StartsWith('.'))
            return true;
        rest = rest[1..];
        int digits = Digits(rest);
        for (int i = 0; i < digits; i++)
        {
            if (i < 7)
                ticks += (rest[i] - '0') * Power(6 - i);
            else if (rest[i] != '0')
                return No("model time is counted in steps of 100 ns");
        }
        rest = rest[digits..];
        return true;
    }

    private bool TryZone(out TimeSpan zone)
    {
        zone = default;
        rest = rest.TrimStart();
        foreach (string name in (ReadOnlySpan<string>)["UTC", "GMT", "Z"])
        {
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[name.Length..].TrimStart();
                return true;
            }
        }
        if (rest.IsEmpty)
            return true;
        bool west = rest.StartsWith('-');
        int digits = Digits(west || rest.StartsWith('+') ? rest[1..] : rest);
        if (digits is 0 or 3 or > 4)
            return No($"'{rest}' is no time zone");
        rest = west || rest.StartsWith('+') ? rest[1..] : rest;
        int hour = Number(Math.Min(digits, 2)), minute = digits == 4 ? Number(2) : 0;
        if (digits <= 2 && rest.StartsWith(':') && !Part(':', 2, out minute))
            return No("the minutes of a time zone have two digits");
        if (hour > 14 || minute > 59)
            return No("there is no such time zone");
        zone = new TimeSpan(hour, minute, 0) * (west ? -1 : 1);
        return true;
    }

    private bool Part(char separator, int longest, out int value)
    {
        value = 0;
        int digits = rest.StartsWith(separator) ? Digits(rest[1..]) : 0;
        if (digits == 0 || digits > longest)
            return false;
        rest = rest[1..];
        value = Number(digits);
        return true;
    }

    private int Number(int digits)
    {
        int value = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[digits..];
        return value;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static long Power(int exponent)
    {
        long power = 1;
        while (exponent-- > 0)
            power *= 10;
        return power;
    }

    private bool No(string reason)
    {
        Reason = reason;
        return false;
    }
}
