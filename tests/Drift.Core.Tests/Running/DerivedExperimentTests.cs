using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Fields;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

public sealed class DerivedExperimentTests
{
    // The file has v = 10 j + i at lon 10 … 13 and lat −1 … 1, and nothing at its first node.
    [Theory]
    [InlineData("{value: 2, factor: 0.5}", 1)]
    [InlineData("{value: 50 cm/s, factor: 3}", 1.5)]
    [InlineData("{files: v.nc, variable: v}", 11.5)]
    [InlineData("{files: v.nc, variable: v, factor: -2}", -23)]
    [InlineData("{sum: [U_file, {U_plain: 0.5}]}", 12)]
    [InlineData("{sum: [{U_plain: 0.5}]}", 0.5)]
    [InlineData("{nested: [U_file, U_plain]}", 11.5)]
    [InlineData("{nested: [U_plain, U_file]}", 1)]
    [InlineData("{expression: U_file - 2 * U_plain}", 9.5)]
    [InlineData("{expression: \"where(land > 0, 100, 200)\"}", 200)]
    [InlineData("{expression: U_file, units: cm/s}", 0.115)]
    [InlineData("{expression: \"(U_file + U_plain) / 2\", units: km/h}", 1.7361111111111112)]
    [InlineData("{nested: [U_made, U_file]}", 3)]
    public void A_field_of_an_experiment_has_the_value_that_is_written(string field, double expected)
    {
        using var folder = new TemporaryFolder();
        new FieldFile(folder.File("v.nc")).Write();
        using RunPlan plan = Plan(folder, field);
        Field u = plan.Fields.Use("U");
        plan.Fields.MoveTo(946_684_800, 946_684_800);
        Assert.Equal(expected, Sampled.Value(u, 11.5, 0, 946_684_800), 1e-6);
        Assert.Equal("m s-1", u.Unit);
    }

    [Fact]
    public void A_mask_is_1_at_the_nodes_without_a_value_in_the_first_snapshot()
    {
        using var folder = new TemporaryFolder();
        new FieldFile(folder.File("v.nc")) { Value = (k, j, i) => (k == 0 && j == 0 && i < 2) || (k == 1 && j == 2) ? double.NaN : 1 }.Write();
        using RunPlan plan = Plan(folder, "{expression: land + 0}");
        Field land = plan.Fields.Use("land");
        plan.Fields.MoveTo(946_684_800, 946_688_400);
        Assert.Equal([1, 1, 0, 0, 0, -3], Sampled.Values(land, [10, 11.49, 11.5, 10, 10, 9.9], [-1, -1, -1, -0.5, 1, 0], 946_688_400));
    }

    [Theory]
    [InlineData("{expression: 2 * U_fil}", "fields.U.expression: U is made of a field U_fil, which does not exist; did you mean 'U_file'?")]
    [InlineData("{expression: \"2 *\"}", "fields.U.expression: column 4 of '2 *': a value is missing at the end; write a number, the name of a field or a function")]
    [InlineData("{sum: [U_file, U]}", "fields.U.sum: fields are made of themselves: U → U; make one of them of other fields")]
    [InlineData("{nested: [U_made, W]}", "fields.U.nested: U is made of a field W, which does not exist")]
    [InlineData("{sum: []}", "fields.U.sum: the list is empty; give a list of fields such as [U_current, {U_wind: 0.03}]")]
    [InlineData("{sum: U_file}", "fields.U.sum: 'U_file' is not a list of fields such as [U_current, {U_wind: 0.03}]")]
    [InlineData("{sum: [{U_file: much}]}", "fields.U.sum[0].U_file: 'much' is not a number; give a number")]
    [InlineData("{sum: [{U_file: 1, U_plain: 2}]}", "fields.U.sum[0]: one name stands here with its factor; write each as its own item of the list: [{U_tide: 0.5}, {U_wind: 0.03}]")]
    [InlineData("{nested: [U_file], factor: 2}", "fields.U.factor: 'factor' has no meaning for a nest; give it to the fields that it names")]
    [InlineData("{expression: U_file, factor: 2}", "fields.U.factor: 'factor' has no meaning for an expression; write it into the expression")]
    [InlineData("{sum: [U_file], units: cm/s}", "fields.U.units: 'units' has no meaning for a sum; give them to the fields that it names")]
    [InlineData("{expression: U_file, units: kg}", "fields.U.units: units 'kg' (kg in base units) do not convert to 'm s-1' (m s-1); U is measured in m s-1")]
    [InlineData("{sum: [U_file, warm]}", "fields.U.sum: U_file is in m s-1 and warm in km h-1; give both the same units, by a factor where they are")]
    [InlineData("{mask: U_plain}", "fields.U.mask: U_plain is not from files, so it has no missing values; name a field with 'files'")]
    [InlineData("{mask: U_fill}", "fields.U.mask: there is no field U_fill; did you mean 'U_file'?")]
    [InlineData("{sum: [U_file], nested: [U_file]}", "fields.U: the field has both sum and nested; give one of them")]
    [InlineData("{factor: 2}", "fields.U: the field has no values; give a number, or files with a variable, or the name of an analytic flow, or an expression")]
    public void What_is_wrong_is_told_where_it_is_written(string field, string problem)
    {
        using var folder = new TemporaryFolder();
        new FieldFile(folder.File("v.nc")).Write();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Inspect(folder, field);
        Assert.Null(plan);
        Assert.Contains(problem, problems[0].ToString(), StringComparison.Ordinal);
        Assert.Single(problems);
    }

    [Fact]
    public void Flows_stand_under_names_that_belong_together_and_with_factors()
    {
        using var folder = new TemporaryFolder();
        string text = """
            mesh: flat
            fields:
              U_turn: {analytic: radial-rotation, factor: 2}
              V_turn: {analytic: radial-rotation}
              U: {sum: [U_turn]}
              V: {sum: [V_turn]}
            particles: {lon: 40, lat: 35}
            kernels: [AdvectionRK4]
            execution: {runtime: 1 h, dt: 5 min}
            output: {every: 1 h}
            """;
        File.WriteAllText(folder.File("run.yaml"), text);
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(folder.File("run.yaml"), [], new RunOptions { Output = folder.File("out.h5") }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        VectorField velocity = plan.Fields.UseVelocity();
        double omega = 2 * Math.PI / 86400;
        Assert.Equal((2 * omega * 5, -omega * 10), (Sampled.Values(velocity, 0, [40], [35])[0], Sampled.Values(velocity, 1, [40], [35])[0]));
        plan.Dispose();
        (_, problems) = Preflight.Inspect(folder.File("run.yaml"), ["fields.V_turn={analytic: moving-eddy}"], new RunOptions { Output = folder.File("out.h5") }, self);
        Assert.Contains(problems, p => p.ToString().EndsWith("U_turn is the analytic flow radial-rotation, but V_turn is not; give V_turn the same flow and parameters", StringComparison.Ordinal));
        (_, problems) = Preflight.Inspect(folder.File("run.yaml"), ["fields.T={analytic: moving-eddy}"], new RunOptions { Output = folder.File("out.h5") }, self);
        Assert.Contains(problems, p => p.ToString().EndsWith("the analytic flow moving-eddy is a velocity, not a field T; give it to U and V, or to names that begin with U and V and go on alike", StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_of_Smagorinsky_runs_to_its_end()
    {
        RunReport report = Run("smagorinsky.yaml", [], out double[] lon);
        Assert.Equal(500, report.Trajectories);
        Assert.Empty(report.Ended);
        Assert.True(lon.Distinct().Count() == 500);
    }

    // Outside the file the current is 0.1 m/s to the west: 60 480 m in seven days, less than it takes to get from 430 km into it.
    [Fact]
    public void The_example_of_nested_grids_runs_to_its_end_within_the_file_and_outside()
    {
        RunReport report = Run("nested.yaml", ["moving-eddies"], out double[] lon);
        Assert.Equal(14, report.Trajectories);
        Assert.Empty(report.Ended);
        Assert.True(lon[0] < 300e3);
        Assert.InRange(lon[13], 300e3, 400e3);
    }

    private static RunReport Run(string example, string[] flows, out double[] lon)
    {
        using var folder = new TemporaryFolder();
        foreach (string flow in flows)
            SampleData.Write(FlowRegistry.Find(flow)!, folder.File(flow + ".nc"), overwrite: false);
        string file = folder.File(example);
        File.Copy(System.IO.Path.Combine(Root, "examples", example), file);
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(file, [], new RunOptions { Output = folder.File("out.h5") }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        using (plan)
        {
            RunReport report = ExperimentRun.Execute(plan, self);
            using TrajectoryFile output = TrajectoryFile.Open(report.Output);
            lon = new double[report.Trajectories];
            output.ReadRows<double>(plan.OutputSteps.Count - 1, 0, 0, lon);
            return report;
        }
    }

    private static RunPlan Plan(TemporaryFolder folder, string field)
    {
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Inspect(folder, field);
        Assert.True(plan is not null, string.Join('\n', problems));
        return plan;
    }

    private static (RunPlan? Plan, IReadOnlyList<Problem> Problems) Inspect(TemporaryFolder folder, string field)
    {
        string experiment = folder.File("run.yaml");
        File.WriteAllText(experiment, $$"""
            fields:
              U: {{field}}
              V: 0
              U_file: {files: v.nc, variable: v}
              U_plain: 1
              U_made: {expression: 3 * U_plain}
              warm: {expression: "1 + U_plain", units: km h-1}
              land: {mask: U_file}
            particles: {lon: 11.5, lat: 0}
            kernels: [AdvectionRK4]
            execution: {runtime: 1 h, dt: 5 min}
            output: {every: 1 h}
            """);
        using var self = new SelfCommunicator();
        return Preflight.Inspect(experiment, [], new RunOptions { Output = folder.File("out.h5") }, self);
    }

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Drift.Hpc.sln")))
                folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("the tests run from within the repository");
        }
    }
}
