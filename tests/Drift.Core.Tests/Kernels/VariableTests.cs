using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Integration;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public sealed class VariableTests
{
    private static readonly TimeSpan Dt = TimeSpan.FromSeconds(10);

    public static TheoryData<LaneWidth> Widths => [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_variable_is_read_as_it_was_at_the_start_of_the_step_wherever_its_writer_stands(LaneWidth lanes)
    {
        foreach (IKernel kernel in (IKernel[])[new Counting() + new Following(), new Following() + new Counting()])
        {
            using var fields = new FieldSet(Mesh.Flat);
            using var particles = new ParticleSet(fields, new double[13], new double[13]);
            particles.Execute(kernel, Dt * 5, Dt, lanes: lanes);
            Assert.Equal(Enumerable.Repeat(105.0, 13), particles["counted"].ToArray());
            Assert.Equal(Enumerable.Repeat(104.0, 13), particles["seen"].ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_particle_that_ends_keeps_the_value_of_its_last_whole_step(LaneWidth lanes)
    {
        using FieldSet fields = FieldSet.FromData(Mesh.Flat, [0, 100], [-1, 1], ("U", 1), ("V", 0));
        using var particles = new ParticleSet(fields, [.. Enumerable.Range(0, 11).Select(i => 10.0 * i)], new double[11]);
        particles.Execute(new AdvectionEE() + new Counting(), Dt * 5, Dt, lanes: lanes);
        for (int i = 0; i < 11; i++)
            Assert.Equal(100 + Math.Min(5, 11 - i), particles["counted"][i]);
    }

    [Fact]
    public void A_second_run_goes_on_with_the_values_of_the_first()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [0, 0], [0, 0]);
        particles.Execute(new Counting(), Dt, Dt);
        particles["counted"][1] = 7;
        particles.Execute(new Counting(), Dt, Dt);
        Assert.Equal([102, 8], particles["counted"].ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Age_is_the_time_since_release_forward_and_backward(int direction)
    {
        using FieldSet fields = TestFlows.Make(Mesh.Spherical);
        using ParticleSet particles = TestFlows.Particles(fields, 100);
        particles.Time = TimeSpan.FromHours(3);
        particles.Execute(new Ageing() + new AdvectionEE(), TimeSpan.FromHours(2), direction * TimeSpan.FromMinutes(5));
        Assert.All(particles["age"].ToArray(), age => Assert.Equal(7200, age));
    }

    [Fact]
    public void A_variable_that_is_not_there_is_named_with_those_that_are()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [0], [0]);
        Assert.Contains("none", Assert.Throws<ArgumentException>(() => particles["agee"].Length).Message, StringComparison.Ordinal);
        particles.Execute(new Ageing(), Dt, Dt);
        Assert.Contains("variable agee, but age", Assert.Throws<ArgumentException>(() => particles["agee"].Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_writers_and_a_variable_that_nobody_declares_are_refused()
    {
        Assert.Contains("both write the variable counted", Refusal(new Counting() + new Counting()), StringComparison.Ordinal);
        Assert.Contains("needs the variable counted (steps so far), which no kernel declares", Refusal(new Following()), StringComparison.Ordinal);
        Assert.Contains("a name that every output file has", Refusal(new Declaring("lon")), StringComparison.Ordinal);
        Assert.Contains("letters, digits and underscores", Refusal(new Declaring("a b")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_with_another_meaning_than_before_is_refused()
    {
        using var fields = new FieldSet(Mesh.Flat);
        using var particles = new ParticleSet(fields, [0], [0]);
        particles.Execute(new Counting(), Dt, Dt);
        Assert.Throws<ArgumentException>(() => particles.Execute(new Declaring("counted"), Dt, Dt));
    }

    private static string Refusal(IKernel kernel)
    {
        using var fields = new FieldSet(Mesh.Flat);
        return Assert.Throws<DriftException>(() => KernelPlan.Make([kernel], fields)).Message;
    }

    /// <summary>Counts steps, from 100.</summary>
    private struct Counting : IKernel
    {
        private ParticleVariable counted;

        public void Bind(KernelBinding binding) => counted = binding.Variable("counted", "1", "steps so far", initial: 100);

        public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.Set(counted, p.Get(counted) + 1.0);
    }

    /// <summary>Copies what the other counts.</summary>
    private struct Following : IKernel
    {
        private ParticleVariable counted;
        private ParticleVariable seen;

        public void Bind(KernelBinding binding) =>
            (counted, seen) = (binding.Read("counted", "steps so far"), binding.Variable("seen", "1", "steps seen"));

        public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.Set(seen, p.Get(counted));
    }

    private readonly struct Declaring(string name) : IKernel
    {
        public void Bind(KernelBinding binding) => binding.Variable(name, "m", "something");

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
        }
    }
}
