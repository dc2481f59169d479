using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

/// <summary>The key <c>variables</c> of an experiment.</summary>
public sealed class GivenVariableTests
{
    // T grows by one for each metre to the east, and a particle goes 100 m in a step.
    private const string Experiment = """
        mesh: flat
        fields: {U: 1, V: 0, T: {expression: "0.01 * lon"}}
        particles: {lon: [0, 100, 200], lat: [0, 0, 0]}
        kernels: [AdvectionEE, Ageing]
        variables:
          mass: 5
          size: {initial: [1, 2, 3], unit: mm, meaning: diameter, written: always}
          label: {initial: 7, written: never}
          start: {initial: {field: T}}
          temperature: {field: T, unit: degC}
          age: {initial: 1000}
        execution: {runtime: 300 s, dt: 100 s}
        output: {every: 100 s}
        """;

    [Fact]
    public void Each_is_written_as_often_as_it_changes_or_as_the_user_says()
    {
        using var folder = new TemporaryFolder();
        string output = folder.File("out.h5");
        Execute(folder, output);
        using TrajectoryFile file = TrajectoryFile.Open(output);
        Assert.Equal(
            ["lon Always", "lat Always", "status Always", "age Always", "size Always", "temperature Always", "mass Once", "start Once"],
            file.Variables.Select(v => $"{v.Name} {v.Recorded}"));
        Assert.Equal(("mm", "diameter"), (file.Variables[4].Unit, file.Variables[4].LongName));
        Assert.Equal("degC", file.Variables[5].Unit);
        for (int obs = 0; obs < 4; obs++)
        {
            Assert.Equal([1000 + (100 * obs), 1000 + (100 * obs), 1000 + (100 * obs)], Row(file, obs, 3));
            Assert.Equal([1, 2, 3], Row(file, obs, 4));

            // At the time and place of the output, not those of the step before.
            Assert.Equal([.. Row(file, obs, 0).Select(lon => 0.01 * lon)], Row(file, obs, 5));
        }

        Assert.Equal([5, 5, 5], Row(file, 0, 6));
        Assert.Equal([0, 1, 2], Row(file, 0, 7));
    }

    [Theory]
    [InlineData("variables={lon: 1}", "every output file has a lon already; give the variable another name")]
    [InlineData("variables={size: {initial: [1, 2]}}", "the list has 2 items, and there are 3 particles; give an item for each particle")]
    [InlineData("variables={size: {initial: {field: S}}}", "there is no field S")]
    [InlineData("variables={size: {field: T, initial: 2}}", "both initial and field are given; give initial for the value at release, or field for the value at each output")]
    [InlineData("variables={size: {field: T, written: once}}", "a variable that follows a field is written at each output, not once; for the value at release give initial: {field: …}")]
    [InlineData("variables={age: {field: T}}", "the variable age takes the values of a field at each output, but kernel Ageing writes it; rename one")]
    [InlineData("variables={age: {unit: d}}", "the variable age is in 'd', but kernel Ageing writes it in 's'; leave its unit out")]
    public void What_is_wrong_is_said(string overridden, string problem)
    {
        using var folder = new TemporaryFolder();
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(Write(folder), [overridden], new RunOptions { Output = folder.File("out.h5") }, self);
        Assert.Null(plan);
        Assert.Contains(problem, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    private static double[] Row(TrajectoryFile file, int obs, int variable)
    {
        double[] values = new double[3];
        file.ReadRows<double>(obs, variable, 0, values);
        return values;
    }

    private static string Write(TemporaryFolder folder)
    {
        string experiment = folder.File("run.yaml");
        File.WriteAllText(experiment, Experiment);
        return experiment;
    }

    private static void Execute(TemporaryFolder folder, string output)
    {
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(Write(folder), [], new RunOptions { Output = output, Threads = 1 }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        using (plan)
            ExperimentRun.Execute(plan, self);
    }
}
