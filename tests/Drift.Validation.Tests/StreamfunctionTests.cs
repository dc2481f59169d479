using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Steady flows without divergence: a particle stays on its streamline.</summary>
public class StreamfunctionTests
{
    // From beside the coast, where the way leads round the headland, to beyond its reach.
    private static readonly double[] PeninsulaY = [.. Enumerable.Range(1, 48).Select(k => 1000.0 * k)];

    [Fact]
    public void Particles_stay_on_their_streamlines_round_the_peninsula()
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new Peninsula());
        double worst = Worst(fields, new Peninsula(), PeninsulaY, 1);
        Figures.Write($"peninsula, formula, 24 h, dt 300 s: relative change of psi {worst:E1}, limit 1E-006");
        Assert.True(worst < 1e-6, $"relative change of ψ {worst}");
    }

    // The error is that of the interpolation between nodes of 1 km, as in Parcels' own test: 1 m² s⁻¹ of up to 48 000. Cells with a node
    // on land have another velocity, and streamlines bend beyond the grid: particles start between those.
    [Fact]
    public void On_a_grid_they_stray_by_no_more_than_the_interpolation_does()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("peninsula.nc");
        SampleData.Write(FlowRegistry.Find("peninsula")!, file, false);
        using var fields = new FieldSet(Mesh.Flat).Add(
            Field.FromSource("U", Core.Fields.Sources.NetcdfSource.Open(new([file], "U", "x", "y", "time", null, "U"), Mesh.Flat, "m s-1")),
            Field.FromSource("V", Core.Fields.Sources.NetcdfSource.Open(new([file], "V", "x", "y", "time", null, "V"), Mesh.Flat, "m s-1")));
        double worst = Worst(fields, new Peninsula(), [.. PeninsulaY.Where(y => y is >= 3000 and <= 40_000)], 0);
        Figures.Write($"peninsula, rectilinear A-grid of 100 x 50 cells, 24 h, dt 300 s: change of psi {worst:F3} m2 s-1, limit 1");
        Assert.True(worst < 1, $"change of ψ {worst}");
    }

    // The particle goes round the gyre several times, up to 25 m s-1 fast in the western current.
    [Fact]
    public void A_particle_in_the_gyre_of_Stommel_stays_on_its_streamline_for_600_days()
    {
        var flow = new Stommel();
        using var fields = FieldSet.FromFlow(Mesh.Flat, flow);
        using var particles = new ParticleSet(fields, [10e3], [5000e3]);
        double start = P(10e3, 5000e3), worst = 0, west = double.MaxValue, east = 0;
        for (int day = 0; day < 600; day++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(1), TimeSpan.FromHours(1));
            worst = Math.Max(worst, Math.Abs(P(particles.Lon[0], particles.Lat[0]) - start));
            (west, east) = (Math.Min(west, particles.Lon[0]), Math.Max(east, particles.Lon[0]));
        }

        Figures.Write($"Stommel's gyre, formula, 600 d, dt 1 h: change of P {worst:E1} of {start:F4}, limit 1E-003; x from {west / 1000:F0} to {east / 1000:F0} km");
        Assert.True(worst < 1e-3, $"change of P {worst}");
        Assert.True(east > 5000e3, "the particle never left the western current");

        double P(double x, double y) => flow.Streamfunction<Lane1>(0, y, x) / flow.Size;
    }

    // ψ of a flow that changes is no invariant. But the edges of the box are streamlines at any time.
    [Fact]
    public void Particles_on_the_edges_of_the_double_gyre_stay_there_and_those_within_stay_within()
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new DoubleGyre());
        double[] x = [0.3, 1.7, 0, 2, .. Enumerable.Range(1, 200).Select(k => 2 * (k * 0.7548776662466927 % 1))];
        double[] y = [0, 1, 0.4, 0.6, .. Enumerable.Range(1, 200).Select(k => k * 0.5698402909980532 % 1)];
        using var particles = new ParticleSet(fields, x, y);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(50));
        Assert.Equal((0, 1), (particles.Lat[0], particles.Lat[1]), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-13);
        Assert.Equal((0, 2), (particles.Lon[2], particles.Lon[3]), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-13);
        for (int n = 4; n < x.Length; n++)
        {
            Assert.InRange(particles.Lon[n], 0, 2);
            Assert.InRange(particles.Lat[n], 0, 1);
        }
    }

    // Order 4, with an integrator of this test's own as the truth, at a hundredth of the longest step.
    [Fact]
    public void The_error_in_the_double_gyre_falls_with_the_fourth_power_of_dt()
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new DoubleGyre());
        double[] x = [0.3, 0.6, 0.9, 1.3, 1.7], y = [0.2, 0.7, 0.35, 0.6, 0.8];
        (double X, double Y)[] exact = [.. x.Zip(y, (a, b) => OwnRungeKutta(a, b, 10, 10_000))];
        double[] errors = [Error(100), Error(50), Error(25)];
        double[] slopes = [Math.Log2(errors[0] / errors[1]), Math.Log2(errors[1] / errors[2])];
        Figures.Write($"double gyre, 10 s, dt 0.1/0.05/0.025 s: errors {errors[0]:E2}/{errors[1]:E2}/{errors[2]:E2} m, slopes {slopes[0]:F2}/{slopes[1]:F2}");
        Assert.All(slopes, slope => Assert.InRange(slope, 3.9, 4.1));

        double Error(int milliseconds)
        {
            using var particles = new ParticleSet(fields, x, y);
            particles.Execute(new AdvectionRk4(), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(milliseconds));
            double sum = 0;
            for (int n = 0; n < x.Length; n++)
                sum += Math.Sqrt(Math.Pow(particles.Lon[n] - exact[n].X, 2) + Math.Pow(particles.Lat[n] - exact[n].Y, 2));
            return sum;
        }
    }

    /// <summary>The formula as the paper prints it, with the library's own functions.</summary>
    private static (double X, double Y) OwnRungeKutta(double x, double y, double duration, int steps)
    {
        double dt = duration / steps;
        for (int n = 0; n < steps; n++)
        {
            double t = n * dt;
            (double ax, double ay) = Paper(t, x, y);
            (double bx, double by) = Paper(t + (dt / 2), x + (ax * dt / 2), y + (ay * dt / 2));
            (double cx, double cy) = Paper(t + (dt / 2), x + (bx * dt / 2), y + (by * dt / 2));
            (double ex, double ey) = Paper(t + dt, x + (cx * dt), y + (cy * dt));
            (x, y) = (x + (dt / 6 * (ax + (2 * bx) + (2 * cx) + ex)), y + (dt / 6 * (ay + (2 * by) + (2 * cy) + ey)));
        }

        return (x, y);

        static (double U, double V) Paper(double t, double x, double y)
        {
            double a = 0.25 * Math.Sin(2 * Math.PI / 10 * t), b = 1 - (2 * a), f = (a * x * x) + (b * x), slope = (2 * a * x) + b;
            return (-Math.PI * 0.1 * Math.Sin(Math.PI * f) * Math.Cos(Math.PI * y), Math.PI * 0.1 * Math.Cos(Math.PI * f) * Math.Sin(Math.PI * y) * slope);
        }
    }

    /// <summary>The largest change of ψ after a day from x = 3 km, relative to ψ to some power.</summary>
    private static double Worst(FieldSet fields, Peninsula flow, double[] y, int power)
    {
        using var particles = new ParticleSet(fields, [.. y.Select(_ => 3000.0)], y);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(1), TimeSpan.FromSeconds(300));
        double worst = 0;
        for (int n = 0; n < y.Length; n++)
        {
            Assert.Equal(ParticleStatus.Active, particles.Status[n]);
            Assert.True(particles.Lon[n] > 60e3, "the particle did not pass the headland");
            double before = flow.Streamfunction<Lane1>(0, y[n], 3000), after = flow.Streamfunction<Lane1>(0, particles.Lat[n], particles.Lon[n]);
            worst = Math.Max(worst, Math.Abs(after - before) / Math.Pow(Math.Abs(before), power));
        }

        return worst;
    }
}
