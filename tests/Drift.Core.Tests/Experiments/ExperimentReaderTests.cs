using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class ExperimentReaderTests
{
    [Fact]
    public void Sorting_is_off_unless_asked_for_and_is_true_or_false()
    {
        Assert.False(Minimal.Read(Minimal.Text).Execution.Sort);
        Assert.True(Minimal.Read(Minimal.Text, "execution.sort=true").Execution.Sort);
        Assert.Contains("'often' is not true or false", Minimal.Problems(Minimal.Text, "execution.sort=often"), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_written_is_in_the_spec()
    {
        ExperimentSpec spec = Minimal.Read(Minimal.Text);
        Assert.Equal("A test", spec.Title);
        Assert.Equal(Mesh.Spherical, spec.Mesh);
        Assert.Equal(["U", "V"], spec.Fields.Keys);
        Assert.Equal(0, spec.Fields["U"].Value);
        Assert.Equal(10, spec.Particles.Count);
        Assert.Equal(["AdvectionRK4"], spec.Kernels.Select(kernel => kernel.Name));
        Assert.Equal(TimeSpan.FromDays(10), spec.Execution.Runtime);
        Assert.Equal(TimeSpan.FromHours(1), spec.Execution.Dt);
        Assert.Equal(240, spec.Execution.Steps);
        Assert.True(spec.Execution.Start.IsFirst);
        Assert.Equal(OnError.Delete, spec.Execution.OnError.Errors);
        Assert.Equal([7L], spec.Seeds);
        Assert.Null(spec.Realisations);
        Assert.Equal("test.h5", spec.Output.File);
        Assert.Equal(TimeSpan.FromDays(1), spec.Output.Every);
        Assert.Null(spec.Checkpoint);
    }

    [Fact]
    public void The_forms_of_the_interface_are_read()
    {
        ExperimentSpec spec = Minimal.Read("""
            fields: {U: {value: 5 cm/s}, V: {analytic: {moving-eddy: {u0: 0.3 m/s, f: 1e-4}}}, Kh_zonal: 100 m2 s-1}
            particles: {box: {lon: [170, 190], lat: [-5, 5]}, count: 1e5}
            kernels: [AdvectionRK4, {AdvectionRK45: {tolerance: 10 m, exact: true}}]
            execution: {start: 2002-01-01T12:00:00, runtime: P10D, dt: -30 min, on_error: stop}
            realisations: {seeds: 0..3}
            output: {every: never}
            checkpoint: {every: 5 d, wall: 30 min}
            """);
        Assert.Equal((5.0, "cm/s"), (spec.Fields["U"].Value, spec.Fields["U"].Units?.Text));
        Assert.Equal("moving-eddy", spec.Fields["V"].Analytic?.Name);
        Assert.Equal(1e-4, spec.Fields["V"].Analytic?.Parameters["f"].Number);
        Assert.Equal((170.0, 190.0), spec.Particles.Box?.Lon);
        Assert.Equal(100_000, spec.Particles.Count);
        Assert.True(spec.Kernels[1].Parameters["tolerance"].TryIn(Units.Parse("km"), out double tolerance, out _));
        Assert.Equal(0.01, tolerance);
        Assert.True(spec.Kernels[1].Parameters["exact"].TryBoolean(out bool exact, out _) && exact);
        Assert.Equal(new CalendarDate(2002, 1, 1, TimeSpan.FromHours(12)), spec.Execution.Start.Date);
        Assert.Equal(TimeSpan.FromMinutes(-30), spec.Execution.Dt);
        Assert.Equal(OnError.Stop, spec.Execution.OnError.Errors);
        Assert.Equal([0L, 1, 2, 3], spec.Seeds);
        Assert.Null(spec.Output.Every);
        Assert.Equal("test.h5", spec.Output.File);
        Assert.Equal("test", spec.Title);
        Assert.Equal((TimeSpan.FromDays(5), TimeSpan.FromMinutes(30)), (spec.Checkpoint?.Every, spec.Checkpoint?.Wall));
    }

    [Theory]
    [InlineData("first", true, false)]
    [InlineData("last", false, true)]
    [InlineData("3600", false, false)]
    [InlineData("2002-01-01", false, false)]
    public void A_start_is_a_word_a_date_or_a_number(string text, bool first, bool last)
    {
        StartSpec start = Minimal.Read(Minimal.Text, "execution.start=" + text).Execution.Start;
        Assert.Equal((first, last), (start.IsFirst, start.IsLast));
        Assert.Equal(text == "3600" ? 3600 : null, start.Value);
        Assert.Equal(text.Contains('-', StringComparison.Ordinal), start.Date is not null);
    }

    [Fact]
    public void A_backward_run_starts_at_the_last_time_unless_it_says_otherwise()
    {
        Assert.True(Minimal.Read(Minimal.Text, "execution.dt=-1 h").Execution.Start.IsLast);
        Assert.True(Minimal.Read(Minimal.Text, "execution.dt=-1 h", "execution.start=first").Execution.Start.IsFirst);
    }

    [Theory]
    [InlineData("[1, 5, 9]", new long[] { 1, 5, 9 })]
    [InlineData("0..0", new long[] { 0 })]
    [InlineData("3", new long[] { 3 })]
    [InlineData("2 .. 4", new long[] { 2, 3, 4 })]
    public void Seeds_are_a_list_or_a_range_with_both_ends(string text, long[] seeds) =>
        Assert.Equal(seeds, Minimal.Read(Minimal.Text, "seed=null", "realisations.seeds=" + text).Seeds);

    [Fact]
    public void Every_key_knows_its_place()
    {
        ExperimentSpec spec = Minimal.Read(Minimal.Text, "output.every=2 d");
        Assert.Equal(new SpecPlace("test.yaml", 13, 7, "execution.dt"), spec.Execution.PlaceOf("dt"));
        Assert.Equal("test.yaml:13:7: execution.dt", spec.Execution.PlaceOf("dt").ToString());
        Assert.Equal("test.yaml:10:11: kernels[0]", spec.Kernels[0].Place.ToString());
        Assert.Equal("test.yaml:4:6: fields.U", spec.Fields["U"].Place.ToString());
        Assert.Equal("--set output.every", spec.Output.PlaceOf("every").ToString());
        Assert.Equal("test.yaml:12:3: execution", spec.Execution.PlaceOf("on_error").ToString());
    }

    [Fact]
    public void References_and_merged_sections_are_followed()
    {
        ExperimentSpec spec = Minimal.Read(Minimal.With("  U: 0\n  V: 0", """
              U: &u {value: 1, units: cm/s}
              V: {<<: *u, value: 2}
            """));
        Assert.Equal((2.0, "cm/s"), (spec.Fields["V"].Value, spec.Fields["V"].Units?.Text));
        Assert.Equal(1, spec.Fields["U"].Value);
    }

    [Fact]
    public void A_line_of_particles_has_exact_ends()
    {
        PositionSpec line = Minimal.Read(Minimal.Text, "particles.lon={from: 0.1, to: 0.7}").Particles.Lon!;
        Assert.Equal((0.1, 0.7), (line.At(0, 10), line.At(9, 10)));
        Assert.Equal(0.1 + (0.7 - 0.1) * 3 / 9, line.At(3, 10));
        Assert.Equal(0.1, line.At(0, 1));
    }

    [Fact]
    public void Lists_of_positions_set_the_count()
    {
        ParticlesSpec particles = Minimal.Read(Minimal.Text, "particles={lon: [1, 2, 3], lat: [4, 5, 6], depth: 10}").Particles;
        Assert.Equal(3, particles.Count);
        Assert.Equal((2, 5, 10), (particles.Lon!.At(1, 3), particles.Lat!.At(1, 3), particles.Depth!.At(1, 3)));
    }

    [Fact]
    public void One_place_without_a_count_is_one_particle() =>
        Assert.Equal(1, Minimal.Read(Minimal.Text, "particles={lon: 1, lat: 2}").Particles.Count);

    [Fact]
    public void Read_throws_with_all_problems_and_the_code_of_preflight()
    {
        var error = Assert.Throws<DriftException>(() => Minimal.Read(Minimal.Text, "execution.dt=0 s", "particles.count=0"));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Assert.Equal(2, error.Problems.Count);
    }
}
