using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class CalendarCfTimeTests
{
    [Theory]
    [InlineData("days since 1900-1-1", 37_255, "2002-01-01 00:00:00")]
    [InlineData("days since 1900-1-1", 37_255.1, "2002-01-01 02:24:00")]
    [InlineData("seconds since 1950-01-01T00:00:00Z", 86_400, "1950-01-02 00:00:00")]
    [InlineData("hours since 2000-01-01 00:00:0.0", -0.5, "1999-12-31 23:30:00")]
    [InlineData("SECONDS SINCE 1970-01-01", 0.25, "1970-01-01 00:00:00.25")]
    [InlineData("Days  since   1858-11-17 00:00:00 UTC", 51_544.5, "2000-01-01 12:00:00")]
    [InlineData("milliseconds since 1970-01-01", 1500, "1970-01-01 00:00:01.5")]
    [InlineData("ns since 1970-01-01", 1500, "1970-01-01 00:00:00.0000015")]
    [InlineData("h @ 2000-01-01", 1, "2000-01-01 01:00:00")]
    [InlineData("hours since 1990-1-1 0:0:0 -6:00", 0, "1990-01-01 06:00:00")]
    [InlineData("weeks since 2000-01-01", 1, "2000-01-08 00:00:00")]
    [InlineData("minutes since 2000-02-29", 1, "2000-02-29 00:01:00")]
    [InlineData("common_years since 2001-01-01", 1, "2002-01-01 00:00:00")]
    public void A_value_on_a_time_axis_is_a_date(string units, double value, string date)
    {
        CfTime axis = Parse(units);
        Assert.True(axis.TryTimeOf(value, out TimeSpan time));
        Assert.Equal(date, axis.Calendar!.DateOf(time).ToString());
    }

    [Theory]
    [InlineData("months since 2000-01-01", "360_day", 1, "2000-02-01 00:00:00")]
    [InlineData("years since 2000-01-01", "noleap", 1, "2001-01-01 00:00:00")]
    [InlineData("years since 2000-01-01", "standard", 1, "2000-12-31 05:48:45.9746784")]
    [InlineData("days since 2000-02-28", "noleap", 1, "2000-03-01 00:00:00")]
    [InlineData("days since 2000-02-28", "standard", 1, "2000-02-29 00:00:00")]
    [InlineData("days since 1582-10-04", "standard", 1, "1582-10-15 00:00:00")]
    [InlineData("days since 1582-10-04", "gregorian", 1, "1582-10-15 00:00:00")]
    [InlineData("days since 1582-10-04", "proleptic_gregorian", 1, "1582-10-05 00:00:00")]
    [InlineData("days since 1900-02-28", "julian", 1, "1900-02-29 00:00:00")]
    [InlineData("days since 2001-02-28", "all_leap", 1, "2001-02-29 00:00:00")]
    [InlineData("days since 2001-02-28", "366_day", 366, "2002-02-28 00:00:00")]
    [InlineData("days since 2000-02-28", "365_day", 365, "2001-02-28 00:00:00")]
    [InlineData("days since 2001-02-29", "360_day", 1, "2001-02-30 00:00:00")]
    [InlineData("seconds since 0001-01-01 00:00:00", "gregorian_proleptic", 63_082_281_600, "2000-01-01 00:00:00")] // 730119 d
    [InlineData("days since 0001-01-01", "standard", 730_121, "2000-01-01 00:00:00")] // the Julian 0001-01-01 is 2 d earlier
    [InlineData("hours since 0001-01-01", "noleap", 24 * 365 * 1999, "2000-01-01 00:00:00")]
    [InlineData("days since 0000-01-01", "noleap", 15.5, "0000-01-16 12:00:00")]
    [InlineData("days since 0000-01-01", "proleptic_gregorian", 366, "0001-01-01 00:00:00")]
    [InlineData("days since -0001-12-31", "proleptic_gregorian", 1, "0000-01-01 00:00:00")]
    [InlineData("days since -4712-01-01 12:00:00", "standard", 2_451_545, "2000-01-01 12:00:00")] // the Julian day of astronomers
    [InlineData("hours since 2000-03-01T00:00:00Z", "standard", -1, "2000-02-29 23:00:00")]
    [InlineData("hours since 2000-01-01 00:00:00.0 +02:00", "noleap", 0, "1999-12-31 22:00:00")]
    [InlineData("seconds since 2000-01-01T00:00:00.5-0330", "360_day", 0.5, "2000-01-01 03:30:01")]
    [InlineData("months since 2000-01-01", "standard", 1, "2000-01-31 10:29:03.8312232")]
    [InlineData("months since 2000-01-01", "all_leap", 2, "2000-03-02 00:00:00")]
    public void The_calendar_decides_what_a_day_is_called(string units, string calendar, double value, string date)
    {
        CfTime axis = Parse(units, calendar);
        Assert.True(axis.TryTimeOf(value, out TimeSpan time));
        Assert.Equal(date, axis.Calendar!.DateOf(time).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("seconds")]
    [InlineData("s")]
    public void Times_without_a_date_are_seconds_from_0_without_a_calendar(string? units)
    {
        CfTime axis = Parse(units);
        Assert.Null(axis.Calendar);
        Assert.True(axis.TryTimeOf(86_400.0, out TimeSpan time));
        Assert.Equal(TimeSpan.FromDays(1), time);
        Assert.Throws<InvalidOperationException>(() => axis.SecondsSince(0, new(2000, 1, 1)));
    }

    [Fact]
    public void Seconds_are_counted_from_any_other_date()
    {
        Assert.Equal(86_400.0 * 37_255, Parse("days since 1900-1-1").SecondsSince(37_255, new(1900, 1, 1)));
        Assert.Equal(43_200.0, Parse("days since 1900-1-1").SecondsSince(37_255.5, new(2002, 1, 1)));
        Assert.Equal(-86_400.0, Parse("days since 1900-1-1").SecondsSince(37_254, new(2002, 1, 1)));
    }

    [Theory]
    [InlineData("dyas since 2000-01-01", "did you mean 'days'?")]
    [InlineData("metres", "no unit of time")]
    [InlineData("days since yesterday", "no date")]
    [InlineData("days since", "no unit of time")]
    [InlineData("day as %Y%m%d.%f", "no unit of time")]
    [InlineData("days since 2001-02-29", "does not exist")]
    [InlineData("days since 1582-10-10", "does not exist")]
    public void Units_that_mean_no_time_are_refused(string units, string reason)
    {
        Assert.False(CfTime.TryParse(units, null, "a.nc: time", out _, out Problem? problem));
        Assert.StartsWith("a.nc: time: ", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(9.969209968386869e36)]
    [InlineData(1e10)]
    public void A_fill_value_is_no_time(double value) => Assert.False(Parse("days since 1900-1-1").TryTimeOf(value, out _));

    [Fact]
    public void Whole_numbers_of_every_unit_are_exact() =>
        Gen.Select(Gen.Long[-5_000_000, 5_000_000], Gen.OneOf("days", "hours", "minutes", "s")).Sample((value, unit) =>
        {
            CfTime axis = Parse(unit + " since 1900-01-01");
            return axis.TryTimeOf(value, out TimeSpan exact) && axis.TryTimeOf((double)value, out TimeSpan time) && time == exact
                && axis.ValueOf(time) == value;
        });

    [Fact]
    public void A_time_that_was_stored_as_a_number_of_days_is_found_to_the_second() =>
        Gen.Select(Gen.Int[0, 60_000], Gen.Int[0, 86_399]).Sample((day, second) =>
        {
            CfTime axis = Parse("days since 1900-01-01");
            TimeSpan time = Calendar.Standard.TimeOf(new(1900, 1, 1)) + TimeSpan.FromDays(day) + TimeSpan.FromSeconds(second);
            return axis.TryTimeOf(day + (second / 86_400.0), out TimeSpan found) && found == time
                && axis.TryTimeOf(axis.ValueOf(time), out found) && found == time;
        });

    private static CfTime Parse(string? units, string? calendar = null) =>
        CfTime.TryParse(units, calendar, "a.nc: time", out CfTime? axis, out Problem? problem) ? axis : throw new InvalidOperationException(problem.ToString());
}
