using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Integration;

public sealed class ReleaseTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static FieldSet Uniform() => new FieldSet(Mesh.Flat).Add(
        Field.Constant("U", 1), Field.Constant("V", 0), Field.Constant("Kh_zonal", 10), Field.Constant("Kh_meridional", 10));

    private static TimeSpan[] Minutes(params double[] minutes) => [.. minutes.Select(TimeSpan.FromMinutes)];

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_particle_drifts_for_the_time_that_is_left_after_its_release(int direction)
    {
        using FieldSet fields = Uniform();
        using var particles = new ParticleSet(fields, new double[6], new double[6]);
        double[] minutes = [0, 60, 90, 119.5, 180, 300];
        particles.ReleaseAt(Minutes([.. minutes.Select(m => m * direction)]));
        particles.Execute(new AdvectionRk4() + new Ageing(), TimeSpan.FromHours(3), direction * Hour);
        double[] drifted = [.. minutes.Select(m => Math.Max(180 - m, 0) * 60)];
        Assert.Equal(drifted[..5], particles["age"][..5].ToArray());
        Assert.Equal([.. drifted.Select(d => direction * d)], particles.Lon.ToArray());
        Assert.Equal(ParticleStatus.Active, particles.Status[4]);
        Assert.Equal(ParticleStatus.NotReleased, particles.Status[5]);
    }

    [Fact]
    public void A_particle_released_on_a_step_walks_as_one_whose_run_starts_there_does_but_for_its_numbers()
    {
        using FieldSet fields = Uniform();
        using var delayed = new ParticleSet(fields, new double[3], new double[3]);
        delayed.ReleaseAt(Minutes(0, 120, 150));
        delayed.Execute(new DiffusionUniformKh(), TimeSpan.FromHours(5), Hour, seed: 3);
        using var whole = new ParticleSet(fields, new double[3], new double[3]);
        whole.Execute(new DiffusionUniformKh(), TimeSpan.FromHours(2), Hour, seed: 3);
        double before = whole.Lon[1];
        whole.Execute(new DiffusionUniformKh(), TimeSpan.FromHours(3), Hour, seed: 3);

        // The same draws, added up from another place: rounding of single increments only.
        Assert.Equal(whole.Lon[1] - before, delayed.Lon[1], 1e-9);
        Assert.Equal(whole.Lon[0], delayed.Lon[0]);
    }

    [Fact]
    public void Neighbours_threads_sorting_and_lanes_change_nothing_for_particles_that_are_released_within_a_step()
    {
        (double Lon, double Lat)[] reference = Walk(LaneWidth.One, 1, false, 512);
        Assert.Equal(reference, Walk(LaneWidth.Four, 1, false, 512));
        Assert.Equal(reference, Walk(LaneWidth.Eight, 2, false, 64));
        Assert.Equal(reference, Walk(LaneWidth.Eight, 2, true, 64));
        Assert.True(reference.Distinct().Count() > 990);
    }

    private static (double Lon, double Lat)[] Walk(LaneWidth lanes, int threads, bool sort, int blockSize)
    {
        using FieldSet fields = Uniform();
        const int count = 1000;
        using var particles = new ParticleSet(fields, [.. Enumerable.Range(0, count).Select(i => i % 37 * 10.0)], new double[count]);
        particles.ReleaseAt([.. Enumerable.Range(0, count).Select(i => TimeSpan.FromSeconds(i * 7919 % 20_000))]);
        KernelPlan plan = KernelPlan.Make([new AdvectionRk4() + new DiffusionUniformKh() + new Ageing()], fields);
        var loop = new TimeLoop(particles, plan, new StepClock(TimeSpan.Zero, TimeSpan.FromMinutes(10)), threads, lanes, sort, blockSize);
        foreach (long step in new long[] { 5, 6, 17, 40 })
        {
            loop.Advance(particles.StepsTaken, step);
            loop.Observe(step);
        }

        return [.. Enumerable.Range(0, count).Select(i => (particles.Lon[i], particles.Lat[i]))];
    }

    [Fact]
    public void Variables_begin_with_a_number_a_list_or_the_field_at_the_time_and_place_of_release()
    {
        using FieldSet fields = Uniform();
        fields.Add(Field.FromData("T", new RectilinearGrid(Mesh.Flat, new Axis([0, 1e6]), new Axis([-1, 1])), new float[,] { { 0, 1e6f }, { 0, 1e6f } }));
        using var particles = new ParticleSet(fields, [0, 500, 2e6], new double[3]);
        particles.ReleaseAt(Minutes(0, 30, 90));
        particles.Add(new DeclaredVariable(new Variable("seven", NumberType.Float64, "", "seven"), 7));
        particles.Add(new DeclaredVariable(new Variable("listed", NumberType.Float64, "", "listed"), 0) { Values = [3, 4, 5] });
        particles.Add(new DeclaredVariable(new Variable("at_release", NumberType.Float64, "", "T at release", Recorded.Once), 0) { AtRelease = fields["T"] });
        particles.Add(new DeclaredVariable(new Variable("now", NumberType.Float64, "", "T"), 0) { AtOutput = fields["T"] });
        particles.Execute(new AdvectionRk4(), TimeSpan.FromHours(2), Hour);
        Assert.Equal([7, 7, 7], particles["seven"].ToArray());
        Assert.Equal([3, 4, 5], particles["listed"].ToArray());
        Assert.Equal(particles.Lon[0], particles["now"][0], 1e-2);
        Assert.Equal([0, 500, double.NaN], particles["at_release"].ToArray());
        Assert.Equal(ParticleStatus.Active, particles.Status[2]);
    }
}
