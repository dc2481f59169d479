using Drift.App.Validation;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>The cases of <c>drift validate</c>, each measurement of each.</summary>
public class CaseTests
{
    public static TheoryData<string> Names => [.. ValidationCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_measurement_of_the_case_is_within_its_limits(string name)
    {
        Measurement[] measured = [.. ValidationCase.Find(name)!.Run(2)];
        foreach (Measurement m in measured)
            Figures.Write($"{name}, {m.What}: {m.Value:G6}, {m.Limit}");
        Assert.NotEmpty(measured);
        Assert.All(measured, m => Assert.True(m.Passes, $"{m.What}: {m.Value}, limit {m.Limit}"));
    }
}
