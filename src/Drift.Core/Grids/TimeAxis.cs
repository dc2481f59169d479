using System.Diagnostics.CodeAnalysis;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// The times of a field's snapshots, and what holds outside them. Snapshots have running numbers: 0 … Count − 1 are those of the
/// data, and where they repeat the numbers go on, so that Count is the first one a period later, and −1 the last one a period before.
/// </summary>
public sealed class TimeAxis
{
    private readonly double[] times;
    private readonly double period;
    private readonly YearCycle? years;
    private readonly TimeStretch? whole;

    /// <summary>Takes the times of snapshots.</summary>
    /// <param name="times">Times in seconds (snapshot), increasing; empty for a field that does not change.</param>
    /// <param name="rule">What holds outside; closed by default.</param>
    /// <param name="calendar">The calendar of the times, which then count from 1970-01-01; null if they have no dates.</param>
    /// <exception cref="ArgumentException">The snapshots reach over the period or more, or have no dates to repeat with the year.</exception>
    public TimeAxis(IReadOnlyList<double> times, TimeRule? rule = null, Calendar? calendar = null)
        : this(times, rule ?? TimeRule.Closed, calendar, calendar)
    {
        if (FaultOf() is { } fault)
            throw new ArgumentException(fault.What, nameof(times));
    }

    private TimeAxis(IReadOnlyList<double> times, TimeRule rule, Calendar? calendar, Calendar? model)
    {
        // A single snapshot that holds outside, or comes again and again, is a field that does not change.
        this.times = times.Count == 1 && (rule.IsHeld || rule.IsPeriodic) ? [] : [.. times];
        Rule = rule;
        Calendar = calendar;
        period = rule.Period?.TotalSeconds ?? 0;
        if (IsSteady)
            return;
        if (!rule.IsPeriodic)
            whole = new TimeStretch(0, this.times, rule.IsHeld);
        else if (rule.IsYearly && calendar is not null)
            years = new YearCycle(this.times, calendar).In(model ?? calendar);
    }

    /// <summary>Number of snapshots; 0 for a field that does not change.</summary>
    public int Count => times.Length;

    /// <summary>Whether the field does not change.</summary>
    public bool IsSteady => times.Length == 0;

    /// <summary>The times of the data in seconds (snapshot), increasing.</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>What holds outside the times.</summary>
    public TimeRule Rule { get; }

    /// <summary>The calendar of the times; null if they have no dates.</summary>
    public Calendar? Calendar { get; }

    /// <summary>The first time at which the field has a value in seconds; −∞ if it has one always.</summary>
    public double First => IsEndless ? double.NegativeInfinity : times[0];

    /// <summary>The last time at which the field has a value in seconds; +∞ if it has one always.</summary>
    public double Last => IsEndless ? double.PositiveInfinity : times[^1];

    /// <summary>
    /// How many different numbers <see cref="IdOf"/> gives: as many as there are snapshots; twice as many where an odd number of them
    /// repeats, so that the last one and the first one again differ in parity as neighbours do.
    /// </summary>
    internal int Ids => Rule.IsPeriodic && Count % 2 != 0 ? 2 * Count : Math.Max(Count, 1);

    private bool IsEndless => IsSteady || Rule.IsHeld || Rule.IsPeriodic;

    /// <summary>Makes an axis, or says why the rule does not suit its times.</summary>
    /// <param name="times">Times in seconds (snapshot), increasing; empty for a field that does not change.</param>
    /// <param name="rule">What holds outside.</param>
    /// <param name="calendar">The calendar of the times, which then count from 1970-01-01; null if they have no dates.</param>
    /// <param name="place">Where the rule was given, for the problem.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="problem">Why there is none.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryMake(
        IReadOnlyList<double> times, TimeRule rule, Calendar? calendar, string place,
        [NotNullWhen(true)] out TimeAxis? axis, [NotNullWhen(false)] out Problem? problem)
    {
        axis = new TimeAxis(times, rule, calendar, calendar);
        problem = axis.FaultOf() is { } fault ? fault with { Place = place } : null;
        axis = problem is null ? axis : null;
        return problem is null;
    }

    /// <summary>The same axis for model time of another calendar: a climatology repeats with that calendar's years.</summary>
    /// <param name="model">The calendar of model time; null for that of the axis.</param>
    public TimeAxis In(Calendar? model) => Rule.IsYearly && model is not null ? new(times, Rule, Calendar, model) : this;

    /// <summary>Whether two axes have the same snapshots at the same times.</summary>
    public bool IsSame(TimeAxis other) =>
        times.AsSpan().SequenceEqual(other.times) && Rule == other.Rule && ReferenceEquals(Calendar, other.Calendar)
        && ReferenceEquals(years?.Model, other.years?.Model);

    /// <summary>Whether there is a snapshot of that running number.</summary>
    public bool Has(long snapshot) => Rule.IsPeriodic ? Count > 0 : (ulong)snapshot < (ulong)Count;

    /// <summary>Which snapshot of the data a running number is: 0 … Count − 1.</summary>
    public int IndexOf(long snapshot) => Count == 0 ? 0 : Modulo(snapshot, Count);

    /// <summary>When a snapshot comes, in seconds.</summary>
    /// <param name="snapshot">Running number of a snapshot that there is.</param>
    public double TimeOf(long snapshot)
    {
        int index = IndexOf(snapshot);
        long cycle = (snapshot - index) / Count;
        return years is not null ? years.TimeOf(index, cycle) : times[index] + (cycle * period);
    }

    /// <summary>Whether the snapshots leave a part of their period out: from the last to the first again is more than twice as long as between any two.</summary>
    public bool HasGap
    {
        get
        {
            if (!Rule.IsPeriodic || Count < 3)
                return false;
            double longest = 0;
            for (int k = 1; k < Count; k++)
                longest = Math.Max(longest, times[k] - times[k - 1]);
            return TimeOf(Count) - TimeOf(Count - 1) > 2 * longest;
        }
    }

    /// <summary>The snapshots that an interval of time needs: from the one at its start or before to the one at its end or after.</summary>
    /// <param name="from">Earlier time in seconds, finite where snapshots repeat.</param>
    /// <param name="to">Later time in seconds, finite where snapshots repeat.</param>
    /// <returns>Running numbers of the first and the last; both 0 for a field that does not change.</returns>
    public (long First, long Last) Around(double from, double to) =>
        IsSteady ? (0, 0) : Rule.IsPeriodic ? (AtOrBefore(from), AtOrAfter(to)) : (Math.Clamp(AtOrBefore(from), 0, Count - 1), Math.Clamp(AtOrAfter(to), 0, Count - 1));

    /// <summary>Between which snapshots a time lies.</summary>
    /// <param name="time">s.</param>
    /// <param name="snapshot">Running number of the snapshot at that time or before.</param>
    /// <param name="fraction">Place between it and the next, 0 … 1; exactly 0 where the snapshot counts alone: at its time, to within rounding, and outside.</param>
    /// <returns>False if the field has no value at that time.</returns>
    public bool TryFind(double time, out long snapshot, out double fraction)
    {
        (snapshot, fraction) = (0, 0);
        if (IsSteady || !double.IsFinite(time))
            return IsSteady;
        int recent = 0;

        // Beside a snapshot by rounding, the one after may be meant.
        (long first, long last) = Around(time, time);
        return Stretch(null, first, last + 1).TryFind(time, ref recent, out snapshot, out fraction);
    }

    /// <summary>The time of the next snapshot after a time, in a direction; infinite if there is none.</summary>
    /// <param name="time">s, finite.</param>
    /// <param name="backward">Whether the one before is asked for.</param>
    public double Next(double time, bool backward)
    {
        long next = IsSteady ? 0 : backward ? AtOrAfter(time) - 1 : AtOrBefore(time) + 1;
        return !IsSteady && Has(next) ? TimeOf(next) : backward ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>The snapshots from one running number to another, for looking up times; without a period all there are.</summary>
    /// <param name="before">An earlier answer, which is given again if it will do.</param>
    /// <param name="first">Running number of the first.</param>
    /// <param name="last">Running number of the last.</param>
    internal TimeStretch Stretch(TimeStretch? before, long first, long last)
    {
        if (whole is not null)
            return whole;
        if (before is not null && before.First <= first && before.Last >= last)
            return before;
        double[] stretch = new double[last - first + 1];
        for (int k = 0; k < stretch.Length; k++)
            stretch[k] = TimeOf(first + k);
        return new TimeStretch(first, stretch, isHeld: false);
    }

    /// <summary>A number by which a snapshot is kept in memory, the same when it comes again; neighbours differ in parity.</summary>
    internal int IdOf(long snapshot) => Rule.IsPeriodic && Count > 0 ? Modulo(snapshot, Ids) : (int)snapshot;

    /// <summary>The last snapshot at a time or before; −1 where there is none.</summary>
    private long AtOrBefore(double time)
    {
        if (!Rule.IsPeriodic)
        {
            int i = Array.BinarySearch(times, time);
            return i >= 0 ? i : ~i - 1;
        }

        long cycle = years is not null ? years.CycleOf(time) : (long)Math.Floor((time - times[0]) / period);
        (long low, long high) = ((cycle - 1) * Count, (cycle + 2) * Count);
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = TimeOf(middle) <= time ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The first snapshot at a time or after; Count where there is none.</summary>
    private long AtOrAfter(double time)
    {
        long before = AtOrBefore(time);
        return before >= 0 || Rule.IsPeriodic ? (TimeOf(before) >= time ? before : before + 1) : 0;
    }

    private Problem? FaultOf()
    {
        if (!Rule.IsPeriodic || IsSteady)
            return null;
        if (Rule.IsYearly && years is null)
            return new("", "the times have no dates, so the field cannot repeat with the year of a calendar", "give the period as a duration, for example periodic: 365 d");
        if (years?.IsWithinAYear ?? times[^1] - times[0] < period)
            return null;
        string reach = Rule.IsYearly
            ? $"from {Calendar!.DateOf(TimeSpan.FromSeconds(times[0]))} to {Calendar.DateOf(TimeSpan.FromSeconds(times[^1]))}, a year or more"
            : $"over {Durations.Format(TimeSpan.FromSeconds(times[^1] - times[0]))}, not less than the period of {Durations.Format(Rule.Period!.Value)}";
        return new("", $"the snapshots reach {reach}", "leave out those that repeat the first ones, or give a longer period");
    }

    private static int Modulo(long number, int divisor) => (int)(((number % divisor) + divisor) % divisor);
}
