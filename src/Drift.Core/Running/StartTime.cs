using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;

namespace Drift.Core.Running;

/// <summary>When a run starts, and whether its fields reach from there to its end.</summary>
internal static class StartTime
{
    public static StepClock? Clock(ExperimentSpec spec, FieldSet fields, List<Problem> problems)
    {
        (double first, double last) = fields.TimeRange();
        if (first > last)
        {
            problems.Add(new Problem(spec.PlaceOf("fields").ToString(), "the fields have no common time", "give fields that overlap in time"));
            return null;
        }

        int before = problems.Count;
        TimeSpan start = Start(spec, fields, first, last, problems);
        if (problems.Count > before)
            return null;
        var clock = new StepClock(start, spec.Execution.Dt);
        (double from, double to) = (clock.SecondsAt(0), clock.SecondsAt(spec.Execution.Steps));
        if (Math.Min(from, to) < first || Math.Max(from, to) > last)
        {
            problems.Add(new Problem(
                spec.Execution.PlaceOf(from < first || from > last ? "start" : "runtime").ToString(),
                $"the run goes from {Text(from, fields)} to {Text(to, fields)}, but the fields reach from {Text(first, fields)} to {Text(last, fields)} only",
                "shorten the runtime, move the start, or give more files"));
        }

        return clock;
    }

    private static TimeSpan Start(ExperimentSpec spec, FieldSet fields, double first, double last, List<Problem> problems)
    {
        StartSpec start = spec.Execution.Start;
        double edge = start.IsLast ? last : first;
        string place = start.Place.ToString();
        if (start.Date is { } date)
        {
            if (fields.Calendar is null && double.IsFinite(first))
            {
                problems.Add(new Problem(place, "the start is a date, but the times of the fields have none", $"give the start in seconds, {first} … {last}, or write first"));
                return default;
            }

            fields.UseCalendar(fields.Calendar ?? Calendar.Standard);
            if (fields.Calendar!.Has(date))
                return fields.Calendar.TimeOf(date);
            problems.Add(new Problem(place, $"the date {date} does not exist in the calendar of the fields, {fields.Calendar}", "give another date"));
            return default;
        }

        if (start.Value is { } value)
        {
            CfTime axis = fields.Names.Select(n => fields[n].Source?.TimeAxis).FirstOrDefault(a => a is not null) ?? CfTime.PlainSeconds;
            if (axis.TryTimeOf(value, out TimeSpan time))
                return time;
            problems.Add(new Problem(place, $"{value} is no time in {axis}", "write first, a date, or a time in the fields' units"));
            return default;
        }

        return double.IsFinite(edge) ? new TimeSpan((long)Math.Round(edge * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
    }

    /// <summary>A time as a date where there is a calendar.</summary>
    internal static string Text(double seconds, FieldSet fields) => fields.Calendar is { } calendar && Math.Abs(seconds) < 9e11
        ? calendar.DateOf(new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond))).ToString()
        : FormattableString.Invariant($"{seconds} s");
}
