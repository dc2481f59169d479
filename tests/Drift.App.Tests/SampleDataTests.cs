using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What <c>drift sample-data</c> makes of its options, and the examples that need no files.</summary>
public sealed class SampleDataTests
{
    [Theory]
    [InlineData("stommel --grid D", "--grid: there is no 'D'; did you mean 'C'?")]
    [InlineData("stommel --grid C --indexing roms", "--indexing: there is no 'roms'; known here: nemo, mitgcm")]
    [InlineData("stommel --indexing nemo", "--indexing: only a C-grid has an indexing; add --grid C, or leave it away")]
    [InlineData("stommel --mesh spherical", "--mesh: the flow stommel is made for a flat mesh; leave --mesh away")]
    [InlineData("stommel --size 10", "--size: '10' is not two whole numbers; write --size=100,50")]
    [InlineData("stommel --size 2.5,3", "--size: '2.5,3' is not two whole numbers; write --size=100,50")]
    [InlineData("stommel --size 1,5", "--size: 1 × 5 nodes make no cell; give 2 or more in each direction")]
    [InlineData("stommel --lon 5,nan", "--lon: '5,nan' is not two numbers; write --lon=-20,10")]
    [InlineData("stommel --lon 5,5", "--lon: 5 is not less than 5; give the western end first")]
    [InlineData("zero --mesh spherical --lat=-91,0", "--lat: -91 to 0 leads beyond a pole; give latitudes from -90 to 90")]
    [InlineData("stommel --times 0", "--times: 0 is no number of snapshots; give 1 or more")]
    [InlineData("stommel --every=-1h", "--every: -1 h is no time between two snapshots; give a positive duration")]
    [InlineData("stommel --grid curvilinear --twist 90", "--twist: 90 degrees would fold the grid; give an angle from -60 to 60")]
    [InlineData("stommel --set sise=3", "--set: the flow stommel has no parameter sise; did you mean 'size'?")]
    [InlineData("stommel --set size", "--set: 'size' is not a name and a number; write it as alpha=90, in SI units and degrees")]
    [InlineData("double-gyre --set period=0", "--set: with these parameters the velocity of double-gyre is no finite number; give periods, sizes and scales other than 0")]
    [InlineData("stommel --times 0 --size 1,5", "--size: 1 × 5 nodes make no cell; give 2 or more in each direction", "--times: 0 is no number of snapshots; give 1 or more")]
    public void A_wrong_option_is_said_and_nothing_is_written(string line, params string[] expected)
    {
        using var lab = new Lab();
        lab.Drift(["sample-data", .. line.Split(' ')]).AssertProblems(ExitCode.Preflight, expected);
        Assert.Empty(Directory.GetFiles(lab.Folder));
    }

    [Fact]
    public void All_options_are_taken()
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift(
            "sample-data", "shear", "shear.nc", "--set", "rate=2e-6", "--mesh", "spherical", "--lon=-60,0", "--lat=0,60", "--size", "7,5", "--grid", "curvilinear-c", "--twist=0",
            "--indexing", "mitgcm", "--times", "3", "--every", "2h");
        Assert.Equal((0, "drift: wrote shear.nc: a zonal flow that grows to the north, u = αy\n"), (result.ExitCode, result.Error));
        using NetcdfReader file = NetcdfReader.Open(lab.File("shear.nc"));
        Assert.Equal([0, 7200, 14400], file.ReadAll<double>(file.Variable("time")));
        Assert.Equal([-60, -50, -40, -30, -20, -10, 0], file.ReadAll<double>(file.Variable("XG"))[..7]);
        double[] u = file.ReadAll<double>(file.Variable("U"));
        Assert.Equal(3 * 35, u.Length);

        // The mean over the west face of the first cell, from the equator to 15°.
        Assert.Equal(2e-6 * 7.5 * Constants.MetresPerDegree, u[0], 1e-12);
    }

    // The file holds the flow of the experiment, and the experiment runs on it: a linear flow is the same on a grid.
    [Fact]
    public void An_experiment_on_the_file_gives_what_it_gives_on_the_formula()
    {
        const string text = """
            mesh: flat
            fields: {U: SOURCE, V: SOURCE}
            particles: {count: 9, lon: {from: 12, to: 48}, lat: 30}
            kernels: [AdvectionRK4]
            execution: {runtime: 6 h, dt: 5 min}
            output: {file: out.h5, every: 1 h}
            """;
        using var lab = new Lab();
        Assert.Equal(0, lab.Drift("sample-data", "radial-rotation", "flow.nc", "--size", "31,31").ExitCode);
        using TrajectoryFile formula = lab.Run(text.Replace("SOURCE", "{analytic: radial-rotation}", StringComparison.Ordinal), "formula.h5");
        using TrajectoryFile grid = lab.Run(
            text.Replace("U: SOURCE", "U: {files: flow.nc, variable: U}", StringComparison.Ordinal).Replace("V: SOURCE", "V: {files: flow.nc, variable: V}", StringComparison.Ordinal), "grid.h5");
        foreach ((double a, double b) in formula.At(6, "lon").Zip(grid.At(6, "lon")))
            Assert.Equal(a, b, 1e-5);
    }

    [Theory]
    [InlineData("peninsula", 20)]
    [InlineData("stommel", 10)]
    [InlineData("double-gyre", 1000)]
    public void An_example_on_a_formula_runs_as_it_is(string name, int count)
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift("run", Path.Combine(Lab.Checkout, "examples", name + ".yaml"), "--output", lab.File("out.h5"));
        Assert.True(result.ExitCode == 0, result.ToString());
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("out.h5"));
        Assert.Equal(count, file.At(0, "lon").Length);
        Assert.Equal(count, file.At(1, "lon").Zip(file.At(0, "lon")).Count(p => double.IsFinite(p.First) && p.First != p.Second));
    }

    // Steps of ten days are the same as steps of an hour, round the gyre and along its western current.
    [Fact]
    public void The_analytical_example_comes_to_the_same_places_with_steps_of_any_length()
    {
        using var lab = new Lab();
        Assert.Equal(0, lab.Drift("sample-data", "stommel", "stommel-nemo.nc", "--grid", "curvilinear-C", "--size", "201,201").ExitCode);
        string text = File.ReadAllText(Path.Combine(Lab.Checkout, "examples", "analytical.yaml"));
        using TrajectoryFile days = lab.Run(text, "days.h5"), hours = lab.Run(text.Replace("dt: 10 d", "dt: 1 h", StringComparison.Ordinal), "hours.h5");
        Assert.Equal(10, days.At(60, "lon").Length);
        foreach (string name in (string[])["lon", "lat"])
        {
            Assert.All(days.At(60, name).Zip(hours.At(60, name)), p => Assert.Equal(p.Second, p.First, 0.001));
            Assert.All(days.At(60, name).Zip(days.At(59, name)), p => Assert.NotEqual(p.Second, p.First));
        }
    }

    [Theory]
    [InlineData("zero", "flat")]
    [InlineData("zero", "spherical")]
    [InlineData("{uniform: {u: 0.5, v: -0.1}}", "flat")]
    [InlineData("{uniform: {u: 0.5, v: -0.1}}", "spherical")]
    [InlineData("{shear: {rate: 1e-6}}", "flat")]
    [InlineData("{shear: {rate: 1e-6}}", "spherical")]
    [InlineData("{solid-body-rotation: {alpha: 90, period: 864000}}", "spherical")]
    public void A_flow_runs_on_each_mesh_that_it_is_made_for(string flow, string mesh)
    {
        using var lab = new Lab();
        using TrajectoryFile file = lab.Run(
            $$"""
            mesh: {{mesh}}
            fields:
              U:
                analytic: {{flow}}
              V:
                analytic: {{flow}}
            particles: {count: 5, lon: {from: 0, to: 10}, lat: 5}
            kernels: [AdvectionRK4]
            execution: {runtime: 6 h, dt: 1 h}
            output: {file: out.h5, every: 6 h}
            """);
        Assert.All(file.At(1, "lon"), lon => Assert.True(double.IsFinite(lon)));
    }

    [Theory]
    [InlineData("solid-body-rotation", "flat", "the flow solid-body-rotation is made for a spherical mesh; write mesh: spherical")]
    [InlineData("stommel", "spherical", "the flow stommel is made for a flat mesh; write mesh: flat")]
    [InlineData("{stommel: {size: 0}}", "flat", "with these parameters the velocity of stommel is no finite number; give periods, sizes and scales other than 0")]
    [InlineData("{zero: {u: 1}}", "flat", "the flow zero has no parameter u; leave it away, it has none")]
    public void A_flow_on_the_wrong_mesh_or_with_a_wrong_parameter_is_refused(string flow, string mesh, string expected)
    {
        using var lab = new Lab();
        lab.Write("run.yaml", Lab.Text.Replace("mesh: flat", $"mesh: {mesh}", StringComparison.Ordinal)
            .Replace("U: 0.1, V: 0", $"U: {{analytic: {flow}}}, V: {{analytic: {flow}}}", StringComparison.Ordinal));
        ShellResult result = lab.Drift("check", "run.yaml");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
