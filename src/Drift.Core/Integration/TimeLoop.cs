using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>
/// Takes particles through steps. Between two events a block of a few hundred particles is carried through all steps
/// before the next block, so that it stays in the fastest cache; threads take blocks. Neither changes any result.
/// </summary>
public sealed class TimeLoop
{
    /// <summary>Particles per block where nothing else is said: positions of a block and the fields under it fit into the first-level cache.</summary>
    public const int BlockSize = 512;

    /// <summary>Steps after which it is looked again whether any particle of a block moves at all.</summary>
    private const int StepsBetweenLooks = 16;

    private readonly ParticleSet particles;
    private readonly FieldSet fields;
    private readonly StepClock clock;
    private readonly IBlockRunner runner;
    private readonly DrawRow[] draws;
    private readonly ConcurrentBag<BlockScratch> idle = [];
    private readonly Func<BlockScratch> makeScratch;
    private readonly (Segment Segment, int Begin, int Count)[] blocks;
    private readonly ParallelOptions parallel;
    private readonly PlaceOrder? order;
    private readonly Releases releases;
    private readonly WaterEnds held;
    private readonly Places places;

    /// <summary>The step that each block has come to (block): one that needs values which are not held waits there until they are.</summary>
    private readonly long[] reached;
    private bool gathers;

    /// <summary>Prepares a loop.</summary>
    /// <param name="particles">The particles of this rank.</param>
    /// <param name="plan">Kernels, bound to the fields of the particles.</param>
    /// <param name="clock">Start and dt.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="lanes">Width of lanes.</param>
    /// <param name="sort">Whether particles near one another are computed together: see <see cref="PlaceOrder"/>.</param>
    /// <param name="blockSize">Particles per block, a multiple of 8.</param>
    /// <remarks>Determinism: threads, lanes, sorting and blocks change no result.</remarks>
    public TimeLoop(
        ParticleSet particles, KernelPlan plan, StepClock clock, int threads = 1, LaneWidth lanes = LaneWidth.Automatic, bool sort = false, int blockSize = BlockSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, DrawnBlock.Chunk);
        ArgumentOutOfRangeException.ThrowIfNotEqual(blockSize % DrawnBlock.Chunk, 0, nameof(blockSize));
        this.particles = particles;
        fields = particles.Fields;
        this.clock = clock;
        if (!particles.HasDepth && plan.NeedDepth.Count > 0)
            throw new ArgumentException($"kernel {plan.NeedDepth[0]} moves particles in depth, but they have none", nameof(particles));
        draws = [.. plan.Draws];
        runner = MakeRunner(plan, LaneWidths.Choose(lanes));
        IReadOnlyList<Column> variables = particles.Declare(plan.Variables);
        held = plan.Held;
        parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(threads, 1) };
        releases = new Releases(particles, clock, variables, held, parallel);
        makeScratch = () => new BlockScratch(draws.Length, variables, blockSize, sort, fields.HintSlots, fields.MayBePartlyHeld, particles.HasReleaseTimes);
        idle.Add(makeScratch());
        order = sort ? new PlaceOrder(particles) : null;
        blocks = [.. MakeBlocks(particles.Segments, blockSize)];
        reached = new long[blocks.Length];
        places = new Places(particles, releases);
    }

    /// <summary>The statuses of which <see cref="FirstFailure"/> takes note.</summary>
    public StatusSet Noted { get; init; } = StatusSet.Errors;

    /// <summary>The first particle that ended with a status of <see cref="Noted"/>, by step and row; null if none did.</summary>
    public Failure? FirstFailure { get; private set; }

    /// <summary>Wall time spent on moving the window of snapshots.</summary>
    public TimeSpan InputTime { get; private set; }

    /// <summary>The step at whose start the run ends, so that no snapshot is read ahead in vain; null if that is not known.</summary>
    public long? LastStep { get; init; }

    /// <summary>Called on the calling thread after blocks, with the number of particle-steps done since the last call.</summary>
    public Action<long>? BetweenBlocks { get; set; }

    /// <summary>
    /// Makes particles ready to be looked at at the start of a step: those are there that are released just then, and variables that
    /// follow a field have its values. Called before the first step, and where an output is. Collective over the ranks of a node that share fields.
    /// </summary>
    /// <param name="step">The step that all particles are at.</param>
    public void Observe(long step)
    {
        if (!releases.SamplesFields)
        {
            _ = releases.Observe(step);
            return;
        }

        double time = clock.SecondsAt(step);
        places.Until = step + 1;
        fields.MoveTo(time, time, places: places);
        while (fields.TryWiden(releases.Observe(step), places))
        {
        }
    }

    /// <summary>Takes all active particles from one step to another. Collective over the ranks of a node that share fields.</summary>
    /// <param name="from">First step to take.</param>
    /// <param name="to">Step to stop before.</param>
    public void Advance(long from, long to)
    {
        while (from < to)
        {
            long end = LastStepWithinSnapshots(from, to);
            (double begin, double last) = (clock.SecondsAt(from), clock.SecondsAt(end));
            long started = Stopwatch.GetTimestamp();
            places.Until = end;
            fields.MoveTo(Math.Min(begin, last), Math.Max(begin, last), Math.Sign(clock.DtSeconds), LastStep is { } step ? clock.SecondsAt(step) : double.NaN, places);
            InputTime += Stopwatch.GetElapsedTime(started);
            RunBlocks(from, end);
            from = end;
        }

        particles.StepsTaken = to;
    }

    /// <summary>As many steps as end before the next snapshot, but at least one: then only the snapshots around are held.</summary>
    private long LastStepWithinSnapshots(long from, long to)
    {
        double next = fields.NextSnapshot(clock.SecondsAt(from), clock.DtSeconds < 0);
        if (double.IsInfinity(next))
            return to;
        long steps = (long)Math.Floor((next - clock.SecondsAt(from)) / clock.DtSeconds);
        return Math.Clamp(from + steps, from + 1, to);
    }

    private void RunBlocks(long from, long to)
    {
        // For a single step copying costs as much as it gains.
        gathers = order is not null && to - from > 1;
        if (gathers)
            order!.Refresh(from);
        Array.Fill(reached, from);
        do
        {
            RunBlocks(to);
        }
        while (fields.TryWiden(Array.Exists(reached, step => step < to), places));
    }

    /// <summary>Takes all blocks on, until they are at a step or wait for values.</summary>
    private void RunBlocks(long to)
    {
        if (parallel.MaxDegreeOfParallelism == 1 || blocks.Length < 2)
        {
            for (int b = 0; b < blocks.Length; b++)
            {
                long done = RunBlock(b, to);
                BetweenBlocks?.Invoke(done);
            }

            return;
        }

        int main = Environment.CurrentManagedThreadId;
        long unreported = 0;
        try
        {
            Parallel.For(0, blocks.Length, parallel, b =>
            {
                Interlocked.Add(ref unreported, RunBlock(b, to));
                if (Environment.CurrentManagedThreadId == main)
                    BetweenBlocks?.Invoke(Interlocked.Exchange(ref unreported, 0));
            });
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }

        BetweenBlocks?.Invoke(unreported);
    }

    /// <returns>Particle-steps done.</returns>
    private unsafe long RunBlock(int b, long to)
    {
        long from = reached[b];
        if (from == to)
            return 0;
        (Segment segment, int begin, int count) = blocks[b];
        BlockScratch scratch = idle.TryTake(out BlockScratch? rested) ? rested : makeScratch();
        ReadOnlySpan<int> rows = gathers ? order!.Rows.Slice(segment.FirstRow + begin, count) : default;
        BlockColumns columns = gathers
            ? scratch.Gather(particles, rows, segment.FirstParticle - segment.FirstRow)
            : scratch.Columns(particles, segment.FirstRow + begin, segment.FirstParticle + begin, count);
        columns.Held = held;
        columns.Noted = Noted;
        int firstRow = segment.FirstRow + begin;
        long release = particles.HasReleaseTimes ? releases.Next(columns, rows, firstRow) : long.MaxValue;
        bool hasFailed = false, mayWait = fields.IsPartlyHeld;
        long step = from, drawn = -1;
        for (; step < to; step++)
        {
            if (((step - from) & (StepsBetweenLooks - 1)) == 0 && step < release && !IsMoving(columns))
            {
                step = Math.Min(release, to);
                if (step == to)
                    break;
            }

            if (mayWait)
                scratch.Save(columns);
            if (step == release)
            {
                if (!releases.Start(ref columns, rows, firstRow, step, scratch))
                {
                    scratch.Restore(columns);
                    break;
                }

                release = releases.Next(columns, rows, firstRow);
            }

            var random = new RandomStream(segment.Seed, step);
            bool isOdd = (step & 1) != 0;
            if (step >> 1 != drawn)
                runner.Draw(draws, random, columns, scratch.Numbers, scratch.BlockSize);
            drawn = step >> 1;
            var context = new StepContext(random, clock.SecondsAt(step), clock.DtSeconds, fields.Mesh)
            {
                Drawn = new DrawnBlock(scratch.Numbers, scratch.BlockSize, isOdd),
                HasOwnDt = columns.OwnTimes != null,
            };
            int ended = runner.Run(columns, context);
            columns.OwnTimes = columns.OwnDts = null;
            if (mayWait && ended == IBlockRunner.NotHeld)
            {
                scratch.Restore(columns);
                break;
            }

            if (ended < 0 || hasFailed)
                continue;

            // Later steps of the block come after this one.
            hasFailed = true;
            if (gathers)
                ended = FirstRow(columns, rows);
            Note(new Failure(step, gathers ? rows[ended] : firstRow + ended, (ParticleStatus)columns.Status[ended]));
        }

        if (gathers)
            scratch.Scatter(columns, particles, rows);
        idle.Add(scratch);
        reached[b] = step;
        return count * (step - from);
    }

    /// <summary>Among gathered rows that have ended since they were gathered the first one of the particle set: its index in the block.</summary>
    private unsafe int FirstRow(in BlockColumns block, ReadOnlySpan<int> rows)
    {
        int first = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            bool hasEnded = Noted.Has((ParticleStatus)block.Status[i]) && particles.Status[rows[i]] is ParticleStatus.Active or ParticleStatus.NotReleased;
            if (hasEnded && (first < 0 || rows[i] < rows[first]))
                first = i;
        }

        return first;
    }

    private void Note(Failure failure)
    {
        lock (blocks)
        {
            if (FirstFailure is not { } first || failure.IsBefore(first))
                FirstFailure = failure;
        }
    }

    private static unsafe bool IsMoving(in BlockColumns block) => new ReadOnlySpan<byte>(block.Status, block.Count).Contains((byte)ParticleStatus.Active);

    /// <summary>Where the particles are, for fields that are held in part.</summary>
    private sealed class Places(ParticleSet particles, Releases releases) : IPlaces
    {
        /// <summary>The step before which particles that are released count.</summary>
        public long Until { get; set; }

        public ReadOnlySpan<double> Lon => particles.Lon;

        public ReadOnlySpan<double> Lat => particles.Lat;

        public bool IsActive(int particle) => particles.Status[particle] switch
        {
            ParticleStatus.Active => true,
            ParticleStatus.NotReleased => releases.StepOf(particle) < Until,
            _ => false,
        };
    }

    private static IEnumerable<(Segment Segment, int Begin, int Count)> MakeBlocks(IEnumerable<Segment> segments, int blockSize)
    {
        foreach (Segment segment in segments)
        {
            for (int begin = 0; begin < segment.Count; begin += blockSize)
                yield return (segment, begin, Math.Min(blockSize, segment.Count - begin));
        }
    }

    private static IBlockRunner MakeRunner(KernelPlan plan, LaneWidth lanes)
    {
        Type lane = lanes switch
        {
            LaneWidth.One => typeof(Lane1),
            LaneWidth.Four => typeof(Lane4),
            _ => typeof(Lane8),
        };
        IKernel kernel = plan.Compose();
        IBoundary boundary = plan.ComposeBoundary();
        Type runner = typeof(BlockRunner<,,>).MakeGenericType(kernel.GetType(), boundary.GetType(), lane);
        return (IBlockRunner)Activator.CreateInstance(runner, kernel, boundary)!;
    }
}
