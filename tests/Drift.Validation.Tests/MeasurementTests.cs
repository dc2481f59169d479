using Drift.App.Validation;
using Xunit;

namespace Drift.Validation.Tests;

public class MeasurementTests
{
    [Fact]
    public void What_is_beyond_its_limit_or_no_number_fails()
    {
        Assert.True(Measurement.AtMost("", 1, 1).Passes);
        Assert.False(Measurement.AtMost("", 1.001, 1).Passes);
        Assert.False(Measurement.AtMost("", double.NaN, 1).Passes);
        Assert.False(Measurement.AtLeast("", 0.9, 1).Passes);
        Assert.False(Measurement.AtLeast("", double.NaN, 1).Passes);
        Assert.False(Measurement.Exactly("", Math.BitIncrement(30), 30).Passes);
        Assert.False(Measurement.Near("", 1.3, 1, 0.2).Passes);
        Assert.True(Measurement.Near("", 1.1, 1, 0.2).Passes);
        Assert.False(Measurement.Mean("", [1, 1.1, 0.9, 1, 1.05, 0.95], 2).Passes);
    }

    [Fact]
    public void No_two_cases_have_one_name() => Assert.Equal(ValidationCase.All.Count, ValidationCase.All.Select(c => c.Name).Distinct().Count());
}
