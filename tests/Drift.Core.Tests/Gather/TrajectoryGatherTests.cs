using System.Runtime.InteropServices;
using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Particles;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Gather;

public sealed class TrajectoryGatherTests
{
    [Theory]
    [InlineData(NumberType.Int8)]
    [InlineData(NumberType.Int32)]
    [InlineData(NumberType.Int64)]
    [InlineData(NumberType.Float32)]
    [InlineData(NumberType.Float64)]
    public void What_arrives_of_a_ragged_partition_equals_the_order_of_one_rank(NumberType type) =>
        Gen.Select(Gen.Long[0, 30].Array[1, 6], Gen.Int[1, 40]).Sample(
            (counts, rows) => Assert.Equal(Arrived(type, Partition.Even(counts.Sum(), 1), 1000), Arrived(type, Partition.Of(counts), rows)),
            iter: 40,
            threads: 1);

    [Fact]
    public void Absent_particles_arrive_as_fill_values()
    {
        byte[] bytes = Arrived(NumberType.Float64, Partition.Even(9, 4), 3);
        double[] values = MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        Assert.Equal([0, 1, 2, 3, double.NaN, 5, 6, 7, 8], values);
    }

    [Fact]
    public void Rows_arrive_front_to_back_column_by_column()
    {
        var calls = new List<(int Column, long First, int Bytes)>();
        ThreadCommunicator.Run(3, c =>
        {
            using var rows = new Rows(Partition.Even(25, 3), c.Rank, NumberType.Float64, NumberType.Int32);
            new TrajectoryGather(c, new GatherPlan(Partition.Even(25, 3), 10))
                .Gather(rows.Block, (column, first, values) => calls.Add((column, first, values.Length)));
        });
        Assert.Equal([(0, 0, 80), (0, 10, 80), (0, 20, 40), (1, 0, 40), (1, 10, 40), (1, 20, 20)], calls);
    }

    [Fact]
    public void Rank_0_holds_at_most_two_blocks_whatever_the_number_of_rows()
    {
        const int rowsPerBlock = 1000;
        long Used(int total) => ThreadCommunicator.Run(2, c =>
        {
            using var rows = new Rows(Partition.Even(total, 2), c.Rank, NumberType.Float64);
            var gather = new TrajectoryGather(c, new GatherPlan(Partition.Even(total, 2), rowsPerBlock));
            long before = GC.GetAllocatedBytesForCurrentThread();
            gather.Gather(rows.Block, (_, _, _) => { });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        })[0];
        // Beside the two blocks: what a thread meeting allocates, the same for any number of rows after the first few.
        Used(5 * rowsPerBlock);
        Assert.InRange(Used(200 * rowsPerBlock), 1, (2 * 8 * rowsPerBlock) + 2000);
    }

    [Fact]
    public void A_second_gather_allocates_next_to_nothing()
    {
        long[] used = ThreadCommunicator.Run(2, c =>
        {
            using var rows = new Rows(Partition.Even(5000, 2), c.Rank, NumberType.Float64);
            var gather = new TrajectoryGather(c, new GatherPlan(Partition.Even(5000, 2), 1000));
            gather.Gather(rows.Block, (_, _, _) => { });
            long before = GC.GetAllocatedBytesForCurrentThread();
            gather.Gather(rows.Block, (_, _, _) => { });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.All(used, bytes => Assert.InRange(bytes, 0, 1000));
    }

    [Fact]
    public void A_block_of_the_wrong_rows_is_refused_on_every_rank()
    {
        string[] messages = ThreadCommunicator.Run(3, c =>
        {
            using var rows = new Rows(Partition.Of(c.Rank == 1 ? [4, 3, 3] : [4, 4, 2]), c.Rank, NumberType.Float64);
            return Refused(c, Partition.Of([4, 4, 2]), rows.Block);
        });
        Assert.Contains("brings 3 trajectories from 4, but owns 4 from 4", messages[1], StringComparison.Ordinal);
        Assert.All(messages, m => Assert.Contains("rank 1", m, StringComparison.Ordinal));
    }

    [Fact]
    public void Different_columns_are_refused_on_every_rank()
    {
        string[] messages = ThreadCommunicator.Run(3, c =>
        {
            using var rows = new Rows(Partition.Even(6, 3), c.Rank, c.Rank == 2 ? NumberType.Int64 : NumberType.Float64);
            return Refused(c, Partition.Even(6, 3), rows.Block);
        });
        Assert.All(messages, m => Assert.Contains("different columns", m, StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_of_the_sink_comes_out_at_rank_0_and_the_program_can_abort()
    {
        AbortedException aborted = Assert.Throws<AbortedException>(() => ThreadCommunicator.Run(3, c =>
        {
            using var rows = new Rows(Partition.Even(30, 3), c.Rank, NumberType.Float64);
            var gather = new TrajectoryGather(c, new GatherPlan(Partition.Even(30, 3), 4));
            try
            {
                while (true)
                    gather.Gather(rows.Block, (_, _, _) => throw new DriftException(ExitCode.FileFailed, new Problem("out.h5", "disk full")));
            }
            catch (DriftException e)
            {
                c.Abort((int)e.Code);
            }
        }));
        Assert.Equal(4, aborted.ExitCode);
    }

    [Fact]
    public void A_plan_for_another_number_of_ranks_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TrajectoryGather(new SelfCommunicator(), new GatherPlan(Partition.Even(3, 2))));

    private static string Refused(ICommunicator c, Partition partition, TrajectoryBlock block) =>
        Assert.Throws<DriftException>(() => new TrajectoryGather(c, new GatherPlan(partition)).Gather(block, (_, _, _) => { })).Message;

    private static byte[] Arrived(NumberType type, Partition partition, int rowsPerBlock)
    {
        var bytes = new List<byte>();
        ThreadCommunicator.Run(partition.Ranks, c =>
        {
            using var rows = new Rows(partition, c.Rank, type);
            new TrajectoryGather(c, new GatherPlan(partition, rowsPerBlock)).Gather(rows.Block, (_, _, values) => bytes.AddRange(values));
        });
        return [.. bytes];
    }

    /// <summary>The rows of one rank: each value is its global row, and row 4 is absent.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly Column[] columns;
        private readonly Column status;

        public Rows(Partition partition, int rank, params NumberType[] types)
        {
            long first = partition.First(rank);
            int count = (int)partition.Count(rank);
            columns = [.. types.Select(type => new Column(new Variable("x", type, "", ""), count))];
            status = new Column(new Variable("status", NumberType.Int8, "", ""), count);
            for (int i = 0; i < count; i++)
            {
                foreach (Column column in columns)
                    Write(column.Variable.Type, first + i, column.Rows(i, 1));
                status.AsSpan<byte>()[i] = (byte)(first + i == 4 ? ParticleStatus.Deleted : ParticleStatus.Active);
            }
            Block = new(first, columns, status, visible: default);
        }

        public TrajectoryBlock Block { get; }

        public void Dispose()
        {
            foreach (Column column in columns)
                column.Dispose();
            status.Dispose();
        }

        private static void Write(NumberType type, long row, Span<byte> value)
        {
            switch (type)
            {
                case NumberType.Float64: MemoryMarshal.Write(value, (double)row); break;
                case NumberType.Float32: MemoryMarshal.Write(value, (float)row); break;
                case NumberType.Int64: MemoryMarshal.Write(value, row); break;
                case NumberType.Int32: MemoryMarshal.Write(value, (int)row); break;
                default: value[0] = (byte)row; break;
            }
        }
    }
}
