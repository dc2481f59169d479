using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>
/// Lets particles begin when their time has come, with the values that they begin with, and lets variables follow fields at outputs.
/// A release between two steps takes what is left of the step, under that step's number.
/// </summary>
internal sealed unsafe class Releases
{
    private const int RowsAtOnce = 4096;
    private readonly ParticleSet particles;
    private readonly StepClock clock;
    private readonly WaterEnds held;
    private readonly ParallelOptions parallel;
    private readonly (ParticleColumn Column, int Index)[] starting;
    private readonly ParticleColumn[] following;

    /// <param name="particles">The particles, with their variables.</param>
    /// <param name="clock">Start and dt.</param>
    /// <param name="variables">The variables in the order of the kernels' indices.</param>
    /// <param name="held">Beyond which ends of the water values hold.</param>
    /// <param name="parallel">Number of threads.</param>
    public Releases(ParticleSet particles, StepClock clock, IReadOnlyList<Column> variables, WaterEnds held, ParallelOptions parallel)
    {
        this.particles = particles;
        this.clock = clock;
        this.held = held;
        this.parallel = parallel;
        starting =
        [
            .. particles.Declared.Where(c => c.Declared.AtRelease is not null || c.AtRelease is not null)
                .Select(c => (c, variables.Index().FirstOrDefault(v => ReferenceEquals(v.Item, c.Values), (Index: -1, Item: c.Values)).Index)),
        ];
        following = [.. particles.Declared.Where(c => c.Declared.AtOutput is not null)];
    }

    /// <summary>Whether fields are sampled at releases or at outputs.</summary>
    public bool SamplesFields => following.Length > 0 || starting.Any(s => s.Column.Declared.AtRelease is not null);

    /// <summary>The step in which a particle is released; negative if before the start.</summary>
    /// <param name="row">Row of a particle set with times of release.</param>
    public long StepOf(int row) => Math.DivRem(particles.ReleaseTicks[row] - clock.Start.Ticks, clock.Dt.Ticks) is var (steps, rest)
        && rest != 0 && (rest < 0) != (clock.Dt.Ticks < 0) ? steps - 1 : steps;

    /// <summary>The next step in which a particle of a block is released; the largest number if none is.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rows">Row of each of its particles; empty where they follow one another.</param>
    /// <param name="firstRow">Row of the first one.</param>
    public long Next(in BlockColumns block, ReadOnlySpan<int> rows, int firstRow)
    {
        long next = long.MaxValue;
        var status = new ReadOnlySpan<byte>(block.Status, block.Count);
        for (int i = status.IndexOf((byte)ParticleStatus.NotReleased); (uint)i < (uint)block.Count; i++)
        {
            if (status[i] == (byte)ParticleStatus.NotReleased && StepOf(rows.IsEmpty ? firstRow + i : rows[i]) is >= 0 and var step)
                next = Math.Min(next, step);
        }

        return next;
    }

    /// <summary>Starts the particles of a block that are released in a step.</summary>
    /// <param name="block">The block; receives times of its own where a release lies within the step.</param>
    /// <param name="rows">Row of each of its particles; empty where they follow one another.</param>
    /// <param name="firstRow">Row of the first one.</param>
    /// <param name="step">The step.</param>
    /// <param name="scratch">Room for times of their own.</param>
    /// <returns>False if one waits for values that are not held.</returns>
    public bool Start(ref BlockColumns block, ReadOnlySpan<int> rows, int firstRow, long step, BlockScratch scratch)
    {
        bool isPart = false;
        for (int i = 0; i < block.Count; i++)
        {
            int row = rows.IsEmpty ? firstRow + i : rows[i];
            if (block.Status[i] != (byte)ParticleStatus.NotReleased || StepOf(row) != step)
                continue;
            long ticks = particles.ReleaseTicks[row];
            var place = new SamplePoint<Lane1>
            {
                Time = (double)ticks / TimeSpan.TicksPerSecond,
                Lon = block.Particles.Lon[i],
                Lat = block.Particles.Lat[i],
                Depth = block.Particles.Depth == null ? 0 : block.Particles.Depth[i],
            };
            if (!TryStart(place, row, block.Particles.Variables, i))
                return false;
            block.Status[i] = (byte)ParticleStatus.Active;
            if (ticks == clock.TimeAt(step).Ticks)
                continue;
            if (!isPart)
                scratch.FillTimes(clock.SecondsAt(step), clock.DtSeconds);
            isPart = true;
            scratch.OwnTimes[i] = (double)place.Time;
            scratch.OwnDts[i] = (double)(clock.TimeAt(step + 1).Ticks - ticks) / TimeSpan.TicksPerSecond;
        }

        block.OwnTimes = isPart ? scratch.OwnTimes : null;
        block.OwnDts = isPart ? scratch.OwnDts : null;
        return true;
    }

    /// <summary>Starts the particles that are released just at the start of a step, and gives variables that follow a field its values.</summary>
    /// <param name="step">The step that all particles are at.</param>
    /// <returns>Whether one waits for values that are not held: then it is to be called again.</returns>
    public bool Observe(long step)
    {
        bool waits = StartRows(step);
        foreach (ParticleColumn column in following)
            waits |= Follow(column, clock.SecondsAt(step));
        return waits;
    }

    private bool StartRows(long step)
    {
        bool hasTimes = particles.HasReleaseTimes, waits = false;
        if (!hasTimes && (particles.StepsTaken > 0 || starting.Length == 0))
            return false;
        for (int row = 0; row < particles.Count; row++)
        {
            if (hasTimes && (particles.Status[row] != ParticleStatus.NotReleased || particles.ReleaseTicks[row] != clock.TimeAt(step).Ticks))
                continue;
            var place = new SamplePoint<Lane1>
            {
                Time = clock.SecondsAt(step),
                Lon = particles.Lon[row],
                Lat = particles.Lat[row],
                Depth = particles.HasDepth ? particles.Depth[row] : 0,
            };
            if (!TryStart(place, row, null, 0))
                waits = true;
            else if (hasTimes)
                particles.Status[row] = ParticleStatus.Active;
        }

        return waits;
    }

    /// <summary>Gives a particle the values that it begins with.</summary>
    /// <param name="place">Where and when.</param>
    /// <param name="row">Its row.</param>
    /// <param name="block">Variables of its block; null to use those of the particle set.</param>
    /// <param name="i">Its index in the block.</param>
    /// <returns>False if it waits for values that are not held.</returns>
    private bool TryStart(SamplePoint<Lane1> place, int row, double** block, int i)
    {
        foreach ((ParticleColumn column, int index) in starting)
        {
            ref double value = ref column.Values.AsSpan<double>()[row];
            if (block != null && index >= 0)
                value = ref block[index][i];
            if (column.Declared.AtRelease is { } field)
            {
                SamplePoint<Lane1> at = place;
                at.Held = held;
                field.Sample(ref at);
                if ((double)at.Error == (double)(int)FieldError.NotHeld)
                    return false;
                value = (double)at.Error == 0 ? (double)at.A : double.NaN;
            }

            if (column.AtRelease is not null)
                column.AtRelease.AsSpan<double>()[row] = value;
        }

        return true;
    }

    /// <returns>Whether a particle waits for values that are not held.</returns>
    private bool Follow(ParticleColumn column, double time)
    {
        int waiting = 0;
        Parallel.For(0, (particles.Count + RowsAtOnce - 1) / RowsAtOnce, parallel, part =>
        {
            if (Follow(column, time, part * RowsAtOnce, Math.Min((part + 1) * RowsAtOnce, particles.Count)))
                Interlocked.Exchange(ref waiting, 1);
        });
        return waiting != 0;
    }

    private bool Follow(ParticleColumn column, double time, int begin, int end)
    {
        Field field = column.Declared.AtOutput!;
        double* lon = (double*)particles.LonColumn.Address, lat = (double*)particles.LatColumn.Address;
        double* depth = particles.DepthColumn is null ? null : (double*)particles.DepthColumn.Address;
        Span<double> values = column.Values.AsSpan<double>();
        Span<ParticleStatus> status = particles.Status;
        Span<double> sampled = stackalloc double[Lane4.Count], error = stackalloc double[Lane4.Count];
        bool waits = false;
        for (int row = begin; row < end; row += Lane4.Count)
        {
            // Columns have room for whole groups behind their ends.
            var at = new SamplePoint<Lane4> { Time = time, Lon = Lane4.Load(lon + row), Lat = Lane4.Load(lat + row), Depth = depth == null ? 0.0 : Lane4.Load(depth + row), Held = held };
            field.Sample(ref at);
            fixed (double* a = sampled, e = error)
            {
                Lane4.Store(at.A, a);
                Lane4.Store(at.Error, e);
            }

            for (int lane = 0; lane < Math.Min(Lane4.Count, end - row); lane++)
            {
                if (status[row + lane] != ParticleStatus.Active)
                    continue;
                waits |= error[lane] == (double)(int)FieldError.NotHeld;
                values[row + lane] = error[lane] == 0 ? sampled[lane] : double.NaN;
            }
        }

        return waits;
    }
}
