using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>How fast errors fall when dt is halved.</summary>
public class OrderTests
{
    private static readonly double[] Steps = [360, 180, 90, 45];

    // Errors of the theory at 6 h; the last of Runge–Kutta is near the rounding of positions of 10⁴ m.
    [Theory]
    [InlineData("AdvectionEE", 1, 0.05, 0.01, 95.3, 47.6, 23.8, 11.9)]
    [InlineData("AdvectionRK2", 2, 0.05, 0.01, 0.286, 7.14e-2, 1.79e-2, 4.47e-3)]
    [InlineData("AdvectionRK4", 4, 0.1, 0.1, 3.08627e-6, 1.92886e-7, 1.20553e-8, 7.53e-10)]
    public void The_error_on_the_stationary_eddy_is_that_of_the_theory_and_falls_with_its_order(
        string kernel, double order, double margin, double tolerance, params double[] expected)
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new StationaryEddy());
        double[] errors = [.. Steps.Select(dt => Error(fields, kernel, dt, 6, (0, 0), (0.3 / 1e-4 * Math.Sin(2.16), -0.3 / 1e-4 * (1 - Math.Cos(2.16)))))];
        double[] slopes = Slopes(errors);
        Figures.Write($"stationary eddy, {kernel}, dt 360/180/90/45 s: errors {Text(errors, "E3")} m, slopes {Text(slopes, "F3")}");
        for (int i = 0; i < errors.Length; i++)
            Assert.InRange(errors[i] / expected[i], 1 - tolerance, 1 + tolerance);
        Assert.All(slopes.Where((_, i) => errors[i + 1] > 1e-9), slope => Assert.InRange(slope, order - margin, order + margin));
    }

    // This flow depends on position only: it exercises the positions of the stages.
    [Theory]
    [InlineData("AdvectionEE", 1, 0.05, 4)]
    [InlineData("AdvectionRK2", 2, 0.05, 1)]
    [InlineData("AdvectionRK4", 4, 0.1, 0.2)]
    public void The_error_on_the_rotation_falls_with_the_order(string kernel, double order, double margin, double refinement)
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, new RadialRotation());
        double angle = 2 * Math.PI * 17 / 24;
        double[] errors = [.. Steps.Select(dt => Error(fields, kernel, dt / refinement, 17, (30, 50), (30 + (20 * Math.Sin(angle)), 30 + (20 * Math.Cos(angle)))))];
        double[] slopes = Slopes(errors);
        Figures.Write($"radial rotation, {kernel}: errors {Text(errors, "E2")} m, slopes {Text(slopes, "F3")}");
        Assert.All(slopes, slope => Assert.InRange(slope, order - margin, order + margin));
        Assert.True(errors[^1] > 1e-9);
    }

    private static double Error(FieldSet fields, string kernel, double dt, double hours, (double X, double Y) start, (double X, double Y) end)
    {
        using var particles = new ParticleSet(fields, [start.X], [start.Y]);
        IKernel made = KernelRegistry.Make(kernel);
        particles.Execute(made, TimeSpan.FromHours(hours), TimeSpan.FromSeconds(dt));
        return Math.Sqrt(Math.Pow(particles.Lon[0] - end.X, 2) + Math.Pow(particles.Lat[0] - end.Y, 2));
    }

    private static double[] Slopes(double[] errors) => [.. errors.Skip(1).Select((error, i) => Math.Log2(errors[i] / error))];

    private static string Text(double[] values, string format) =>
        string.Join('/', values.Select(v => v.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));
}
