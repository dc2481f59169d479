using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Gather;

/// <summary>Takes rows that have arrived at rank 0.</summary>
/// <param name="column">Index of the column in <see cref="TrajectoryBlock.Columns"/>.</param>
/// <param name="firstRow">Global index of the first row.</param>
/// <param name="values">The values of consecutive rows as bytes; valid during the call only.</param>
public delegate void GatheredRows(int column, long firstRow, ReadOnlySpan<byte> values);

/// <summary>
/// Brings the trajectory blocks of all ranks to rank 0: column by column, and each column block by block in the order of
/// the global trajectory index, so that a file can be written front to back.
/// </summary>
/// <param name="communicator">All ranks.</param>
/// <param name="plan">The blocks; its partition has as many ranks as the communicator.</param>
/// <remarks>
/// Collective: every rank calls <see cref="Gather"/> as often as the others.
/// Allocation: once, at the first gather: at rank 0 at most two blocks of one variable, elsewhere at most one.
/// Determinism: the bytes that reach the sink do not depend on the number of ranks.
/// Errors: a block that does not fit is found before anything travels, and then thrown on every rank. An error of the
/// sink is thrown at rank 0 alone, out of <see cref="Gather"/>, while the others go on to their next collective call; the
/// program must end them by <see cref="ICommunicator.Abort"/> once rank 0 has closed its files.
/// </remarks>
public sealed class TrajectoryGather(ICommunicator communicator, GatherPlan plan)
{
    private readonly Partition partition = plan.Partition.Ranks == communicator.Size
        ? plan.Partition
        : throw new ArgumentException($"a plan for {plan.Partition.Ranks} ranks on {communicator.Size}", nameof(plan));

    private readonly int[] counts = new int[communicator.Size];
    private byte[] own = [];
    private byte[] gathered = [];

    /// <summary>Gathers one block of each rank.</summary>
    /// <param name="block">This rank's range of the partition; the same columns on every rank.</param>
    /// <param name="sink">Called at rank 0 for each column and block of rows; elsewhere never.</param>
    /// <exception cref="DriftException">Exit code 70: the blocks of the ranks do not fit together.</exception>
    public void Gather(TrajectoryBlock block, GatheredRows sink)
    {
        Agree(block);
        for (int column = 0; column < block.Columns.Count; column++)
        {
            for (long part = 0; part < plan.Blocks; part++)
                GatherBlock(block, column, part, sink);
        }
    }

    private void GatherBlock(TrajectoryBlock block, int column, long part, GatheredRows sink)
    {
        int size = block.Columns[column].ElementSize;
        (long first, int rows) = plan.Rows(part);
        (long row, int count) = plan.Part(part, communicator.Rank);
        bool wholly = plan.IsWhollyOn(part, 0);
        Span<byte> mine = Room(ref own, checked(count * size));
        if (count > 0)
            block.CopyRows(column, (int)row, mine);
        if (!wholly)
        {
            Span<byte> all = Room(ref gathered, communicator.Rank == 0 ? checked(rows * size) : 0);
            plan.Counts(part, size, counts);
            communicator.GatherFlattened<byte>(mine, counts, all);
            mine = all;
        }
        if (communicator.Rank == 0)
            sink(column, first, mine);
    }

    /// <summary>Room in a buffer that grows to what is needed, but never beyond one block of 64-bit numbers.</summary>
    private static Span<byte> Room(ref byte[] buffer, int bytes)
    {
        if (buffer.Length < bytes)
            buffer = GC.AllocateUninitializedArray<byte>(bytes);
        return buffer.AsSpan(0, bytes);
    }

    /// <summary>Finds a block that does not fit on any rank, and tells all, so that none waits for one that has stopped.</summary>
    private void Agree(TrajectoryBlock block)
    {
        int rank = communicator.Rank;
        string complaint = Complaint(block);
        long columns = Fingerprint(block);
        Span<long> agreed = [complaint.Length > 0 ? communicator.Size - rank : 0, columns, -columns];
        communicator.Allreduce(agreed, Reduction.Max);
        if (agreed[0] > 0)
        {
            long culprit = communicator.Size - agreed[0];
            throw Misfit(culprit == rank ? $"rank {rank} {complaint}" : $"the block of rank {culprit} does not fit the partition");
        }
        if (agreed[1] != -agreed[2])
            throw Misfit($"the ranks have different columns (rank {rank}: {string.Join(", ", block.Columns.Select(c => c.Variable.Name))})");
    }

    private string Complaint(TrajectoryBlock block)
    {
        long first = partition.First(communicator.Rank);
        long count = partition.Count(communicator.Rank);
        if (block.First != first || block.Count != count)
            return $"brings {block.Count} trajectories from {block.First}, but owns {count} from {first}";
        Column? odd = block.Columns.FirstOrDefault(c => c.Count != block.Count);
        return odd is null ? "" : $"brings {odd.Count} values of {odd.Variable.Name} for {block.Count} trajectories";
    }

    /// <summary>A number that differs between different lists of columns (FNV-1a over names and types).</summary>
    private static long Fingerprint(TrajectoryBlock block)
    {
        ulong hash = 14695981039346656037;
        foreach (Column column in block.Columns)
        {
            foreach (char c in column.Variable.Name)
                Add(c);
            Add((char)(0x100 + (int)column.Variable.Type));
        }
        return (long)(hash >> 2);

        void Add(char c) => hash = (hash ^ c) * 1099511628211;
    }

    private static DriftException Misfit(string what) => new(ExitCode.Defect, new Problem("gather", what));
}
