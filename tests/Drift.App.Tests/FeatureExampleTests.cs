using Drift.Core.Files;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The examples of what particles do, run as a user runs them; each shows what its title says.</summary>
public sealed class FeatureExampleTests
{
    // Sixteen bins of χ²(15): 37.7 at 99.9 %; the cloud began at one depth.
    [Fact]
    public void Vertical_mixing_spreads_a_cloud_evenly_over_the_water()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "vertical-mixing");
        double[] z = Last(file, "z");
        Assert.All(z, depth => Assert.InRange(depth, 0, 40));
        int[] bins = new int[16];
        foreach (double depth in z)
            bins[Math.Min((int)(depth / 2.5), 15)]++;
        Assert.True(bins.Sum(count => Math.Pow(count - 125, 2) / 125) < 37.7);
    }

    [Fact]
    public void Where_the_diffusivity_varies_what_was_even_stays_even()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "diffusivity");
        Assert.InRange(Last(file, "lat").Count(y => y < 50_000), 2500 - (4 * Math.Sqrt(1250)), 2500 + (4 * Math.Sqrt(1250)));
    }

    [Fact]
    public void Steps_by_the_error_keep_particles_in_the_gyre_and_their_way_is_written()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "adaptive");
        Assert.All(Last(file, "lon"), x => Assert.InRange(x, 0, 1e7));
        Assert.All(Last(file, "distance"), way => Assert.True(way > 1000));
    }

    [Fact]
    public void On_the_coast_particles_are_beached_and_afloat_again()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "beaching");
        Assert.InRange(Last(file, "beached").Count(b => b == 1), 200, 1900);
        byte[] status = new byte[file.Trajectories];
        file.ReadRows(file.Reached - 1, file.IndexOf("status"), 0, status);
        Assert.Contains((byte)10, status);
    }

    [Fact]
    public void Wind_and_waves_carry_what_is_at_the_surface_farther_than_what_is_below()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "windage");
        double[] lon = Last(file, "lon");
        Assert.True(lon[0] > lon[1] && lon[1] > lon[2] && lon[2] > 3);
    }

    [Fact]
    public void Plankton_is_deep_at_noon_and_near_the_surface_at_midnight()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "plankton");
        double[] lon = new double[500], z = new double[500];

        // The run begins at midnight in Greenwich, which is about ten in the evening at 25° W; fifteen hours later it is one in the afternoon,
        // and at the ninth output one at night.
        file.ReadRows<double>(5, file.IndexOf("z"), 0, z);
        Assert.All(z.Where(double.IsFinite), depth => Assert.Equal(200, depth));
        file.ReadRows<double>(9, file.IndexOf("z"), 0, z);
        Assert.All(z.Where(double.IsFinite), depth => Assert.Equal(20, depth));
        file.ReadRows<double>(file.Reached - 1, file.IndexOf("lon"), 0, lon);
        Assert.InRange(lon.Count(double.IsFinite), (500 * Math.Exp(-20.0 / 30)) - 45, (500 * Math.Exp(-20.0 / 30)) + 45);
    }

    [Fact]
    public void Floats_dive_to_two_thousand_metres_and_come_back()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "argo");
        double[] z = new double[10], deepest = new double[10];
        for (int obs = 0; obs < file.Reached; obs++)
        {
            file.ReadRows<double>(obs, file.IndexOf("z"), 0, z);
            deepest = [.. deepest.Zip(z, Math.Max)];
        }

        Assert.All(deepest, depth => Assert.InRange(depth, 1500, 2000));
        Assert.All(z, depth => Assert.Equal(0, depth));
    }

    [Fact]
    public void What_sinks_and_decays_is_deeper_and_less_by_what_its_numbers_say()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "fallout");
        Assert.All(Last(file, "mass"), mass => Assert.Equal(0.25, mass, 1e-12));
        Assert.Equal(800, Last(file, "z")[0], 1e-6);
    }

    [Fact]
    public void The_water_of_a_bay_is_counted_where_it_goes()
    {
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "regions");
        Assert.Equal(4 * 5 * 500, file.Trajectories);
        Assert.Equal(10_000, Values(lab, "regions.connectivity.nc", "released")[^1]);
        Assert.InRange(Values(lab, "regions.connectivity.nc", "count")[^1], 1, 10_000);
        Assert.Equal(500 * 4, Values(lab, "regions.density.nc", "count").Take(40 * 40).Sum());
        double[] relative = Values(lab, "regions.dispersion.nc", "relative");
        Assert.True(relative[^1] > relative[0]);
        Assert.All(Values(lab, "regions.ensemble.nc", "variance_x").TakeLast(2500), variance => Assert.True(variance > 0));
        Assert.Contains(Last(file, "visited_east"), double.IsFinite);
        Assert.All(Last(file, "residence_time_bay"), time => Assert.InRange(time, 0, 864_000));
        Assert.All(Last(file, "at_start"), degrees => Assert.InRange(degrees, 14, 15));
    }

    // Those in comments too: a copy of the example, since one of them takes the output of the first run.
    [Fact]
    public void Each_form_of_release_in_the_example_runs()
    {
        string folder = Path.Combine(Lab.Checkout, "examples"), text = File.ReadAllText(Path.Combine(folder, "release.yaml"));
        using Lab lab = new Lab().Write("release.yaml", text).Write("release.csv", File.ReadAllText(Path.Combine(folder, "release.csv")));
        Assert.Equal(0, lab.Drift("run", "release.yaml", "--quiet").ExitCode);
        using (TrajectoryFile file = TrajectoryFile.Open(lab.File("release.h5")))
            Assert.Equal(45, file.Trajectories);
        string[] others = [.. text.Split('\n').Where(line => line.StartsWith("# or particles: ", StringComparison.Ordinal)).Select(line => line["# or particles: ".Length..])];
        Assert.Equal(6, others.Length);
        foreach (string other in others)
        {
            ShellResult result = lab.Drift("run", "release.yaml", "--quiet", "--output", "other.h5", "--overwrite", "--set", "particles=" + other);
            Assert.True(result.ExitCode == 0, result.ToString());
        }
    }

    [Fact]
    public void The_moving_eddies_are_released_by_the_current_too()
    {
        string text = File.ReadAllText(Path.Combine(Lab.Checkout, "examples", "moving-eddies.yaml"));
        string other = text.Split("# or particles: ")[1].Split(": where")[0];
        using Lab lab = new Lab().Write("eddies.yaml", text);
        Assert.Equal(0, lab.Drift("sample-data", "moving-eddies", "moving-eddies.nc").ExitCode);
        ShellResult result = lab.Drift("run", "eddies.yaml", "--quiet", "--set", "particles=" + other, "--set", "execution.runtime=1 d");
        Assert.True(result.ExitCode == 0, result.ToString());
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("moving-eddies.h5"));
        Assert.Equal(100, file.Trajectories);
    }

    private static TrajectoryFile Run(Lab lab, string example)
    {
        ShellResult result = lab.Drift("run", Path.Combine(Lab.Checkout, "examples", example + ".yaml"), "--quiet");
        Assert.True(result.ExitCode == 0, result.ToString());
        return TrajectoryFile.Open(lab.File(example + ".h5"));
    }

    private static double[] Last(TrajectoryFile file, string variable)
    {
        double[] values = new double[file.Trajectories];
        file.ReadRows<double>(file.Reached - 1, file.IndexOf(variable), 0, values);
        return [.. values.Where(v => !double.IsNaN(v) || variable.StartsWith("visited", StringComparison.Ordinal))];
    }

    private static double[] Values(Lab lab, string file, string variable)
    {
        using NetcdfReader reader = NetcdfReader.Open(lab.File(file));
        return reader.ReadAll<double>(reader.Variable(variable));
    }
}
