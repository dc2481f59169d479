using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>
/// The calendar of model time, which the fields of a set have in common. Snapshots at times of their own decide on it; a field that
/// does not change, and a climatology, which takes part in the years of any calendar, only where there are no others.
/// </summary>
internal sealed class FieldDates
{
    private Field? decisive;
    private readonly List<Field> yearly = [];
    private bool isDecided;

    /// <summary>The calendar; null where times only count from 0.</summary>
    public Calendar? Calendar { get; private set; }

    /// <summary>Whether all fields agreed: else their times cannot be compared.</summary>
    public bool Agree { get; private set; } = true;

    /// <summary>Decides on a calendar from outside.</summary>
    /// <exception cref="InvalidOperationException">The fields have another calendar.</exception>
    public void Use(Calendar calendar)
    {
        if (Calendar is not null && !ReferenceEquals(Calendar, calendar))
            throw new InvalidOperationException($"the fields have dates of the calendar {Calendar}");
        Calendar = calendar;
        isDecided = true;
    }

    /// <summary>Takes the dates of a field into account.</summary>
    /// <exception cref="ArgumentException">They do not agree with those of the fields before.</exception>
    public void Add(Field field)
    {
        if (field.Source is not { } source)
            return;
        bool agreed = Agree;
        Agree = false;
        Decide(field, source.TimeAxis?.Calendar);
        Agree = agreed;
    }

    private void Decide(Field field, Calendar? calendar)
    {
        if (field.Axis.IsSteady || field.Axis.Rule.IsYearly)
        {
            if (decisive is null && !isDecided)
                Calendar ??= calendar;
            if (!field.Axis.IsSteady)
                yearly.Add(Calendar is null ? throw NoYears(field, decisive!) : field);
            return;
        }

        if (decisive is null && !isDecided)
        {
            if (calendar is null && yearly.Count > 0)
                throw NoYears(yearly[0], field);
            if (!ReferenceEquals(calendar, Calendar) && yearly.Find(f => f.IsUsed) is { } used)
                throw new ArgumentException($"field {used.Name} is in use with the years of the calendar {Calendar}, and field {field.Name} has dates of {calendar}: add it before");
            (decisive, Calendar) = (field, calendar);
            return;
        }

        if (calendar is null && Calendar is null)
            return;
        double earliest = Math.Min(field.Axis.Times[0], decisive?.Axis.Times[0] ?? double.PositiveInfinity);
        if (calendar is null || Calendar is null || !calendar.AgreesWith(Calendar, new TimeSpan((long)(earliest * TimeSpan.TicksPerSecond))))
            throw new ArgumentException($"field {field.Name} has {Words(calendar)}, {(decisive is null ? "model time" : "field " + decisive.Name)} has {Words(Calendar)}");
    }

    private static ArgumentException NoYears(Field climatology, Field undated) =>
        new($"field {climatology.Name} repeats with the year of a calendar, but the times of field {undated.Name} have no dates");

    private static string Words(Calendar? calendar) => calendar is null ? "times without dates" : $"dates of the calendar {calendar}";
}
