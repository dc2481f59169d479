using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class DurationsTests
{
    [Theory]
    [InlineData("300 s", 3_000_000_000L)]
    [InlineData("300s", 3_000_000_000L)]
    [InlineData("5 min", 3_000_000_000L)]
    [InlineData("1 h", 36_000_000_000L)]
    [InlineData("10 d", 8_640_000_000_000L)]
    [InlineData("2 weeks", 12_096_000_000_000L)]
    [InlineData("1 d 6 h", 1_080_000_000_000L)]
    [InlineData("P1DT6H", 1_080_000_000_000L)]
    [InlineData("-P1DT6H", -1_080_000_000_000L)]
    [InlineData("PT0.5S", 5_000_000L)]
    [InlineData("P2W", 12_096_000_000_000L)]
    [InlineData("-5 min", -3_000_000_000L)]
    [InlineData("0.1 d", 86_400_000_000L)]
    [InlineData("1e-3 s", 10_000L)]
    [InlineData("250 ms", 2_500_000L)]
    [InlineData("1.5 Hours", 54_000_000_000L)]
    [InlineData("0.0000001 s", 1L)]
    public void A_duration_is_read_to_the_tick(string text, long ticks)
    {
        Assert.True(Durations.TryParse(text, "dt", out TimeSpan duration, out Problem? problem), problem?.ToString());
        Assert.Equal(ticks, duration.Ticks);
    }

    [Theory]
    [InlineData("300", "no unit of time")]
    [InlineData("3 m", "min for minutes")]
    [InlineData("1 year", "no fixed length")]
    [InlineData("P1M", "no fixed length")]
    [InlineData("P1Y", "no fixed length")]
    [InlineData("2 housr", "did you mean 'hour'?")]
    [InlineData("12:30", "no duration")]
    [InlineData("", "no duration")]
    [InlineData("-", "no duration")]
    [InlineData("P", "no duration")]
    [InlineData("PT", "no duration")]
    [InlineData("P1H", "no duration")]
    [InlineData("PT1S1M", "no duration")]
    [InlineData("1..5 h", "no duration")]
    [InlineData("nan s", "no duration")]
    [InlineData("0.00000001 s", "100 ns")]
    [InlineData("1e-40 s", "no duration")]
    [InlineData("1e30 d", "no duration|29 000 years")]
    [InlineData("20000000 d", "29 000 years")]
    public void What_is_no_duration_is_refused_with_the_reason(string text, string reasons)
    {
        Assert.False(Durations.TryParse(text, "execution.dt", out _, out Problem? problem));
        Assert.Equal("execution.dt", problem.Place);
        Assert.Contains(reasons.Split('|'), reason => problem.ToString().Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(864_000_000_000L, "1 d")]
    [InlineData(1_296_000_000_000L, "36 h")]
    [InlineData(54_000_000_000L, "90 min")]
    [InlineData(15_000_000L, "1.5 s")]
    [InlineData(-3_000_000_000L, "-5 min")]
    [InlineData(1, "0.0000001 s")]
    public void A_duration_is_written_in_its_shortest_form(long ticks, string text) =>
        Assert.Equal(text, Durations.Format(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void Every_duration_is_read_back_as_it_was_written() =>
        Gen.Long.Select(Gen.OneOf(1L, 10L, TimeSpan.TicksPerSecond, TimeSpan.TicksPerHour, TimeSpan.TicksPerDay)).Sample((value, unit) =>
        {
            long ticks = value / unit * unit;
            bool read = Durations.TryParse(Durations.Format(TimeSpan.FromTicks(ticks)), "", out TimeSpan back, out _);
            // The one duration whose opposite cannot be counted.
            return ticks == long.MinValue || (read && back.Ticks == ticks);
        });

    [Fact]
    public void Numbers_of_days_hours_minutes_and_seconds_are_exact_or_refused()
    {
        Assert.Equal(TimeSpan.TicksPerHour * 10, Durations.Hours(10).Ticks);
        Assert.Equal(86_400_000_000L, Durations.Days(0.1).Ticks);
        Assert.Equal(TimeSpan.FromHours(8), Durations.Days(1.0 / 3));
        Assert.Equal(TimeSpan.FromSeconds(90), Durations.Minutes(1.5));
        Assert.Equal(1, Durations.Seconds(1e-7).Ticks);
        foreach (double value in (double[])[1e-8, 0.12345678, double.NaN, double.PositiveInfinity, 1e300])
            Assert.Throws<ArgumentOutOfRangeException>(() => Durations.Seconds(value));
    }
}
