using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class CalendarTests
{
    public static TheoryData<string> Names => [.. Calendar.All.Select(calendar => calendar.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_time_has_one_date_and_every_date_one_time(string name)
    {
        Calendar calendar = Find(name);
        long limit = 18_000 * 360L * TimeSpan.TicksPerDay;
        Gen.Long[-limit, limit].Sample(ticks =>
        {
            CalendarDate date = calendar.DateOf(TimeSpan.FromTicks(ticks));
            return calendar.Has(date) && calendar.TimeOf(date).Ticks == ticks;
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dates_follow_each_other_day_by_day(string name)
    {
        Calendar calendar = Find(name);
        CalendarDate before = calendar.DateOf(TimeSpan.FromDays(-200_000));
        for (int day = -199_999; day < 40_000; day++)
        {
            CalendarDate date = calendar.DateOf(TimeSpan.FromDays(day));
            bool next = (date.Year == before.Year && date.Month == before.Month && date.Day == before.Day + 1)
                || (date.Day == 1 && ((date.Year == before.Year && date.Month == before.Month + 1)
                    || (date.Year == before.Year + 1 && date.Month == 1 && before.Month == 12)))
                || (name is "standard" && date == new CalendarDate(1582, 10, 15) && before == new CalendarDate(1582, 10, 4));
            Assert.True(next, $"{before} is followed by {date}");
            before = date;
        }
    }

    [Theory]
    [InlineData("standard", 1970, 1, 1, 0)]
    [InlineData("standard", 2000, 1, 1, 10_957)]
    [InlineData("standard", 1582, 10, 15, -141_427)]
    [InlineData("standard", 1582, 10, 4, -141_428)]
    [InlineData("proleptic_gregorian", 1582, 10, 14, -141_428)]
    [InlineData("julian", 1970, 1, 1, 13)]
    [InlineData("noleap", 2000, 3, 1, (30 * 365) + 59)]
    [InlineData("all_leap", 1971, 3, 1, 366 + 60)]
    [InlineData("360_day", 2000, 2, 30, (30 * 360) + 59)]
    public void A_day_has_its_known_number(string name, int year, int month, int day, int number) =>
        Assert.Equal(TimeSpan.FromDays(number), Find(name).TimeOf(new(year, month, day)));

    [Theory]
    [InlineData("standard", 1582, 10, 10)]
    [InlineData("standard", 1900, 2, 29)]
    [InlineData("proleptic_gregorian", 1500, 2, 29)]
    [InlineData("noleap", 2000, 2, 29)]
    [InlineData("all_leap", 2001, 2, 30)]
    [InlineData("360_day", 2000, 1, 31)]
    [InlineData("julian", 2001, 2, 29)]
    public void A_date_that_the_calendar_lacks_is_refused(string name, int year, int month, int day)
    {
        Assert.False(Find(name).Has(new(year, month, day)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(name).TimeOf(new(year, month, day)));
    }

    [Theory]
    [InlineData("1500-02-29", "standard")]
    [InlineData("1500-02-29", "julian")]
    [InlineData("2000-02-29", "standard")]
    [InlineData("2001-02-29", "all_leap")]
    [InlineData("2001-02-30", "360_day")]
    public void A_date_that_only_this_calendar_has_is_known_to_it(string text, string name)
    {
        Assert.True(CalendarDate.TryParse(text, "", out CalendarDate date, out _));
        Assert.True(Find(name).Has(date));
    }

    [Theory]
    [InlineData("1900-1-1", "1900-01-01 00:00:00")]
    [InlineData("1950-01-01T00:00:00Z", "1950-01-01 00:00:00")]
    [InlineData("2000-01-01 00:00:0.0", "2000-01-01 00:00:00")]
    [InlineData("2000-01-01 12:30", "2000-01-01 12:30:00")]
    [InlineData("2000-01-01 6", "2000-01-01 06:00:00")]
    [InlineData("1992-10-8 15:15:42.5 -6:00", "1992-10-08 15:15:42.5 -06:00")]
    [InlineData("1992-10-8 15:15:42.5 -6", "1992-10-08 15:15:42.5 -06:00")]
    [InlineData("2000-01-01T00:00:00+02:30", "2000-01-01 00:00:00 +02:30")]
    [InlineData("2000-01-01 00:00:00 +0230", "2000-01-01 00:00:00 +02:30")]
    [InlineData("2000-01-01 00:00:00 UTC", "2000-01-01 00:00:00")]
    [InlineData("2000-01-01 GMT", "2000-01-01 00:00:00")]
    [InlineData("2000-01-01T00:00:00.000000000", "2000-01-01 00:00:00")]
    [InlineData("2000-01-01T00:00:00.0000001", "2000-01-01 00:00:00.0000001")]
    [InlineData("19500101", "1950-01-01 00:00:00")]
    [InlineData("19500101T120500", "1950-01-01 12:05:00")]
    [InlineData("-4713-01-01 12:00:00", "-4713-01-01 12:00:00")]
    [InlineData("0000-01-01", "0000-01-01 00:00:00")]
    [InlineData("1-1-1", "0001-01-01 00:00:00")]
    [InlineData("2000-06", "2000-06-01 00:00:00")]
    [InlineData("2000", "2000-01-01 00:00:00")]
    public void A_date_is_read_in_all_the_ways_files_write_it(string text, string written)
    {
        Assert.True(CalendarDate.TryParse(text, "", out CalendarDate date, out Problem? problem), problem?.ToString());
        Assert.Equal(written, date.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2000-13-01")]
    [InlineData("2000-01-32")]
    [InlineData("2000-1-1-1")]
    [InlineData("2000/01/01")]
    [InlineData("2000-01-01 24:00")]
    [InlineData("2000-01-01 12:61")]
    [InlineData("2000-01-01 CET")]
    [InlineData("2000-01-01T")]
    [InlineData("999999-01-01")]
    [InlineData("2000-01-01 00:00:00.00000001")]
    [InlineData("2000-01-01 00:00:00 +99")]
    public void What_is_no_date_is_refused_with_an_example(string text)
    {
        Assert.False(CalendarDate.TryParse(text, "start", out _, out Problem? problem));
        Assert.Contains("2002-01-31", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_date_is_read_back_as_it_was_written() =>
        Gen.Select(Gen.Int[-9999, 9999], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Long[0, TimeSpan.TicksPerDay - 1], Gen.Int[-14 * 60, 14 * 60]).Sample((y, m, d, t, z) =>
        {
            var date = new CalendarDate(y, m, d, TimeSpan.FromTicks(t), TimeSpan.FromMinutes(z));
            return CalendarDate.TryParse(date.ToString(), "", out CalendarDate back, out _) && back == date;
        });

    [Fact]
    public void No_text_makes_the_date_reader_throw() =>
        Gen.String[Gen.Char["0123456789-:T. Z+UC"], 0, 30].Sample(text =>
            CalendarDate.TryParse(text, "", out _, out Problem? problem) == (problem is null));

    [Fact]
    public void A_zone_ahead_of_utc_means_an_earlier_time() =>
        Assert.Equal(
            Calendar.Standard.TimeOf(new(2000, 1, 1)) - TimeSpan.FromHours(2),
            Calendar.Standard.TimeOf(new(2000, 1, 1, default, TimeSpan.FromHours(2))));

    [Fact]
    public void Standard_and_proleptic_gregorian_agree_since_1582_only()
    {
        TimeSpan today = Calendar.Standard.TimeOf(new(2000, 1, 1)), long_ago = Calendar.Standard.TimeOf(new(1500, 1, 1));
        Assert.True(Calendar.Standard.AgreesWith(Calendar.ProlepticGregorian, today));
        Assert.False(Calendar.Standard.AgreesWith(Calendar.ProlepticGregorian, long_ago));
        Assert.False(Calendar.Standard.AgreesWith(Calendar.NoLeap, today));
        Assert.True(Calendar.NoLeap.AgreesWith(Calendar.NoLeap, long_ago));
    }

    [Theory]
    [InlineData(null, "standard")]
    [InlineData("", "standard")]
    [InlineData("gregorian", "standard")]
    [InlineData("GREGORIAN", "standard")]
    [InlineData("365_day", "noleap")]
    [InlineData("366_day", "all_leap")]
    public void A_calendar_is_found_by_each_of_its_names(string? written, string name) => Assert.Equal(name, Find(written).Name);

    [Fact]
    public void An_unknown_calendar_is_refused_with_the_nearest()
    {
        Assert.False(Calendar.TryFind("nolaep", "a.nc: time", out _, out Problem? problem));
        Assert.Contains("did you mean 'noleap'?", problem.Remedy, StringComparison.Ordinal);
    }

    private static Calendar Find(string? name) =>
        Calendar.TryFind(name, "", out Calendar? calendar, out Problem? problem) ? calendar : throw new InvalidOperationException(problem.ToString());
}
