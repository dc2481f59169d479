using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

/// <summary>Climatologies: a year of snapshots that comes again in every year of a calendar.</summary>
public class YearlyTimeAxisTests
{
    private static readonly Gen<Calendar> Calendars = Gen.Int[0, Calendar.All.Count - 1].Select(i => Calendar.All[i]);

    // The middles of the months of 2001, as monthly means have them; none of these dates is computed from the axis.
    [Theory]
    [InlineData(0, "2001-01-16 12:00:00")]
    [InlineData(1, "2001-02-15 00:00:00")]
    [InlineData(11, "2001-12-16 12:00:00")]
    [InlineData(12, "2002-01-16 12:00:00")]
    [InlineData(-1, "2000-12-16 12:00:00")]
    [InlineData(37, "2004-02-15 12:00:00")]
    [InlineData(38, "2004-03-16 12:00:00")]
    [InlineData(-12011, "1000-02-15 12:00:00")]
    public void The_middle_of_a_month_comes_in_its_middle_every_year(int snapshot, string date) =>
        Assert.Equal(date, Date(Calendar.Standard, Monthly(2001).TimeOf(snapshot)));

    [Theory]
    [InlineData("2005-01-01", 47, 0.5)] // 15.5 of the 31 days from 16 December to 16 January
    [InlineData("2002-02-15", 13, 0)]
    [InlineData("2002-02-08T06:00:00", 12, 22.75 / 29.5)] // 16 January 12:00 to 15 February 0:00 is 29.5 d
    [InlineData("1999-12-31", -13, 14.5 / 31)]
    public void Between_two_months_the_time_is_told_by_the_days_and_december_leads_to_january(string date, int snapshot, double place)
    {
        Assert.True(CalendarDate.TryParse(date, "", out CalendarDate at, out _));
        Assert.True(Monthly(2001).TryFind(Calendar.Standard.TimeOf(at).TotalSeconds, out long found, out double fraction));
        Assert.Equal(snapshot, found);
        Assert.Equal(place, fraction, 1e-12);
    }

    [Theory]
    [InlineData(2000, 2001, 2, 28, "2001-02-27 01:39:18")] // 27 of 29 parts of 28 days
    [InlineData(2000, 2001, 2, 29, "2001-02-28 00:49:39")] // 28 of 29 parts of 28 days
    [InlineData(2000, 2001, 3, 1, "2001-03-01 00:00:00")]
    [InlineData(2001, 2004, 2, 28, "2004-02-28 23:08:34")] // 27 of 28 parts of 29 days
    [InlineData(2001, 2004, 12, 31, "2004-12-31 00:00:00")]
    public void Days_keep_their_date_but_in_a_february_of_another_length(int own, int year, int month, int day, string date)
    {
        TimeAxis axis = Daily(own);
        long days = axis.Count;
        int ofYear = (int)(Calendar.Standard.TimeOf(new(own, month, day)) - Calendar.Standard.TimeOf(new(own, 1, 1))).TotalDays;
        Assert.Equal(date, Date(Calendar.Standard, Math.Floor(axis.TimeOf(ofYear + (days * (year - own))))));
    }

    [Fact]
    public void Snapshots_increase_through_all_years_of_every_calendar() =>
        Gen.Select(Calendars, Calendars, Gen.Int[-2000, 3000], Gen.Int[1, 12], Gen.Int[0, 60], Gen.Int[1400, 2100], Gen.Bool).Sample((own, model, year, month, hours, at, daily) =>
        {
            double from = own.TimeOf(new(year, month, 1)).TotalSeconds + (hours * 3600);
            double step = own.TimeOf(new(year + 1, month, 1)).TotalSeconds - own.TimeOf(new(year, month, 1)).TotalSeconds;
            step = daily ? 86_400 : step / 12;
            double[] times = [.. Enumerable.Range(0, daily ? 355 : 12).Select(k => from + (k * step))];
            TimeAxis axis = new TimeAxis(times, TimeRule.PeriodicYear, own).In(model);
            double start = model.TimeOf(new(at, month, 1)).TotalSeconds;
            (long first, _) = axis.Around(start, start);
            double before = axis.TimeOf(first);
            Assert.True(before <= start && start < before + (40 * 86_400), $"{before} is far from {start}");
            for (long n = first + 1; n < first + times.Length + 10; n++)
            {
                double time = axis.TimeOf(n);
                Assert.True(time > before, $"{n}: {before}, {time}");
                before = time;
            }
        }, iter: 1000);

    [Theory]
    [InlineData("360_day", 0, "2001-04-16 00:00:00")]
    [InlineData("noleap", 1, "2001-04-16 00:00:00")]
    [InlineData("standard", 1, "2001-04-16 00:00:00")]
    [InlineData("julian", -4, "2001-04-16 00:00:00")]
    public void A_climatology_of_another_calendar_comes_at_the_same_part_of_the_month(string name, int year, string date)
    {
        Assert.True(Calendar.TryFind(name, "", out Calendar? own, out _));
        TimeAxis axis = Monthly(year, own).In(Calendar.Standard);
        (long april, _) = axis.Around(Calendar.Standard.TimeOf(new(2001, 4, 17)).TotalSeconds, 0);
        Assert.Equal(3, axis.IndexOf(april));
        Assert.Equal(date, Date(Calendar.Standard, axis.TimeOf(april)));
    }

    [Fact]
    public void A_year_without_dates_or_of_thirteen_months_is_refused()
    {
        Assert.False(TimeAxis.TryMake([0, 1], TimeRule.PeriodicYear, null, "here", out _, out Problem? problem));
        Assert.Equal("here: the times have no dates, so the field cannot repeat with the year of a calendar; give the period as a duration, for example periodic: 365 d", problem.ToString());
        double[] thirteen = [.. Monthly(2000).Times, Calendar.Standard.TimeOf(new(2001, 1, 16, TimeSpan.FromHours(12))).TotalSeconds];
        Assert.False(TimeAxis.TryMake(thirteen, TimeRule.PeriodicYear, Calendar.Standard, "here", out _, out problem));
        Assert.Equal("the snapshots reach from 2000-01-16 12:00:00 to 2001-01-16 12:00:00, a year or more", problem.What);
        thirteen[12] -= 3600;
        Assert.True(TimeAxis.TryMake(thirteen, TimeRule.PeriodicYear, Calendar.Standard, "here", out _, out _));
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(11, false)] // a month that is left out may be meant
    [InlineData(10, true)]
    [InlineData(3, true)]
    [InlineData(2, false)] // two seasons
    public void A_year_without_several_of_its_months_has_a_gap(int months, bool gap)
    {
        double[] times = Monthly(2001).Times[..months].ToArray();
        Assert.Equal(gap, new TimeAxis(times, TimeRule.PeriodicYear, Calendar.Standard).HasGap);
        Assert.False(new TimeAxis(times, TimeRule.Extrapolate, Calendar.Standard).HasGap);
    }

    private static string Date(Calendar calendar, double seconds) => calendar.DateOf(TimeSpan.FromSeconds(seconds)).ToString();

    private static TimeAxis Monthly(int year, Calendar? calendar = null)
    {
        calendar ??= Calendar.Standard;
        TimeSpan[] starts = [.. Enumerable.Range(0, 13).Select(m => calendar.TimeOf(new(year + (m / 12), (m % 12) + 1, 1)))];
        return new TimeAxis([.. Enumerable.Range(0, 12).Select(m => ((starts[m] + starts[m + 1]) / 2).TotalSeconds)], TimeRule.PeriodicYear, calendar);
    }

    private static TimeAxis Daily(int year)
    {
        TimeSpan start = Calendar.Standard.TimeOf(new(year, 1, 1));
        int days = (Calendar.Standard.TimeOf(new(year + 1, 1, 1)) - start).Days;
        return new TimeAxis([.. Enumerable.Range(0, days).Select(d => (start + TimeSpan.FromDays(d)).TotalSeconds)], TimeRule.PeriodicYear, Calendar.Standard);
    }
}
