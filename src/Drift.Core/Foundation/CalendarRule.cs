namespace Drift.Core.Foundation;

/// <summary>How a calendar counts days: day 0 is 1970-01-01.</summary>
internal abstract class CalendarRule
{
    /// <summary>Days in a year where all are equally long.</summary>
    public virtual int? DaysPerYear => null;

    /// <summary>The number of a day; a date that does not exist gives that of some other.</summary>
    public abstract int DayOf(int year, int month, int day);

    /// <summary>The date of a day.</summary>
    public abstract (int Year, int Month, int Day) DateOf(int number);

    /// <summary>Division that rounds down, also below 0.</summary>
    protected static int Floor(int value, int divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}

/// <summary>
/// Years that begin in March, so that a leap day is the last of its year. A month m counted from March begins on day
/// (153 m + 2) / 5, rounded down, of such a year.
/// </summary>
internal abstract class MarchYearRule : CalendarRule
{
    /// <summary>Days from a fixed day to the first of March of a year.</summary>
    protected abstract int FirstOfMarch(int year);

    /// <summary>The year, from March to February, that a day falls in.</summary>
    protected abstract int YearOf(int number);

    public override int DayOf(int year, int month, int day) =>
        FirstOfMarch(month > 2 ? year : year - 1) + ((153 * ((month + 9) % 12)) + 2) / 5 + day - 1;

    public override (int Year, int Month, int Day) DateOf(int number)
    {
        int year = YearOf(number);
        int dayOfYear = number - FirstOfMarch(year);
        int month = ((5 * dayOfYear) + 2) / 153;
        int day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        return month < 10 ? (year, month + 3, day) : (year + 1, month - 9, day);
    }
}

/// <summary>The Gregorian calendar at all times.</summary>
internal sealed class GregorianRule : MarchYearRule
{
    protected override int FirstOfMarch(int year) => (365 * year) + Floor(year, 4) - Floor(year, 100) + Floor(year, 400) - 719_468;

    // In a cycle of 400 years, the leap days before a day are taken out, after which all years are equally long.
    protected override int YearOf(int number)
    {
        int cycle = Floor(number + 719_468, 146_097);
        int day = number + 719_468 - (cycle * 146_097);
        return (cycle * 400) + ((day - (day / 1460) + (day / 36_524) - (day / 146_096)) / 365);
    }
}

/// <summary>The Julian calendar at all times; its 1970-01-14 minus 13 days is the Gregorian 1970-01-14.</summary>
internal sealed class JulianRule : MarchYearRule
{
    protected override int FirstOfMarch(int year) => (365 * year) + Floor(year, 4) - 719_470;

    protected override int YearOf(int number) => Floor((4 * (number + 719_470)) + 3, 1461);
}

/// <summary>Julian up to 1582-10-04, Gregorian from 1582-10-15.</summary>
internal sealed class MixedRule : CalendarRule
{
    private static readonly GregorianRule After = new();
    private static readonly JulianRule Before = new();

    /// <summary>The number of 1582-10-15.</summary>
    public static readonly int FirstGregorianDay = After.DayOf(1582, 10, 15);

    public override int DayOf(int year, int month, int day) =>
        (year, month, day).CompareTo((1582, 10, 15)) >= 0 ? After.DayOf(year, month, day) : Before.DayOf(year, month, day);

    public override (int Year, int Month, int Day) DateOf(int number) =>
        number >= FirstGregorianDay ? After.DateOf(number) : Before.DateOf(number);
}

/// <summary>Years of equal length with the usual months.</summary>
/// <param name="february">Days of February.</param>
internal sealed class EqualYearsRule(int february) : CalendarRule
{
    private readonly int[] months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public override int? DaysPerYear => 337 + february;

    public override int DayOf(int year, int month, int day)
    {
        int number = ((year - 1970) * (337 + february)) + day - 1;
        for (int m = 1; m < month; m++)
            number += months[m - 1];
        return number;
    }

    public override (int Year, int Month, int Day) DateOf(int number)
    {
        int year = Floor(number, 337 + february);
        int day = number - (year * (337 + february));
        int month = 1;
        while (day >= months[month - 1])
            day -= months[month++ - 1];
        return (1970 + year, month, day + 1);
    }
}

/// <summary>Twelve months of 30 days.</summary>
internal sealed class ThirtyDaysRule : CalendarRule
{
    public override int? DaysPerYear => 360;

    public override int DayOf(int year, int month, int day) => ((year - 1970) * 360) + ((month - 1) * 30) + day - 1;

    public override (int Year, int Month, int Day) DateOf(int number)
    {
        int year = Floor(number, 360);
        int day = number - (year * 360);
        return (1970 + year, (day / 30) + 1, (day % 30) + 1);
    }
}
