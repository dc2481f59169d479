using Drift.Core.Experiments;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class OverrideTests
{
    [Fact]
    public void An_override_stands_instead_of_the_key_in_the_file()
    {
        ExperimentSpec spec = Minimal.Read(Minimal.Text, "execution.dt=30min", "output.every=never", "particles={lon: [1, 2], lat: 3}", "fields.Kh_zonal=5");
        Assert.Equal(TimeSpan.FromMinutes(30), spec.Execution.Dt);
        Assert.Equal(TimeSpan.FromDays(10), spec.Execution.Runtime);
        Assert.Null(spec.Output.Every);
        Assert.Equal(2, spec.Particles.Count);
        Assert.Equal(5, spec.Fields["Kh_zonal"].Value);
    }

    [Fact]
    public void The_last_of_two_overrides_counts() =>
        Assert.Equal(3, Minimal.Read(Minimal.Text, "seed=1", "seed=3").Seed);

    [Fact]
    public void Sections_on_the_way_are_made() =>
        Assert.Equal(TimeSpan.FromDays(5), Minimal.Read(Minimal.Text, "checkpoint.every=5 d").Checkpoint?.Every);

    [Fact]
    public void An_item_of_a_list_is_set_by_its_place() =>
        Assert.Equal("AdvectionEE", Minimal.Read(Minimal.Text, "kernels.0=AdvectionEE").Kernels[0].Name);

    [Fact]
    public void Null_removes_a_key() =>
        Assert.Equal(2, Minimal.Read(Minimal.Text, "seed=null", "realisations.seeds=0..1").Seeds.Count);

    [Fact]
    public void An_override_in_a_section_that_others_refer_to_changes_only_that_one()
    {
        string text = Minimal.With("  U: 0\n  V: 0", "  U: &u {value: 1}\n  V: *u");
        ExperimentSpec spec = Minimal.Read(text, "fields.V.value=2");
        Assert.Equal((1.0, 2.0), (spec.Fields["U"].Value, spec.Fields["V"].Value));
    }

    [Theory]
    [InlineData("execution.dt", "is no key with a value")]
    [InlineData("=5", "is no key with a value")]
    [InlineData("execution..dt=5", "is no key with a value")]
    [InlineData("seed=", "it has no value")]
    [InlineData("seed=[1", "--set seed: this is no YAML")]
    [InlineData("seed.of.all=1", "'seed' is '7', not a section")]
    [InlineData("kernels.3=A", "no place in a list of 1")]
    [InlineData("kernels.first=A", "no place in a list of 1")]
    [InlineData("execution.dt=soon", "--set execution.dt: ")]
    public void A_wrong_override_is_refused_by_its_own_name(string text, string message) =>
        Assert.Contains(message, Minimal.Problems(Minimal.Text, text), StringComparison.Ordinal);
}
