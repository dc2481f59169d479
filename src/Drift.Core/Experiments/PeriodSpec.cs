using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>After how long the snapshots of a field repeat: with the year of its calendar, or after a fixed time.</summary>
/// <param name="Duration">The fixed time, longer than 0; null for the year of the calendar.</param>
public sealed record PeriodSpec(TimeSpan? Duration)
{
    /// <summary>How it is read.</summary>
    internal static Form<PeriodSpec> Form { get; } = new PeriodForm();

    private sealed class PeriodForm : ScalarForm<PeriodSpec>
    {
        private static readonly DurationForm Fixed = new();

        public override string Words => "1 year, or a duration such as 365 d";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out PeriodSpec value)
        {
            value = new(Duration: null);
            string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["year" or "1year" or "P1Y"] or ["1", "year" or "yr" or "years"])
                return true;
            if (words is [_, "year" or "years" or "yr"])
                return at.Refuse($"snapshots repeat after 1 year or a fixed time, not after {text}", "write 1 year, or a duration such as 730 d");
            bool read = Fixed.TryRead(at, out TimeSpan period);
            value = new(period);
            return read;
        }
    }
}
