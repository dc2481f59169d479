using Drift.App.Validation;
using Drift.Testing;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Trajectories of another program on the same data: positions of Parcels v3.1.4.</summary>
public class ReferenceTests
{
    [Fact]
    public void Trajectories_are_those_of_Parcels()
    {
        string[] folders = [.. OtherProgram.Folders.Select(TestData.Path)];
        Measurement[] measured = [.. OtherProgram.Run(TestData.Folder!, 2)];
        Assert.Equal(folders.Length, measured.Length);
        foreach (Measurement m in measured)
        {
            Figures.Write($"{m.What} {m.Value:E2}, limit {m.High}");
            Assert.True(m.Passes, $"{m.What}: {m.Value}");
        }
    }
}
