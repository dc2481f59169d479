using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// The snapshots of one year, which come again every year. A snapshot keeps its month, its day and its time of day; where its month
/// has another length in that year, it keeps its part of the month. So the middle of a month stays its middle, a snapshot of
/// 29 February lies on the 28th in a year without that day, and snapshots of every day of 28 spread over the 29 of a leap year.
/// </summary>
internal sealed class YearCycle
{
    private readonly Calendar model;
    private readonly (long Month, long Ticks, long Length)[] snapshots;

    /// <summary>Takes the snapshots of a year.</summary>
    /// <param name="times">Times in seconds since 1970 of their own calendar (snapshot), increasing.</param>
    /// <param name="own">The calendar of these times.</param>
    public YearCycle(ReadOnlySpan<double> times, Calendar own)
    {
        model = own;
        snapshots = new (long, long, long)[times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            TimeSpan time = FromSeconds(times[i]);
            long month = MonthOf(own, time);
            (TimeSpan start, TimeSpan length) = Month(own, month);
            snapshots[i] = (month, (time - start).Ticks, length.Ticks);
        }
    }

    private YearCycle(YearCycle other, Calendar model) => (snapshots, this.model) = (other.snapshots, model);

    /// <summary>The calendar of model time, whose years these are.</summary>
    public Calendar Model => model;

    /// <summary>Whether the last snapshot comes before the first one comes again.</summary>
    public bool IsWithinAYear => snapshots.Length < 2
        || snapshots[^1].Month < snapshots[0].Month + 12
        || (snapshots[^1].Month == snapshots[0].Month + 12
            && (Int128)snapshots[^1].Ticks * snapshots[0].Length < (Int128)snapshots[0].Ticks * snapshots[^1].Length);

    /// <summary>The same snapshots in the years of another calendar.</summary>
    public YearCycle In(Calendar calendar) => ReferenceEquals(calendar, model) ? this : new(this, calendar);

    /// <summary>When a snapshot comes.</summary>
    /// <param name="snapshot">Which one.</param>
    /// <param name="cycle">Years after its own.</param>
    /// <returns>s since 1970 of the model's calendar.</returns>
    public double TimeOf(int snapshot, long cycle)
    {
        (long month, long ticks, long length) = snapshots[snapshot];
        (TimeSpan start, TimeSpan there) = Month(model, month + (12 * cycle));
        return (start + new TimeSpan((long)((Int128)ticks * there.Ticks / length))).TotalSeconds;
    }

    /// <summary>A number of years after which the first snapshot comes less than a year from a time.</summary>
    public long CycleOf(double time)
    {
        long months = MonthOf(model, FromSeconds(time)) - snapshots[0].Month;
        return (months - (((months % 12) + 12) % 12)) / 12;
    }

    private static TimeSpan FromSeconds(double seconds) => new((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    /// <summary>The number of a month: 12 times its year, and 0 … 11.</summary>
    private static long MonthOf(Calendar calendar, TimeSpan time)
    {
        CalendarDate date = calendar.DateOf(time);
        return (12L * date.Year) + date.Month - 1;
    }

    private static (TimeSpan Start, TimeSpan Length) Month(Calendar calendar, long month)
    {
        TimeSpan start = First(calendar, month);
        return (start, First(calendar, month + 1) - start);
    }

    // The first of a month exists in every calendar and year, also in October 1582.
    private static TimeSpan First(Calendar calendar, long month)
    {
        long within = ((month % 12) + 12) % 12;
        return calendar.TimeOf(new CalendarDate((int)((month - within) / 12), (int)within + 1, 1));
    }
}
