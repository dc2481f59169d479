using System.Collections.Concurrent;
using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Fields whose snapshots repeat or hold, as they are sampled.</summary>
public class PeriodicWindowTests
{
    private static readonly RectilinearGrid Grid = new(Mesh.Flat, new Axis([0, 1]), new Axis([0, 1]));

    // Snapshot k is 10 k s after the start and has the value k² everywhere; the period ends 10 s after the last.
    [Fact]
    public void A_value_is_that_of_the_snapshots_around_it_in_whatever_order_times_are_asked_for() =>
        Gen.Select(Gen.Int[2, 7], Gen.Select(Gen.Int[-300, 300], Gen.Int[0, 150]).Array[1, 20]).Sample((count, moves) =>
        {
            using FieldSet set = Make(count, TimeRule.Periodic(TimeSpan.FromSeconds(10 * count)), out Field field);
            foreach ((int from, int length) in moves)
            {
                set.MoveTo(from, from + length);
                foreach (double time in (double[])[from, from + (0.37 * length), from + length])
                {
                    (double before, double fraction) = (Math.Floor(time / 10), (time / 10) - Math.Floor(time / 10));
                    Assert.Equal(((1 - fraction) * Square(before)) + (fraction * Square(before + 1)), Value(field, time), 1e-5);
                }

                double Square(double snapshot) => Math.Pow((snapshot % count + count) % count, 2);
            }
        });

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(3, -1)]
    [InlineData(4, -1)]
    public void Each_snapshot_is_read_once_in_a_period_and_none_beyond_the_end_of_the_run(int count, int direction)
    {
        using var source = new CountedSource(count);
        using var window = new SnapshotWindow(HeapMemory.Instance, new TimeAxis(source.Times, TimeRule.Periodic(TimeSpan.FromSeconds(10 * count))), [source]);
        for (int k = 0; k < 3 * count; k++)
        {
            int time = 10 * direction * k;
            window.MoveTo(Math.Min(time, time + (10 * direction)), Math.Max(time, time + (10 * direction)), direction, until: 30 * count * direction);
            Assert.True(window.TryFind(time + (3 * direction), out _));
        }

        // Two snapshots are held together always; of more, each is read when its turn comes, and none ahead of the end.
        Assert.Equal(count == 2 ? 2 : (3 * count) + 1, source.Reads.Count);
    }

    [Fact]
    public void What_repeats_is_read_ahead_beyond_the_last_snapshot()
    {
        using var source = new CountedSource(3);
        using var window = new SnapshotWindow(HeapMemory.Instance, new TimeAxis(source.Times, TimeRule.Periodic(TimeSpan.FromSeconds(30))), [source]);
        window.MoveTo(10, 20, ahead: 1, until: 100);
        Assert.True(SpinWait.SpinUntil(() => source.Reads.Contains(0), TimeSpan.FromSeconds(10)), "the first snapshot is not read ahead");
    }

    [Fact]
    public void A_time_that_was_not_made_present_is_an_error_and_never_another_period()
    {
        using FieldSet set = Make(3, TimeRule.Periodic(TimeSpan.FromSeconds(30)), out Field field);
        set.MoveTo(0, 10);
        Assert.Throws<InvalidOperationException>(() => Value(field, 35));
        Assert.Equal(FieldError.OutOfTime, Error(field, double.NaN));
    }

    [Fact]
    public void Extrapolated_the_first_and_last_snapshot_hold_for_ever()
    {
        using FieldSet set = Make(3, TimeRule.Extrapolate, out Field field);
        foreach ((double time, double value) in (ReadOnlySpan<(double, double)>)[(-1e9, 0), (-0.1, 0), (5, 0.5), (20, 4), (20.1, 4), (1e9, 4)])
        {
            set.MoveTo(time, time);
            Assert.Equal(value, Value(field, time), 1e-6);
        }

        set.MoveTo(-100, 100);
        Assert.Equal([0, 2.5, 4], new[] { -50.0, 15, 50 }.Select(time => Value(field, time)));
        Assert.Equal((20, double.PositiveInfinity), (set.NextSnapshot(10, backward: false), set.NextSnapshot(20, backward: false)));
    }

    [Fact]
    public void Two_fields_with_the_same_times_but_another_rule_do_not_share_their_snapshots()
    {
        using var set = new FieldSet(Mesh.Flat);
        set.Add(Field.FromSource("A", new CountedSource(3), TimeRule.Extrapolate), Field.FromSource("B", new CountedSource(3), TimeRule.Periodic(TimeSpan.FromSeconds(30))));
        FieldPair pair = set.UsePair("A", "B");
        set.MoveTo(40, 50);
        Lane1 error = 0.0;
        pair.Sample<Lane1>(45.0, 0.0, 0.5, 0.5, ref error, out Lane1 a, out Lane1 b);
        Assert.Equal((4, 2.5, 0), (a, b, error));
    }

    private static FieldSet Make(int count, TimeRule rule, out Field field)
    {
        var set = new FieldSet(Mesh.Flat);
        set.Add(Field.FromSource("K", new CountedSource(count), rule));
        field = set.Use("K");
        return set;
    }

    private static double Value(Field field, double time)
    {
        Lane1 error = 0.0;
        double value = field.Sample<Lane1>(time, 0.0, 0.5, 0.5, ref error);
        Assert.Equal(0, (double)error);
        return value;
    }

    private static FieldError Error(Field field, double time)
    {
        Lane1 error = 0.0;
        _ = field.Sample<Lane1>(time, 0.0, 0.5, 0.5, ref error);
        return (FieldError)(double)error;
    }

    private sealed class CountedSource(int snapshots) : ISnapshotSource
    {
        public ConcurrentQueue<int> Reads { get; } = [];

        public Grid Grid => PeriodicWindowTests.Grid;

        public IReadOnlyList<double> Times { get; } = [.. Enumerable.Range(0, snapshots).Select(k => 10.0 * k)];

        public string Unit => "";

        public void Read(int snapshot, GridBox box, Span<float> values)
        {
            Reads.Enqueue(snapshot);
            values.Fill(snapshot * snapshot);
        }

        public void Dispose()
        {
        }
    }
}
