using Drift.App.Validation;
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
    // The numbers of Parcels' own tests.
    [Fact]
    public void The_exact_positions_are_the_golden_ones()
    {
        foreach (((double X, double Y) start, (double X, double Y) displacement, (double X, double Y) golden) in (((double, double), (double, double), (double, double))[])[
            ((12000, 12500), Eddies.Stationary(21600), (14494.150382336, 7832.902561248)), ((12000, 12500), Eddies.Moving(21600), (15025.596998025, 8455.182219748)),
            ((12000, 12500), Eddies.Decaying(21600), (14996.509206631, 8660.466581980)), ((10000, 10000), Eddies.Decaying(172800), (15482.795688818, 7353.737780867))])
        {
            Assert.Equal(golden.X, start.X + displacement.X, 5e-10);
            Assert.Equal(golden.Y, start.Y + displacement.Y, 5e-10);
        }
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
}
