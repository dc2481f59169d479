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
            problems.Add(new Problem(
                spec.PlaceOf("fields").ToString(), $"the fields have no common time: {Reach(fields)}",
                Remedy(fields, "give fields that overlap in time; what repeats is periodic: 1 year, what holds before and after is extrapolate: true")));
            return null;
        }

        int before = problems.Count;
        TimeSpan start = Start(spec, fields, problems);
        if (problems.Count > before)
            return null;
        var clock = new StepClock(start, spec.Execution.Dt);
        (double from, double to) = (clock.SecondsAt(0), clock.SecondsAt(spec.Execution.Steps));
        if (Math.Min(from, to) < first || Math.Max(from, to) > last)
        {
            problems.Add(new Problem(
                spec.Execution.PlaceOf(from < first || from > last ? "start" : "runtime").ToString(),
                $"the run goes from {Text(from, fields)} to {Text(to, fields)}, but {Reach(fields)} only",
                Remedy(fields, "shorten the runtime, move the start, or give more files")));
        }

        return clock;
    }

    /// <summary>A time as a date where there is a calendar.</summary>
    internal static string Text(double seconds, FieldSet fields) => fields.Calendar is { } calendar && Math.Abs(seconds) < 9e11
        ? calendar.DateOf(new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond))).ToString()
        : FormattableString.Invariant($"{seconds} s");

    /// <summary>From when to when the fields reach: each of them where they differ, without those that have a value always.</summary>
    internal static string Reach(FieldSet fields)
    {
        IGrouping<(double, double), Field>[] ranges = [.. fields.Changing().Where(f => double.IsFinite(f.Axis.First)).GroupBy(f => (f.Axis.First, f.Axis.Last))];
        return ranges.Length == 1 ? "the fields reach " + Range(ranges[0].First()) : string.Join(", ", ranges.Select(Words));

        string Range(Field field) => $"from {Text(field.Axis.First, fields)} to {Text(field.Axis.Last, fields)}";
        string Words(IGrouping<(double, double), Field> range) =>
            $"{string.Join(" and ", range.Select(f => f.Name))} reach{(range.Count() == 1 ? "es" : "")} {Range(range.First())}";
    }

    private static string Remedy(FieldSet fields, string remedy) =>
        fields.Changing().FirstOrDefault(f => f.Source!.IsClimatology && double.IsFinite(f.Axis.First)) is { } climatology
            ? $"{climatology.Name} is a climatology, as the attribute of its time says: write periodic: 1 year for it" : remedy;

    private static TimeSpan Start(ExperimentSpec spec, FieldSet fields, List<Problem> problems)
    {
        StartSpec start = spec.Execution.Start;
        string place = start.Place.ToString();
        (double first, double last) = Edges(fields);
        if (start.Date is { } date)
        {
            if (fields.Calendar is null && double.IsFinite(first))
            {
                problems.Add(new Problem(place, "the start is a date, but the times of the fields have none", FormattableString.Invariant($"give the start in seconds, {first} … {last}, or write first")));
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
            CfTime axis = Units(fields) ?? CfTime.PlainSeconds;
            if (axis.TryTimeOf(value, out TimeSpan time))
                return time;
            problems.Add(new Problem(place, $"{value} is no time in {axis}", "write first, a date, or a time in the fields' units"));
            return default;
        }

        double edge = start.IsLast ? last : first;
        return double.IsFinite(edge) ? new TimeSpan((long)Math.Round(edge * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
    }

    /// <summary>The first and last time that the fields have; where they have values always, those of their snapshots; infinite where none changes.</summary>
    private static (double First, double Last) Edges(FieldSet fields)
    {
        (double first, double last) = fields.TimeRange();
        Field[] changing = [.. fields.Changing()];
        return double.IsFinite(first) || changing.Length == 0 ? (first, last) : (changing.Max(f => f.Axis.Times[0]), changing.Min(f => f.Axis.Times[^1]));
    }

    /// <summary>The units of the times of the first field that decides on the dates; else of the first that has any.</summary>
    private static CfTime? Units(FieldSet fields) =>
        fields.Names.Select(n => fields[n]).OrderBy(f => f.Axis.IsSteady || f.Axis.Rule.IsYearly ? 1 : 0)
            .Select(f => f.Source?.TimeAxis).FirstOrDefault(a => a is not null);
}
