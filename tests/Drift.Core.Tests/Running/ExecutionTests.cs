using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Running;

public class ExecutionTests
{
    private static readonly TimeSpan Dt = TimeSpan.FromMinutes(5);

    // Leading errors of the two ways cancel, so the return is at least as good as the scheme: 2⁴ times nearer with half the step.
    [Fact]
    public void A_run_forward_and_backward_returns_to_its_start_to_at_least_fourth_order()
    {
        double[] distances = [.. Enumerable.Range(0, 3).Select(halvings => Return(TimeSpan.FromHours(6) / (1 << halvings)))];
        Assert.True(distances[0] / distances[1] > Math.Pow(2, 3.9), string.Join(", ", distances));
        Assert.True(distances[1] / distances[2] > Math.Pow(2, 3.9), string.Join(", ", distances));
        Assert.True(distances[2] is > 1e-7 and < 1, string.Join(", ", distances));

        static double Return(TimeSpan dt)
        {
            using var fields = FieldSet.FromFlow(Mesh.Flat, new GaussianEddies());
            using var particles = new ParticleSet(fields, [300e3], [120e3]);
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(2), dt);
            Assert.True(Math.Abs(particles.Lon[0] - 300e3) > 1000);
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(2), -dt);
            Assert.Equal(TimeSpan.Zero, particles.Time);
            return Math.Sqrt(Math.Pow(particles.Lon[0] - 300e3, 2) + Math.Pow(particles.Lat[0] - 120e3, 2));
        }
    }

    [Theory]
    [InlineData(600, 0, "dt is 0")]
    [InlineData(-600, 300, "negative")]
    [InlineData(700, 300, "whole number of steps")]
    public void A_run_that_is_no_whole_number_of_steps_is_refused(double runtime, double dt, string reason)
    {
        using FieldSet fields = Still();
        using var particles = new ParticleSet(fields, [0], [0]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => particles.Execute(new AdvectionEE(), TimeSpan.FromSeconds(runtime), TimeSpan.FromSeconds(dt)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, particles.StepsTaken);
    }

    [Fact]
    public void Time_and_steps_go_on_from_call_to_call()
    {
        using FieldSet fields = Still();
        using var particles = new ParticleSet(fields, [0], [0]) { Time = TimeSpan.FromDays(3) };
        particles.Execute(new AdvectionEE(), Dt * 4, Dt);
        Assert.Equal((TimeSpan.FromDays(3) + (Dt * 4), 4), (particles.Time, particles.StepsTaken));
        particles.Execute(new AdvectionEE(), Dt * 2, -Dt);
        Assert.Equal((TimeSpan.FromDays(3) + (Dt * 2), 6), (particles.Time, particles.StepsTaken));
        particles.Execute(new AdvectionEE(), TimeSpan.Zero, Dt);
        Assert.Equal(6, particles.StepsTaken);
    }

    [Fact]
    public void An_empty_particle_set_runs()
    {
        using FieldSet fields = Still();
        using var particles = new ParticleSet(fields, [], []);
        Assert.Equal(Dt, particles.Execute(new AdvectionRk4(), Dt, Dt, threads: 3).Time);
    }

    [Fact]
    public void A_missing_field_is_found_before_anything_moves()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [0], [0]);
        Assert.Equal(ExitCode.Preflight, Assert.Throws<DriftException>(() => particles.Execute(new AdvectionRk4(), Dt, Dt)).Code);
    }

    private static FieldSet Still() => FieldSet.FromData(Mesh.Flat, [-1, 1], [-1, 1], ("U", 0), ("V", 0));
}
