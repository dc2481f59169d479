namespace Drift.Testing;

/// <summary>Where the ranks of a <see cref="ThreadCommunicator"/> meet; a broken group wakes everyone who waits.</summary>
internal sealed class RankGroup(int size, RankGroup.Life life)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private string routine = "";
    private int arrived;
    private long generation;

    /// <summary>What the groups of one run share: the first error of any rank ends all.</summary>
    internal sealed class Life
    {
        /// <summary>The first error, if any.</summary>
        public Exception? Failure { get; private set; }

        /// <summary>Notes an error and wakes everyone; later errors are consequences of the first.</summary>
        public void End(Exception failure)
        {
            lock (this)
            {
                Failure ??= failure;
                Monitor.PulseAll(this);
            }
        }

        /// <summary>Throws if some rank has failed.</summary>
        public void ThrowIfEnded()
        {
            if (Failure is not null)
                throw new RankEndedException(Failure);
        }
    }

    /// <summary>Number of ranks.</summary>
    public int Size => size;

    /// <summary>One address per rank, to be read between two meetings.</summary>
    public nint[] Addresses { get; } = new nint[size];

    /// <summary>One length per rank, to be read between two meetings.</summary>
    public long[] Lengths { get; } = new long[size];

    /// <summary>An object that the lowest rank of the group made for all.</summary>
    public object? Shared { get; set; }

    /// <summary>Gathers under way, by their number.</summary>
    public Dictionary<long, ThreadGather> Gathers { get; } = [];

    /// <summary>The lock and the fate of this group.</summary>
    public Life Fate => life;

    /// <summary>Waits for all ranks, which must have called the same routine.</summary>
    public void Meet(string name)
    {
        lock (life)
        {
            life.ThrowIfEnded();
            if (arrived == 0)
                routine = name;
            else if (!string.Equals(routine, name, StringComparison.Ordinal))
                Break($"a rank calls {name} while others are in {routine}");
            if (++arrived == size)
            {
                arrived = 0;
                generation++;
                Monitor.PulseAll(life);
                return;
            }
            long mine = generation;
            while (generation == mine)
            {
                if (!Monitor.Wait(life, Patience))
                    Break($"only {arrived} of {size} ranks came to {name}");
                if (generation == mine)
                    life.ThrowIfEnded();
            }
        }
    }

    private void Break(string what)
    {
        var failure = new InvalidOperationException(what);
        life.End(failure);
        throw failure;
    }
}
