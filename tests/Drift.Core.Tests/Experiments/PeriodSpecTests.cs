using Drift.Core.Experiments;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class PeriodSpecTests
{
    private const string Files = "U: {files: /nowhere/u.nc, ";

    [Theory]
    [InlineData("1 year", null)]
    [InlineData("year", null)]
    [InlineData("P1Y", null)]
    [InlineData("365 d", 365.0)]
    [InlineData("12 h", 0.5)]
    public void A_period_is_the_year_of_the_calendar_or_a_fixed_time(string text, double? days)
    {
        (ExperimentSpec? spec, _) = ExperimentReader.InspectText(Minimal.With("U: 0", Files + $"periodic: {text}}}"), "test.yaml", Path.GetTempPath());
        Assert.Equal(days, spec!.Fields["U"].Periodic!.Duration?.TotalDays);
        Assert.Null(spec.Fields["V"].Periodic);
    }

    [Theory]
    [InlineData("2 years", "fields.U.periodic: snapshots repeat after 1 year or a fixed time, not after 2 years; write 1 year, or a duration such as 730 d")]
    [InlineData("1 month", "fields.U.periodic: a month has no fixed length; give the duration in days, for example 365 d")]
    [InlineData("-1 d", "fields.U.periodic: -1 d is negative")]
    [InlineData("0 d", "fields.U.periodic: it is zero")]
    [InlineData("365", "fields.U.periodic: '365' has no unit of time")]
    [InlineData("[1 year]", "fields.U.periodic: a list is not 1 year, or a duration such as 365 d")]
    [InlineData("1 year, extrapolate: true", "fields.U.extrapolate: the field is both periodic and extrapolated; remove one of the two keys: what repeats has no end")]
    [InlineData("1 year, extrapolate: yes", "fields.U.extrapolate: 'yes' is not true or false")]
    public void What_is_no_period_is_refused_with_a_remedy(string text, string problem) =>
        Assert.Contains(problem, Minimal.Problems(Minimal.With("U: 0", Files + $"periodic: {text}}}")), StringComparison.Ordinal);

    [Fact]
    public void Extrapolation_is_asked_for_by_true_only()
    {
        foreach ((string text, bool held) in new[] { ("extrapolate: true", true), ("extrapolate: false", false), ("variable: u", false) })
        {
            (ExperimentSpec? spec, _) = ExperimentReader.InspectText(Minimal.With("U: 0", Files + text + "}"), "test.yaml", Path.GetTempPath());
            Assert.Equal(held, spec!.Fields["U"].Extrapolate);
        }
    }

    [Fact]
    public void What_has_no_times_cannot_repeat() =>
        Assert.Contains("'periodic' has no meaning without files; remove it, or give files", Minimal.Problems(Minimal.With("U: 0", "U: {value: 0, periodic: 1 year}")), StringComparison.Ordinal);
}
