using System.Globalization;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The examples on files of models, where these are there: they run, and end where another program ends on the same files.</summary>
public sealed class ExampleDataTests
{
    private const double MetresPerDegree = 111120;

    [Theory]
    [InlineData("nemo-north-sea", "nemo_northsea_cgrid_rk4", 1.0)]
    [InlineData("peninsula-grid", "peninsula_rk4", 0.1)]
    public void An_example_ends_where_Parcels_ends(string example, string reference, double limit)
    {
        string data = TestData.Path(example.Replace("-grid", "", StringComparison.Ordinal));
        string csv = Path.GetFullPath(Path.Combine(data, "..", "..", "reference", reference + ".csv"));
        Assert.SkipUnless(File.Exists(csv), $"{csv} is not there");
        double[][] rows = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
        double last = rows.Max(row => row[1]);
        double[][] ends = [.. rows.Where(row => row[1].Equals(last))];
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, example);
        double[] lon = file.At(file.Reached - 1, "lon"), lat = file.At(file.Reached - 1, "lat");
        Assert.Equal(lon.Length, ends.Length);
        for (int i = 0; i < lon.Length; i++)
        {
            if (double.IsNaN(ends[i][3]))
                continue;
            double metres = example.StartsWith("nemo", StringComparison.Ordinal) ? MetresPerDegree : 1;
            Assert.Equal(0, Math.Sqrt(Math.Pow((lon[i] - ends[i][3]) * metres, 2) + Math.Pow((lat[i] - ends[i][4]) * metres, 2)), limit);
        }
    }

    [Fact]
    public void The_example_of_croco_keeps_its_particles_and_moves_them_in_depth()
    {
        TestData.Path("croco");
        using var lab = new Lab();
        using TrajectoryFile file = Run(lab, "croco");
        Assert.Equal([10, 10, 130], file.At(0, "z"));
        Assert.NotEqual(10, file.At(10, "z")[0]);
        Assert.Equal([50000, 130000, 90000], file.At(10, "lon"), (a, b) => Math.Abs(a - b) < 1);
    }

    [Theory]
    [InlineData("nemo-north-sea/ORCA025-N06_20000104d05V.nc", "model: nemo", 5, 58)]
    [InlineData("croco/CROCO_idealized.nc", "model: croco", 80000, 100000)]
    [InlineData("peninsula/peninsulaU.nc", "mesh: flat", 50000, 35000)]
    [InlineData("moving-eddies/moving_eddiesU.nc", "mesh: flat", 330000, 100000)]
    [InlineData("globcurrent/20020101000000-GLOBCURRENT-L4-CUReul_hs-ALT_SUM-v02.0-fv01.0.nc", "fields:", 24, -38)]
    public void What_info_proposes_for_a_file_passes_the_check(string name, string says, double lon, double lat)
    {
        string path = TestData.Path(name);
        using var lab = new Lab();
        string output = lab.Drift("info", path).Output;
        string proposal = output[output.IndexOf("\n\n", StringComparison.Ordinal)..];
        Assert.Contains(says, proposal, StringComparison.Ordinal);
        lab.Write("run.yaml", proposal + FormattableString.Invariant($"\nparticles: {{lon: {lon}, lat: {lat}}}\nkernels: [AdvectionRK4]\nexecution: {{runtime: 1 h, dt: 5 min}}\noutput: {{every: 1 h}}\n"));
        ShellResult check = lab.Drift("check", "run.yaml");
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("1 of 1 particles where there is a velocity", check.Output, StringComparison.Ordinal);
    }

    private static TrajectoryFile Run(Lab lab, string example)
    {
        Dictionary<string, string?> variables = Lab.Plain();
        variables["DRIFT_DATA"] = TestData.Folder;
        string[] arguments = ["run", Path.Combine(Lab.Checkout, "examples", example + ".yaml"), "--output", "out.h5", "--quiet"];
        ShellResult result = Shell.Run(Lab.Program, arguments, variables, TimeSpan.FromMinutes(2), lab.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        return TrajectoryFile.Open(lab.File("out.h5"));
    }
}
