using Drift.Core.Gather;

namespace Drift.Mpi.Probe;

/// <summary>Gathers trajectories and compares the bytes with those of one process alone.</summary>
internal static class Gathered
{
    public static void Check(ICommunicator c, Partition partition, int rowsPerBlock)
    {
        var got = new SortedDictionary<int, List<byte>>();
        for (int column = 0; column < 6; column++)
            got[column] = [];
        long next = 0;
        int last = 0;
        Once(c, partition, rowsPerBlock, (column, first, values) =>
        {
            Expect.Equal(0, c.Rank);
            next = column == last ? next : 0;
            Expect.Equal(next, first);
            next += values.Length / Columns.Serial(Partition.Even(1, 1), column).Length;
            last = column;
            got[column].AddRange(values);
        });
        for (int column = 0; c.Rank == 0 && column < 6; column++)
            Expect.True(got[column].SequenceEqual(Columns.Serial(partition, column)));
    }

    public static void Once(ICommunicator c, Partition partition, int rowsPerBlock, GatheredRows sink)
    {
        using Columns mine = Columns.Of(partition, c.Rank);
        new TrajectoryGather(c, new GatherPlan(partition, rowsPerBlock)).Gather(mine.Block(), sink);
    }
}
