using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Inertial oscillations with exact positions (Fabbroni 2009), and rotation as a rigid body.</summary>
public class EddyTests
{
    private const double U0 = 0.3;
    private const double Ug = 0.04;
    private const double F = 1e-4;
    private const double Gamma = 1 / (86400 * 2.89);
    private const double GammaG = 1 / (86400 * 28.9);

    // Limits are relative to the position, as Parcels has them in its own tests of these flows.
    [Theory]
    [InlineData("AdvectionRK4", 1e-5)]
    [InlineData("AdvectionRK45", 1e-5)]
    [InlineData("AdvectionRK2", 1e-4)]
    [InlineData("AdvectionEE", 1e-2)]
    public void Particles_in_eddies_end_at_the_exact_positions(string kernel, double limit)
    {
        Check("stationary eddy, 6 h", new StationaryEddy(), 12000, 12500, 6, Stationary, (14494.150382336, 7832.902561248));
        Check("moving eddy, 6 h", new MovingEddy(), 12000, 12500, 6, Moving, (15025.596998025, 8455.182219748));
        Check("decaying eddy, 6 h", new DecayingEddy(), 12000, 12500, 6, Decaying, (14996.509206631, 8660.466581980));
        Check("decaying eddy, 2 d", new DecayingEddy(), 10000, 10000, 48, Decaying, (15482.795688818, 7353.737780867));

        void Check<T>(string name, T flow, double x0, double y0, double hours, Func<double, (double X, double Y)> exact, (double X, double Y) golden)
            where T : struct, IAnalyticFlow
        {
            (double dx, double dy) = exact(hours * 3600);
            Assert.Equal(golden.X, x0 + dx, 5e-10);
            Assert.Equal(golden.Y, y0 + dy, 5e-10);
            (double x, double y) = Run(flow, kernel, x0, y0, hours);
            double error = Math.Max(Math.Abs((x / golden.X) - 1), Math.Abs((y / golden.Y) - 1));
            Figures.Write($"{name}, {kernel}: relative error {error:E1}, limit {limit:E0}");
            Assert.True(error < limit, $"{name}: relative error {error}");
        }
    }

    [Fact]
    public void Rotation_as_a_rigid_body_ends_at_the_exact_position_and_its_centre_never_moves()
    {
        (double x, double y) = Run(new RadialRotation(), "AdvectionRK4", 30, 50, 17);
        double error = Math.Max(Math.Abs((x / 10.681483474219) - 1), Math.Abs((y / 24.823619097950) - 1));
        Figures.Write($"radial rotation, 17 h, AdvectionRK4: relative error {error:E1}, limit 1E-005");
        Assert.True(error < 1e-5, $"relative error {error}");
        Assert.Equal((30, 30), Run(new RadialRotation(), "AdvectionRK4", 30, 30, 17));
    }

    [Fact]
    public void A_shear_carries_a_particle_in_proportion_to_its_y_and_no_flow_carries_it_nowhere()
    {
        (double x, double y) = Run(new Shear(1e-5), "AdvectionRK4", 100, 2000, 24);
        Assert.Equal(100 + (1e-5 * 2000 * 86400), x, 1e-9);
        Assert.Equal(2000, y);
        Assert.Equal((100, 2000), Run(new Zero(), "AdvectionRK4", 100, 2000, 24));
    }

    // Euler's scheme spirals outward: each step turns by atan(ω dt) and stretches by √(1 + ω² dt²).
    [Fact]
    public void Euler_spirals_outward_on_a_rotation_exactly_as_its_theory_says()
    {
        (double x, double y) = Run(new RadialRotation(), "AdvectionEE", 30, 50, 17);
        double a = 2 * Math.PI / 86400 * 300, steps = 17 * 12, radius = 20 * Math.Pow(1 + (a * a), steps / 2), angle = steps * Math.Atan(a);
        Assert.Equal(30 + (radius * Math.Sin(angle)), x, 1e-10);
        Assert.Equal(30 + (radius * Math.Cos(angle)), y, 1e-10);
        Assert.Equal((30, 30), Run(new RadialRotation(), "AdvectionEE", 30, 30, 17));
    }

    // A field stored at nodes and interpolated bilinearly is the same linear field, up to its single precision.
    [Fact]
    public void A_linear_flow_on_a_grid_is_that_of_the_formula()
    {
        double omega = 2 * Math.PI / 86400;
        double[] nodes = [.. Enumerable.Range(0, 61).Select(i => (double)i)];
        float[,] u = new float[61, 61], v = new float[61, 61];
        for (int j = 0; j < 61; j++)
        {
            for (int i = 0; i < 61; i++)
                (u[j, i], v[j, i]) = ((float)(omega * (j - 30)), (float)(-omega * (i - 30)));
        }

        using FieldSet fields = FieldSet.FromData(Mesh.Flat, nodes, nodes, ("U", u), ("V", v));
        using var particles = new ParticleSet(fields, [30, 30], [50, 30]);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromHours(17), TimeSpan.FromMinutes(5));
        Assert.Equal(10.681483474219, particles.Lon[0], 1e-4);
        Assert.Equal(24.823619097950, particles.Lat[0], 1e-4);
        Assert.Equal((30, 30), (particles.Lon[1], particles.Lat[1]));
    }

    private static (double X, double Y) Run<T>(T flow, string kernel, double x, double y, double hours) where T : struct, IAnalyticFlow
    {
        using var fields = FieldSet.FromFlow(Mesh.Flat, flow);
        using var particles = new ParticleSet(fields, [x], [y]);
        IKernel made = KernelRegistry.Make(kernel);
        particles.Execute(made, TimeSpan.FromHours(hours), TimeSpan.FromSeconds(300));
        return (particles.Lon[0], particles.Lat[0]);
    }

    private static (double X, double Y) Stationary(double t) => (U0 / F * Math.Sin(F * t), -U0 / F * (1 - Math.Cos(F * t)));

    private static (double X, double Y) Moving(double t) => ((Ug * t) + ((U0 - Ug) / F * Math.Sin(F * t)), -(U0 - Ug) / F * (1 - Math.Cos(F * t)));

    private static (double X, double Y) Decaying(double t)
    {
        double size = F * (U0 - Ug) / ((F * F) + (Gamma * Gamma)), ratio = Gamma / F, decay = Math.Exp(-Gamma * t);
        return (
            (Ug / GammaG * (1 - Math.Exp(-GammaG * t))) + (size * (ratio + (decay * (Math.Sin(F * t) - (ratio * Math.Cos(F * t)))))),
            -size * (1 - (decay * (Math.Cos(F * t) + (ratio * Math.Sin(F * t))))));
    }
}
