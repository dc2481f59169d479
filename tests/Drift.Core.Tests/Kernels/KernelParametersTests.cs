using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Tests.Experiments;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public sealed class KernelParametersTests
{
    public enum Shape
    {
        Sphere,
        ThinDisc,
    }

    [Fact]
    public void Parameters_are_set_by_either_name_and_converted_to_their_units()
    {
        Flake flake = Make("{speed: 86.4 m d-1, MaxAge: 2 h, count: 3, floats: true, shape: thin_disc, label: abc, share: 5 %}");
        Assert.Equal((0.001, 7200.0, 3, true, Shape.ThinDisc, "abc"), (flake.Speed, flake.MaxAge, flake.Count, flake.Floats, flake.Shape, flake.Label));
        Assert.Equal(0.05, flake.Share, 1e-15);
    }

    [Fact]
    public void What_is_left_out_keeps_the_value_of_the_source() => Assert.Equal((0.5, 60.0), (Make("{count: 1}").Speed, Make("{count: 1}").MaxAge));

    [Theory]
    [InlineData("{sped: 1}", "kernel Flake has no parameter sped; did you mean speed?")]
    [InlineData("{fixed: 1}", "kernel Flake has no parameter fixed; there are speed, max_age, count, floats, shape, label, share")]
    [InlineData("{speed: 3 kg}", "units 'kg' (kg in base units) do not convert to 'm s-1' (m s-1); speed is measured in m s-1")]
    [InlineData("{speed: fast}", "'fast' is not a number; speed is measured in m s-1")]
    [InlineData("{share: 3 m}", "units 'm' (m in base units) do not convert to '1' (1); share is a plain number")]
    [InlineData("{count: 2.5}", "count is 2.5; give a whole number")]
    [InlineData("{floats: maybe}", "'maybe' is neither true nor false; write true or false")]
    [InlineData("{shape: thin_dics}", "shape is 'thin_dics'; did you mean thin_disc?")]
    [InlineData("{speed: 1, Speed: 2}", "the parameter speed of kernel Flake is given twice; remove one")]
    public void A_wrong_parameter_is_a_problem_with_its_place(string parameters, string message)
    {
        DriftException error = Assert.Throws<DriftException>(() => Make(parameters));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Problem problem = Assert.Single(error.Problems);
        Assert.Equal(message, (problem with { Place = "" }).ToString());
        Assert.Matches(@"^test\.yaml:\d+:\d+: kernels", problem.Place);
    }

    [Fact]
    public void All_wrong_parameters_are_said_at_once() =>
        Assert.Equal(3, Assert.Throws<DriftException>(() => Make("{sped: 1, count: x, floats: 3}")).Problems.Count);

    [Theory]
    [InlineData("Speed", "speed")]
    [InlineData("MaxAge", "max_age")]
    [InlineData("KhZonal", "kh_zonal")]
    [InlineData("UVLight", "uv_light")]
    public void A_name_in_small_letters_has_an_underscore_between_words(string name, string small) => Assert.Equal(small, KernelParameters.SmallName(name));

    private static Flake Make(string parameters)
    {
        ExperimentSpec spec = Minimal.Read(Minimal.With("[AdvectionRK4]", "[{AdvectionEE: " + parameters + "}]"));
        var compiled = new CompiledKernel(typeof(Flake), "flake.cs", "");
        return (Flake)KernelParameters.Make(compiled, Assert.Single(spec.Kernels).Parameters, "here");
    }

    private struct Flake() : IKernel
    {
        [Parameter("m s-1")]
        public double Speed { get; init; } = 0.5;

        [Parameter("s")]
        public double MaxAge { get; set; } = 60;

        public int Count { get; init; }

        public bool Floats { get; init; }

        public Shape Shape { get; init; }

        public string Label { get; init; } = "";

        public double Share { get; init; }

        public readonly double Fixed => 2 * Speed;

        public readonly void Bind(KernelBinding binding)
        {
        }

        public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
        }
    }
}
