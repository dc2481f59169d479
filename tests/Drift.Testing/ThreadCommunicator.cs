using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Drift.Core.Foundation;
using Drift.Core.Gather;

namespace Drift.Testing;

/// <summary>
/// Ranks as threads of one process, with the semantics of real ones: every collective waits for all, ranks that call
/// different routines or lengths are found out, and an error on one rank ends all instead of leaving them waiting.
/// </summary>
public sealed unsafe class ThreadCommunicator : ICommunicator
{
    private readonly RankGroup world;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long gathers;

    private ThreadCommunicator(RankGroup world, RankGroup node, int rank, int nodeRank)
    {
        this.world = world;
        Rank = rank;
        RanksOnNode = node.Size;
        NodeMemory = new ThreadNodeMemory(node, nodeRank);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size => world.Size;

    /// <inheritdoc/>
    public int RanksOnNode { get; }

    /// <inheritdoc/>
    public string Library => "threads";

    /// <inheritdoc/>
    public INodeMemory NodeMemory { get; }

    /// <inheritdoc/>
    public int FortranHandle => -1;

    /// <summary>Runs a program on some ranks.</summary>
    /// <param name="ranks">Number of ranks.</param>
    /// <param name="program">What every rank does.</param>
    /// <param name="ranksPerNode">Ranks that share a node; all of them by default.</param>
    /// <returns>What each rank returned (rank).</returns>
    /// <exception cref="AbortedException">A rank called Abort.</exception>
    public static T[] Run<T>(int ranks, Func<ICommunicator, T> program, int ranksPerNode = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        var life = new RankGroup.Life();
        var all = new RankGroup(ranks, life);
        int perNode = Math.Min(ranks, ranksPerNode);
        RankGroup[] nodes = [.. Enumerable.Range(0, (ranks + perNode - 1) / perNode)
            .Select(node => new RankGroup(Math.Min(perNode, ranks - (node * perNode)), life))];
        var results = new T[ranks];
        Thread[] threads = [.. Enumerable.Range(0, ranks).Select(rank => new Thread(() =>
        {
            try
            {
                using var communicator = new ThreadCommunicator(all, nodes[rank / perNode], rank, rank % perNode);
                results[rank] = program(communicator);
            }
            catch (Exception e)
            {
                life.End(e);
            }
        })
        { IsBackground = true, Name = $"rank {rank}" })];
        foreach (Thread t in threads)
            t.Start();
        foreach (Thread t in threads)
            t.Join();
        if (life.Failure is not null)
            ExceptionDispatchInfo.Throw(life.Failure);
        return results;
    }

    /// <summary>Runs a program that returns nothing; otherwise as <see cref="Run{T}"/>.</summary>
    public static void Run(int ranks, Action<ICommunicator> program, int ranksPerNode = int.MaxValue) =>
        Run(
            ranks,
            communicator =>
            {
                program(communicator);
                return true;
            },
            ranksPerNode);

    /// <inheritdoc/>
    public void Barrier() => Meet();

    /// <inheritdoc/>
    public void Broadcast<T>(Span<T> values) where T : unmanaged
    {
        fixed (T* mine = values)
        {
            Publish(mine, values.Length);
            RequireEqualLengths();
            if (Rank != 0)
                new ReadOnlySpan<T>((void*)world.Addresses[0], values.Length).CopyTo(values);
            Meet();
        }
    }

    /// <inheritdoc/>
    public void Allreduce<T>(Span<T> values, Reduction reduction) where T : unmanaged
    {
        Reductions.Check<T>(reduction);
        fixed (T* mine = values)
        {
            Publish(mine, values.Length);
            RequireEqualLengths();
            T[] result = new ReadOnlySpan<T>((void*)world.Addresses[0], values.Length).ToArray();
            for (int rank = 1; rank < Size; rank++)
                Combine(result, new ReadOnlySpan<T>((void*)world.Addresses[rank], values.Length), reduction);
            Meet();
            result.CopyTo(values);
        }
    }

    /// <inheritdoc/>
    public void GatherFlattened<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> counts, Span<T> gathered) where T : unmanaged
    {
        fixed (T* mine = values[..counts[Rank]])
        {
            Publish(mine, counts[Rank]);
            for (int rank = 0, at = 0; Rank == 0 && rank < Size; at += counts[rank++])
            {
                if (world.Lengths[rank] != counts[rank])
                    throw new InvalidOperationException($"rank {rank} sends {world.Lengths[rank]} values where rank 0 awaits {counts[rank]}");
                new ReadOnlySpan<T>((void*)world.Addresses[rank], counts[rank]).CopyTo(gathered[at..]);
            }
            Meet();
        }
    }

    /// <inheritdoc/>
    public IRequest BeginGatherFlattened<T>(Memory<T> values, ReadOnlySpan<int> counts, Memory<T> gathered) where T : unmanaged
    {
        Guard();
        ThreadGather? gather;
        lock (world.Fate)
        {
            if (!world.Gathers.TryGetValue(gathers, out gather))
                world.Gathers[gathers] = gather = new(world);
        }
        gathers++;
        return gather.Enter(Rank, values[..counts[Rank]].Pin(), (long)counts[Rank] * sizeof(T), gathered.Pin());
    }

    /// <inheritdoc/>
    public void Abort(int exitCode)
    {
        var aborted = new AbortedException(exitCode);
        world.Fate.End(aborted);
        throw aborted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void Combine<T>(Span<T> result, ReadOnlySpan<T> values, Reduction reduction) where T : unmanaged
    {
        for (int i = 0; i < result.Length; i++)
        {
            if (typeof(T) == typeof(int))
                result[i] = (T)(object)(int)Combine((int)(object)result[i], (int)(object)values[i], reduction);
            else if (typeof(T) == typeof(long))
                result[i] = (T)(object)Combine((long)(object)result[i], (long)(object)values[i], reduction);
            else
                result[i] = (T)(object)Combine((double)(object)result[i], (double)(object)values[i], reduction);
        }
    }

    private static long Combine(long a, long b, Reduction reduction) =>
        reduction switch { Reduction.Sum => a + b, Reduction.Min => Math.Min(a, b), _ => Math.Max(a, b) };

    private static double Combine(double a, double b, Reduction reduction) =>
        reduction == Reduction.Min ? Math.Min(a, b) : Math.Max(a, b);

    private void Publish<T>(T* address, int length, [CallerMemberName] string routine = "") where T : unmanaged
    {
        world.Addresses[Rank] = (nint)address;
        world.Lengths[Rank] = length;
        Meet(routine);
    }

    private void RequireEqualLengths([CallerMemberName] string routine = "")
    {
        if (Array.Exists(world.Lengths, length => length != world.Lengths[0]))
            throw new InvalidOperationException($"{routine} with different lengths: {string.Join(", ", world.Lengths)}");
    }

    private void Meet([CallerMemberName] string routine = "")
    {
        Guard();
        world.Meet(routine);
    }

    private void Guard()
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("a communicator belongs to the thread of its rank");
    }
}
