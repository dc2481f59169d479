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
}
