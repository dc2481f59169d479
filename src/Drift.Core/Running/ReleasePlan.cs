using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>
/// Where and when particles are released. A place depends only on the particle and, where it is random, on the seed of its realisation: never on the
/// rank. Where the release is repeated, particles of the same index in each release share a place that is not random.
/// </summary>
public sealed class ReleasePlan
{
    private readonly ParticlesSpec spec;
    private readonly Mesh mesh;
    private readonly StepClock clock;
    private readonly Calendar? calendar;
    private readonly Polygon? polygon;
    private readonly DensityPlaces? density;

    private ReleasePlan(ExperimentSpec experiment, FieldSet fields, StepClock clock)
    {
        (spec, mesh, this.clock, calendar) = (experiment.Particles, experiment.Mesh, clock, fields.Calendar);
        if (spec.Release?.Polygon is { } area)
            polygon = new Polygon(mesh, area.Rings);
        if (spec.Release?.Density is { } name)
            density = new DensityPlaces(FieldOf(fields, name), clock.SecondsAt(0), spec.Release.PlaceOf("density").ToString());
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="clock">Start and dt.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>Null where something is wrong.</returns>
    internal static ReleasePlan? Make(ExperimentSpec experiment, FieldSet fields, StepClock clock, ICollection<Problem> problems)
    {
        int before = problems.Count;
        try
        {
            var plan = new ReleasePlan(experiment, fields, clock);
            plan.CheckDates(problems);

            // An area that is too thin shows at the first particles.
            for (long particle = 0; plan.polygon is not null && particle < 20; particle++)
                _ = RandomPlaces.In(plan.polygon, experiment.Mesh, (ulong)experiment.Seeds[0], particle, experiment.Particles.Release!.PlaceOf("polygon").ToString(), RandomPlaces.FewTries);
            return problems.Count == before ? plan : null;
        }
        catch (DriftException e)
        {
            foreach (Problem problem in e.Problems)
                problems.Add(problem);
            return null;
        }
    }

    /// <summary>Whether particles are released at times of their own.</summary>
    public bool HasTimes => spec.HasReleaseTimes;

    /// <summary>Where a particle of a realisation starts.</summary>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="particle">Index of the particle in its realisation.</param>
    public (double Lon, double Lat, double Depth) PlaceOf(ulong seed, long particle)
    {
        (long count, long inRound) = (spec.CountOfRound, particle % spec.CountOfRound);
        ReleaseSpec? release = spec.Release;
        double depth = spec.Depth?.At(inRound, count) ?? (spec.Box?.Depth is { } side ? RandomPlaces.Depth(side, seed, particle) : 0);
        if (release?.Grid is { } grid)
        {
            (long row, long i) = Math.DivRem(inRound, grid.Lon.Values.Count);
            (long level, long j) = Math.DivRem(row, grid.Lat.Values.Count);
            return (grid.Lon.Values[(int)i], grid.Lat.Values[(int)j], grid.Depth?.Values[(int)level] ?? depth);
        }

        (double lon, double lat) = spec.Box is { } box ? RandomPlaces.In(box, seed, particle)
            : polygon is not null ? RandomPlaces.In(polygon, mesh, seed, particle, release!.PlaceOf("polygon").ToString())
            : release?.Disc is { } disc ? RandomPlaces.In(disc, mesh, seed, particle)
            : release?.Sphere is { } band ? RandomPlaces.In(band, seed, particle)
            : density is not null ? density.Of(seed, particle)
            : (spec.Lon!.At(inRound, count), spec.Lat!.At(inRound, count));
        return (lon, lat, depth);
    }

    /// <summary>When a particle is released, in ticks of 100 ns since the reference of the field set.</summary>
    /// <param name="particle">Index of the particle in its realisation.</param>
    public long TicksOf(long particle)
    {
        (long round, long inRound) = Math.DivRem(particle, spec.CountOfRound);
        long direction = clock.Dt.Ticks < 0 ? -1 : 1;
        long after = direction * round * (spec.Release?.Repeat?.Every.Ticks ?? 0);
        if (spec.Release?.Time is not { } times)
            return clock.Start.Ticks + after;
        ReleaseMoment moment = times.At(inRound, spec.CountOfRound);
        return after + (moment.Date is { } date ? calendar!.TimeOf(date).Ticks : clock.Start.Ticks + (direction * moment.After.Ticks));
    }

    /// <summary>Number of particles of a realisation whose time of release is not within the run.</summary>
    /// <param name="steps">Number of steps of the run.</param>
    public long CountOutside(long steps)
    {
        if (!HasTimes)
            return 0;
        (long first, long last) = (clock.Start.Ticks, clock.TimeAt(steps).Ticks);
        (first, last) = (Math.Min(first, last), Math.Max(first, last));
        long outside = 0;
        for (long particle = 0; particle < spec.Count; particle++)
        {
            long ticks = TicksOf(particle);
            outside += ticks < first || ticks > last ? 1 : 0;
        }

        return outside;
    }

    private void CheckDates(ICollection<Problem> problems)
    {
        if (spec.Release?.Time is not { } times)
            return;
        string place = spec.Release.PlaceOf(spec.Release.Has("time") ? "time" : "file").ToString();
        foreach (CalendarDate date in times.Moments.Select(m => m.Date).OfType<CalendarDate>())
        {
            if (calendar is null)
                problems.Add(new Problem(place, $"particles are released at a date, {date}, but the times of the run have none", "give times after the start, or a start that is a date"));
            else if (!calendar.Has(date))
                problems.Add(new Problem(place, $"the date {date} does not exist in the calendar of the fields, {calendar}", "give another date"));
            else
                continue;
            return;
        }
    }

    private Field FieldOf(FieldSet fields, string name) => fields.Contains(name)
        ? fields[name]
        : throw new DriftException(ExitCode.Preflight, new Problem(spec.Release!.PlaceOf("density").ToString(), $"there is no field {name}", Suggestion.Remedy(name, [.. fields.Names])));
}
