using System.Globalization;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The experiments of examples/reference, run by the program, give the trajectories that Parcels v3.1.4 computed.</summary>
public sealed class ReferenceExampleTests
{
    /// <summary>Limits of the reference trajectories: metres horizontally and vertically.</summary>
    [Theory]
    [InlineData("globcurrent", "globcurrent_rk4", 1.0, 0.0)]
    [InlineData("moving-eddies", "movingeddies_rk4", 1.0, 0.0)]
    [InlineData("peninsula", "peninsula_rk4", 0.1, 0.0)]
    [InlineData("nemo-north-sea", "nemo_northsea_cgrid_rk4", 1.0, 0.0)]
    [InlineData("croco", "croco_3d_rk4", 1e-3, 1e-4)]
    public void Trajectories_are_those_of_the_reference(string example, string reference, double limit, double vertical)
    {
        (double horizontal, double depth) = LargestDistance(example, reference);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{example}: {horizontal:E2} m horizontally, {depth:E2} m vertically"));
        Assert.InRange(horizontal, 0, limit);
        Assert.InRange(depth, 0, vertical);
    }

    [Fact]
    public void Without_W_particles_on_the_shelf_go_elsewhere()
    {
        // The flow is along the slope of the bottom: what W takes away from following the levels is decimetres.
        (_, double depth) = LargestDistance("croco", "croco_3d_rk4", "--set", "fields.W=0");
        Assert.True(depth > 0.1, $"{depth} m");
    }

    private static (double Horizontal, double Vertical) LargestDistance(string example, string reference, params string[] arguments)
    {
        string data = TestData.Path(example);
        string csv = Path.GetFullPath(Path.Combine(data, "..", "..", "reference", reference + ".csv"));
        Assert.SkipUnless(File.Exists(csv), $"{reference}.csv is not there: it belongs into the folder 'reference' beside the test data");
        using var lab = new Lab();
        Dictionary<string, string?> environment = Lab.Plain();
        environment["DRIFT_DATA"] = Path.GetDirectoryName(data);
        ShellResult result = Shell.Run(Lab.Program, ["run", Path.Combine(Lab.Checkout, "examples", "reference", example + ".yaml"), "--output", "out.h5", .. arguments], environment, TimeSpan.FromMinutes(2), lab.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("out.h5"));
        double[] lon = Read(file, "lon"), lat = Read(file, "lat");
        double[]? depth = file.Variables.Any(v => v.Name is "z") ? Read(file, "z") : null;
        bool isSpherical = file.Variables.First(v => v.Name is "lon").Unit is not "m";
        string[][] rows = [.. File.ReadLines(csv).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        int outputs = rows.Max(row => int.Parse(row[1], CultureInfo.InvariantCulture)) + 1, particles = rows.Length / outputs;
        Assert.Equal(rows.Length, lon.Length);
        (double horizontal, double vertical) = (0, 0);
        for (int n = 0; n < rows.Length; n++)
        {
            double[] expected = [.. rows[n][3..6].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

            // A particle that left the domain there is compared up to its last position.
            if (double.IsNaN(expected[0]))
                continue;
            int at = (n % outputs * particles) + (n / outputs);
            (double x, double y) = (lon[at] - expected[0], lat[at] - expected[1]);
            if (isSpherical)
                (x, y) = (x * Constants.MetresPerDegree * Math.Cos(expected[1] * Math.PI / 180), y * Constants.MetresPerDegree);
            horizontal = Math.Max(horizontal, Math.Sqrt((x * x) + (y * y)));
            if (depth is not null)
                vertical = Math.Max(vertical, Math.Abs(depth[at] + expected[2]));
        }

        return (horizontal, vertical);
    }

    private static double[] Read(TrajectoryFile file, string variable)
    {
        double[] values = new double[file.Times.Count * file.Trajectories];
        for (int obs = 0; obs < file.Times.Count; obs++)
            file.ReadRows<double>(obs, file.IndexOf(variable), 0, values.AsSpan((int)(obs * file.Trajectories), (int)file.Trajectories));
        return values;
    }
}
