using System.Collections.Concurrent;
using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class SnapshotWindowTests
{
    private static readonly RectilinearGrid Grid = new(Mesh.Flat, new Axis([0, 1, 2]), new Axis([0, 1]));

    [Fact]
    public void A_value_does_not_depend_on_which_snapshots_are_held_or_were_before() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60]).Array[1, 30].Sample(moves =>
        {
            using var all = new SnapshotWindow(HeapMemory.Instance, new CountedSource(Grid, 7));
            using var window = new SnapshotWindow(HeapMemory.Instance, new CountedSource(Grid, 7));
            all.MoveTo(-1000, 1000);
            foreach ((int a, int b) in moves)
            {
                (double from, double to) = (Math.Min(a, b), Math.Max(a, b));
                window.MoveTo(from, to);
                foreach (double time in (double[])[from, (from + to) / 2, to])
                    Assert.Equal(Value(all, time), Value(window, time));
            }
        });

    [Fact]
    public void A_run_through_the_times_holds_one_plane_of_two_snapshots_and_reads_each_once()
    {
        var memory = new CountedMemory();
        using var source = new CountedSource(Grid, 7);
        using var window = new SnapshotWindow(memory, source);
        for (int time = 0; time < 60; time += 5)
            window.MoveTo(time, time + 5);
        Assert.Equal(1, memory.Blocks);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], source.Reads);
    }

    [Fact]
    public void A_run_backward_holds_one_plane_of_two_snapshots_and_reads_each_once()
    {
        var memory = new CountedMemory();
        using var source = new CountedSource(Grid, 7);
        using var window = new SnapshotWindow(memory, source);
        for (int time = 60; time > 0; time -= 5)
            window.MoveTo(time - 5, time);
        Assert.Equal(1, memory.Blocks);
        Assert.Equal([5, 6, 4, 3, 2, 1, 0], source.Reads);
    }

    [Fact]
    public void A_step_over_several_snapshots_finds_them_all()
    {
        using var window = new SnapshotWindow(HeapMemory.Instance, new CountedSource(Grid, 7));
        window.MoveTo(15, 45);
        Assert.Equal([1.5, 2, 3.7, 4.5], new double[] { 15, 20, 37, 45 }.Select(time => Value(window, time)));
    }

    [Fact]
    public void Snapshots_that_are_not_held_are_never_read()
    {
        using var window = new SnapshotWindow(HeapMemory.Instance, new CountedSource(Grid, 7));
        Assert.Throws<InvalidOperationException>(() => Value(window, 5));
        window.MoveTo(5, 5);
        Assert.Throws<InvalidOperationException>(() => Value(window, 15));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_next_snapshot_is_read_while_time_stands_and_only_once(int direction)
    {
        using var source = new CountedSource(Grid, 7);
        using var window = new SnapshotWindow(HeapMemory.Instance, source);
        for (int k = 0; k < 6; k++)
        {
            int time = direction > 0 ? 10 * k : 50 - (10 * k);
            window.MoveTo(time, time + 10, direction);
            int next = direction > 0 ? k + 2 : 4 - k;
            if (next is >= 0 and < 7)
                Assert.True(SpinWait.SpinUntil(() => source.Reads.Contains(next), TimeSpan.FromSeconds(10)), $"snapshot {next} is not read ahead");
            Assert.Equal((time + 4) / 10.0, Value(window, time + 4), 1e-12);
        }

        Assert.Equal(7, source.Reads.Count);
        Assert.Equal(7, source.Reads.Distinct().Count());
    }

    [Theory]
    [InlineData(1, 10, 20, 20)]
    [InlineData(1, 10, 15, 17)]
    [InlineData(-1, 10, 20, 10)]
    [InlineData(-1, 12, 20, 11)]
    public void Nothing_is_read_beyond_the_end_of_the_run(int direction, double from, double to, double until)
    {
        using var source = new CountedSource(Grid, 7);
        using (var window = new SnapshotWindow(HeapMemory.Instance, source))
            window.MoveTo(from, to, direction, until);
        Assert.Equal([1, 2], source.Reads.Order());
    }

    [Fact]
    public void What_was_read_ahead_in_vain_does_no_harm()
    {
        using var source = new CountedSource(Grid, 7);
        using var window = new SnapshotWindow(HeapMemory.Instance, source);
        window.MoveTo(0, 10, ahead: 1);
        window.MoveTo(40, 50, ahead: 1);
        Assert.Equal(4.5, Value(window, 45));
        window.MoveTo(10, 30, ahead: -1);
        Assert.Equal([1.5, 2.5], new double[] { 15, 25 }.Select(time => Value(window, time)));
    }

    [Fact]
    public void An_error_of_reading_ahead_comes_when_the_snapshot_is_needed()
    {
        using var source = new CountedSource(Grid, 7) { FailsAt = 2 };
        using var window = new SnapshotWindow(HeapMemory.Instance, source);
        window.MoveTo(0, 10, ahead: 1);
        Assert.Equal(0.5, Value(window, 5));
        Assert.Throws<IOException>(() => window.MoveTo(10, 20, ahead: 1));
    }

    // The value of every node is the number of its snapshot: they are 10 s apart. Even snapshots come first at a node.
    private static unsafe double Value(SnapshotWindow window, double time)
    {
        Assert.True(window.TryFind(time, out SnapshotPlace place));
        (double first, double second) = (place.Plane[0], place.Plane[1]);
        return place.Order switch
        {
            TimeOrder.OnlyFirst => first,
            TimeOrder.OnlySecond => second,
            TimeOrder.FirstToSecond => first + (place.Fraction * (second - first)),
            _ => second + (place.Fraction * (first - second)),
        };
    }

    private sealed class CountedSource(RectilinearGrid grid, int snapshots) : ISnapshotSource
    {
        public ConcurrentQueue<int> Reads { get; } = [];

        /// <summary>The snapshot that cannot be read.</summary>
        public int FailsAt { get; init; } = -1;

        public Grid Grid => grid;

        public IReadOnlyList<double> Times { get; } = [.. Enumerable.Range(0, snapshots).Select(k => 10.0 * k)];

        public string Unit => "";

        public void Read(int snapshot, GridBox box, Span<float> values)
        {
            if (snapshot == FailsAt)
                throw new IOException("the disk is gone");
            Reads.Enqueue(snapshot);
            values.Fill(snapshot);
        }

        public void Dispose()
        {
        }
    }

    private sealed class CountedMemory : INodeMemory
    {
        public int Blocks { get; private set; }

        public bool Owner => true;

        public NodeBlock Allocate(long bytes)
        {
            Blocks++;
            return HeapMemory.Instance.Allocate(bytes);
        }

        public void Max(Span<int> values)
        {
        }

        public void Fence()
        {
        }
    }
}
