using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class TimeAxisTests
{
    private static readonly Gen<double[]> Times = Gen.Select(Gen.Double[-1e4, 1e4], Gen.Double[0.5, 100].Array[0, 6]).Select((from, steps) =>
    {
        double[] times = [from, .. steps];
        for (int k = 1; k < times.Length; k++)
            times[k] += times[k - 1];
        return times;
    });

    [Fact]
    public void A_closed_axis_has_the_times_between_its_ends_and_no_others() =>
        Gen.Select(Times, Gen.Double[0, 1]).Sample((times, place) =>
        {
            var axis = new TimeAxis(times);
            double time = times[0] + (place * (times[^1] - times[0]));
            Assert.True(axis.TryFind(time, out long snapshot, out double fraction));
            Assert.Equal(time, Interpolated(axis, snapshot, fraction), 1e-9);
            foreach (double outside in (double[])[times[0] - 1e-6, times[^1] + 1e-6, double.NaN, double.NegativeInfinity])
                Assert.False(axis.TryFind(outside, out _, out _));
            Assert.Equal((times[0], times[^1]), (axis.First, axis.Last));
        });

    [Fact]
    public void Outside_an_extrapolated_axis_its_first_and_last_snapshot_count_alone() =>
        Gen.Select(Times.Where(t => t.Length > 1), Gen.Double[1, 1e9]).Sample((times, far) =>
        {
            var axis = new TimeAxis(times, TimeRule.Extrapolate);
            Assert.True(axis.TryFind(times[0] - far, out long snapshot, out double fraction));
            Assert.Equal((0, 0), (snapshot, fraction));
            Assert.True(axis.TryFind(times[^1] + far, out snapshot, out fraction));
            Assert.Equal((times.Length - 1, 0), (snapshot, fraction));
            Assert.Equal((0, 0), axis.Around(times[0] - far - 1, times[0] - far));
            Assert.False(axis.TryFind(double.NaN, out _, out _));
            Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (axis.First, axis.Last));
        });

    // A time is told by where it lies between its snapshots: from their times it comes out again, to rounding of the largest number.
    [Fact]
    public void A_time_lies_between_two_snapshots_of_the_period_it_falls_in() =>
        Gen.Select(Times.Where(t => t.Length > 1), Gen.Double[0.01, 200], Gen.Double[-1e6, 1e6]).Sample((times, gap, time) =>
        {
            var axis = new TimeAxis(times, TimeRule.Periodic(TimeSpan.FromSeconds(times[^1] - times[0] + gap)));
            Assert.True(axis.TryFind(time, out long snapshot, out double fraction));
            Assert.InRange(fraction, 0, 1);
            Assert.Equal(time, Interpolated(axis, snapshot, fraction), 1e-8);
            long cycle = (long)Math.Floor((double)snapshot / times.Length);
            Assert.Equal(times[axis.IndexOf(snapshot)] + (cycle * axis.Rule.Period!.Value.TotalSeconds), axis.TimeOf(snapshot), 1e-8);
            (long first, long last) = axis.Around(time, time + gap);
            Assert.True(axis.TimeOf(first) <= time && axis.TimeOf(first + 1) > time && axis.TimeOf(last) >= time + gap && axis.TimeOf(last - 1) < time + gap);
        });

    [Fact]
    public void Beside_a_snapshot_by_rounding_it_counts_alone_in_every_period() =>
        Gen.Select(Times.Where(t => t.Length > 1), Gen.Int[-1000, 1000]).Sample((times, snapshot) =>
        {
            var axis = new TimeAxis(times, TimeRule.Periodic(TimeSpan.FromSeconds(times[^1] - times[0] + 1)));
            double time = axis.TimeOf(snapshot);
            foreach (double near in (double[])[time, Math.BitIncrement(time), Math.BitDecrement(time), time - 0.1 + 0.1])
            {
                Assert.True(axis.TryFind(near, out long found, out double fraction));
                Assert.Equal((snapshot, 0), (found, fraction));
            }
        });

    [Fact]
    public void The_next_snapshot_is_the_nearest_one_in_its_direction() =>
        Gen.Select(Times, Gen.Double[-2e4, 2e4], Gen.Int[0, 2]).Sample((times, time, rule) =>
        {
            var axis = new TimeAxis(times, rule switch { 0 => TimeRule.Closed, 1 => TimeRule.Extrapolate, _ => TimeRule.Periodic(TimeSpan.FromSeconds(1000)) });
            double[] all = axis.IsSteady ? [] : axis.Rule.IsPeriodic ? [.. Enumerable.Range(-300, 600).Select(n => axis.TimeOf(n))] : times;
            foreach (double at in (double[])[time, times[0], times[^1]])
            {
                Assert.Equal(all.Where(t => t > at).DefaultIfEmpty(double.PositiveInfinity).Min(), axis.Next(at, backward: false));
                Assert.Equal(all.Where(t => t < at).DefaultIfEmpty(double.NegativeInfinity).Max(), axis.Next(at, backward: true));
            }
        });

    [Fact]
    public void Numbers_in_memory_are_those_of_one_snapshot_and_neighbours_differ_in_parity() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[-50, 50]).Sample((count, snapshot) =>
        {
            var axis = new TimeAxis([.. Enumerable.Range(0, count).Select(k => (double)k)], TimeRule.Periodic(TimeSpan.FromSeconds(count)));
            int id = axis.IdOf(snapshot);
            Assert.InRange(id, 0, axis.Ids - 1);
            Assert.Equal(axis.IndexOf(snapshot), axis.IndexOf(id));
            Assert.Equal(1, (id + axis.IdOf(snapshot + 1)) % 2);
            Assert.Equal(0, axis.Ids % 2);
        });

    [Fact]
    public void A_single_snapshot_that_holds_or_repeats_is_a_field_that_does_not_change()
    {
        foreach (TimeRule rule in (TimeRule[])[TimeRule.Extrapolate, TimeRule.PeriodicYear, TimeRule.Periodic(TimeSpan.FromDays(1))])
            Assert.True(new TimeAxis([5.0], rule).IsSteady);
        Assert.False(new TimeAxis([5.0]).IsSteady);
    }

    [Fact]
    public void A_period_that_the_snapshots_fill_or_exceed_is_refused()
    {
        Assert.False(TimeAxis.TryMake([0, 86_400], TimeRule.Periodic(TimeSpan.FromDays(1)), null, "here", out _, out Problem? problem));
        Assert.Equal("here: the snapshots reach over 1 d, not less than the period of 1 d; leave out those that repeat the first ones, or give a longer period", problem.ToString());
        Assert.True(TimeAxis.TryMake([0, 86_399], TimeRule.Periodic(TimeSpan.FromDays(1)), null, "here", out _, out _));
        Assert.Throws<ArgumentException>(() => new TimeAxis([0, 86_400], TimeRule.Periodic(TimeSpan.FromDays(1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeRule.Periodic(TimeSpan.Zero));
    }

    private static double Interpolated(TimeAxis axis, long snapshot, double fraction) => fraction == 0
        ? axis.TimeOf(snapshot)
        : axis.TimeOf(snapshot) + (fraction * (axis.TimeOf(snapshot + 1) - axis.TimeOf(snapshot)));
}
