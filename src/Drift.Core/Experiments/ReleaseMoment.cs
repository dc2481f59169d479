using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>When a particle is released: so long after the start of the run, or at a date.</summary>
/// <param name="After">Time from the start of the run, in the direction in which it runs; without meaning where there is a date.</param>
/// <param name="Date">The date; null for a time after the start.</param>
public readonly record struct ReleaseMoment(TimeSpan After, CalendarDate? Date = null)
{
    /// <summary>Reads a duration such as <c>2 d</c>, <c>0</c>, or a date.</summary>
    internal static bool TryParse(string text, string place, out ReleaseMoment moment, [NotNullWhen(false)] out Problem? problem)
    {
        moment = default;
        problem = null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
        {
            if (double.IsFinite(seconds) && Math.Abs(seconds) < 9e11)
                moment = new(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)));
            else
                problem = new Problem(place, $"{text} is no time of release", "give a duration after the start, such as 2 d, or a date");
            return problem is null;
        }

        if (Durations.TryParse(text, place, out TimeSpan after, out _))
        {
            moment = new(after);
            return true;
        }

        if (!CalendarDate.TryParse(text, place, out CalendarDate date, out problem))
        {
            problem = problem with { Remedy = "give a duration after the start, such as 2 d, or a date such as 2002-01-31" };
            return false;
        }

        moment = new(default, date);
        return true;
    }

    /// <summary>How one is read in an experiment.</summary>
    internal static Form<ReleaseMoment> Form { get; } = new MomentForm();

    /// <summary>How one is read that must be a duration.</summary>
    internal static Form<ReleaseMoment> AfterStart { get; } = new MomentForm(mayBeDate: false);

    private sealed class MomentForm(bool mayBeDate = true) : ScalarForm<ReleaseMoment>
    {
        public override string Words => mayBeDate ? "a duration after the start such as 2 d, or a date" : "a duration after the start such as 2 d";

        protected override bool TryRead(string text, NodeAt at, out ReleaseMoment value)
        {
            if (!ReleaseMoment.TryParse(text, at.Place.ToString(), out value, out Problem? problem))
                return at.Refuse(problem);
            return mayBeDate || value.Date is null || at.Refuse($"'{text}' is a date", "give a duration after the start, or a list of dates");
        }
    }
}
