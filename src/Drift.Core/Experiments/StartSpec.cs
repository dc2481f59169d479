using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>When a run starts: at the first or last time of its fields, at a date, or at a time in the fields' units.</summary>
public sealed record StartSpec : Spec
{
    /// <summary>The date, null if none was given. Whether it exists is known to the calendar of the fields.</summary>
    public CalendarDate? Date { get; init; }

    /// <summary>The time in the units of the fields' time axis, null if none was given.</summary>
    public double? Value { get; init; }

    /// <summary>Whether it starts at the first time of its fields.</summary>
    public bool IsFirst => Date is null && Value is null && !IsLast;

    /// <summary>Whether it starts at the last time of its fields.</summary>
    public bool IsLast { get; init; }

    /// <summary>How it is read.</summary>
    internal static Form<StartSpec> Form { get; } = new StartForm();

    private sealed class StartForm : ScalarForm<StartSpec>
    {
        public override string Words => "first, last, a date such as 2002-01-31, or a time in the fields' units";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out StartSpec value)
        {
            value = new() { Place = at.Place, IsLast = text is "last" };
            if (text is "first" or "last")
                return true;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                bool finite = NumberForm.TryRead(text, at, Words, out double number);
                value = value with { Value = number };
                return finite;
            }
            if (!CalendarDate.TryParse(text, at.Place.ToString(), out CalendarDate date, out Problem? problem))
                return at.Refuse(problem with { Remedy = $"give {Words}" });
            value = value with { Date = date };
            return Foundation.Calendar.All.Any(calendar => calendar.Has(date)) || at.Refuse($"no calendar has the date {text}", $"give {Words}");
        }
    }
}
