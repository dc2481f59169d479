using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Experiments whose kernels are files, from the outside.</summary>
public sealed class UserKernelTests
{
    /// <summary>A walk as BrownianMotion2D on a plane, under the same name and so with the same random numbers.</summary>
    private const string Walk = """
        public struct BrownianMotion2D : IKernel
        {
            private FieldPair kh;
            private UniformDraws random;

            public void Bind(KernelBinding binding)
            {
                kh = binding.Pair("Kh_zonal", "diffusivity in m2 s-1", "Kh_meridional", "diffusivity in m2 s-1");
                random = binding.Uniforms();
            }

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.AddUniformWalk(kh, random, c);
        }
        """;

    /// <summary>The same as AdvectionEE.</summary>
    private const string Euler = """
        public struct Euler : IKernel
        {
            private VectorField velocity;

            public void Bind(KernelBinding binding) => velocity = binding.Velocity();

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
            {
                p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out F u, out F v);
                p.DLon += u * p.Dt;
                p.DLat += v * p.Dt;
            }
        }
        """;

    /// <summary>Branches, random numbers, a variable and a status; particles die one after another.</summary>
    private const string Mortal = """
        public struct Mortal() : IParticleKernel
        {
            private UniformDraws random;
            private ParticleVariable age;

            [Parameter("s-1")]
            public double Rate { get; init; } = 0;

            public void Bind(KernelBinding binding)
            {
                random = binding.Uniforms();
                age = binding.Variable("age", "s", "time since release");
            }

            public void Step(ref SingleParticle p, in StepContext c)
            {
                p.Uniforms(random, c, out double chance, out double length);
                if (chance < Rate * p.Dt)
                    p.Delete();
                for (double left = 3 * length; left > 0; left -= 1)
                    p.DLon += left;
                p[age] += p.Dt;
            }
        }
        """;

    private static string Mortals => Lab.Text.Replace("[AdvectionRK4, DiffusionUniformKh]", "[AdvectionRK4, {mortal.cs: {rate: 5 d-1}}]", StringComparison.Ordinal);

    [Fact]
    public void Kernels_from_files_equal_the_built_in_ones_bit_for_bit()
    {
        using Lab lab = new Lab().Write("walk.cs", Walk).Write("euler.cs", Euler);
        using TrajectoryFile builtIn = lab.Run(Lab.Text, "a.h5", "--set", "kernels=[BrownianMotion2D, AdvectionEE]");
        using TrajectoryFile own = lab.Run(Lab.Text, "b.h5", "--set", "kernels=[walk.cs, euler.cs]");
        Assert.Null(TrajectoryDiff.Compare(builtIn.Path, own.Path));
    }

    [Fact]
    public void Branches_give_the_same_data_on_any_lanes_threads_and_ranks()
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal);
        using TrajectoryFile alone = lab.Run(Mortals, "a.h5", "--lanes", "1", "--threads", "1");
        Assert.InRange(alone.At(6, "lon").Count(double.IsNaN), 1, 19);
        foreach (string[] options in (string[][])[["--lanes", "4"], ["--lanes", "8", "--threads", "2"]])
            AssertSame(alone, lab.Run(Mortals, "b.h5", [.. options, "--overwrite"]));
        AssertSame(alone, lab.Run(Mpiexec.OpenMpi, 2, Mortals, "c.h5"));
    }

    [Fact]
    public void A_kernel_that_fails_in_a_step_is_not_called_a_defect_of_the_program()
    {
        const string failing = """
            public struct Failing : IParticleKernel
            {
                public void Bind(KernelBinding binding) { }

                public void Step(ref SingleParticle p, in StepContext c) => p.DLon += 1 / (int)(p.Id - 3);
            }
            """;
        using Lab lab = new Lab().Write("failing.cs", failing);
        ShellResult result = lab.Write("run.yaml", Lab.Text).Drift("run", "run.yaml", "--set", "kernels=[failing.cs]");
        Assert.Equal((int)ExitCode.Defect, result.ExitCode);
        Assert.Contains("a kernel failed in a step: DivideByZeroException", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect of drift", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_variable_is_in_the_output_with_its_unit()
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal);
        using TrajectoryFile file = lab.Run(Mortals.Replace("5 d-1", "0", StringComparison.Ordinal));
        Assert.Equal("s", file.Variables[file.IndexOf("age")].Unit);
        Assert.All(file.At(2, "age"), age => Assert.Equal(7200, age));
    }

    [Fact]
    public void The_source_of_a_kernel_is_kept_in_the_output()
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal);
        using TrajectoryFile file = lab.Run(Mortals);
        string kept = file.Attributes.Single(a => a.Name is "kernel_sources").Text!;
        Assert.Matches("^// mortal.cs sha256 [0-9a-f]{64}\n", kept);
        Assert.EndsWith(Mortal, kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_kernels_are_said_once_by_any_number_of_ranks_and_nothing_is_written()
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal.Replace("p[age] += p.Dt", "p[aeg] += p.Dt; p.DLon += oops", StringComparison.Ordinal)).Write("run.yaml", Mortals);
        string[] messages =
        [
            "mortal.cs:22:11: The name 'aeg' does not exist in the current context (CS0103)",
            "mortal.cs:22:35: The name 'oops' does not exist in the current context (CS0103)",
        ];
        lab.Drift("check", "run.yaml").AssertProblems(ExitCode.Preflight, messages);
        lab.Drift(Mpiexec.OpenMpi, 2, "run", "run.yaml").AssertProblems(ExitCode.Preflight, messages);
        Assert.Empty(Directory.GetFiles(lab.Folder, "out*"));
    }

    [Theory]
    [InlineData("{rat: 1}", "--set kernels[0].rat: kernel Mortal has no parameter rat; did you mean rate?")]
    [InlineData("{rate: 3 kg}", "--set kernels[0].rate: units 'kg' (kg in base units) do not convert to 's-1' (s-1); rate is measured in s-1")]
    public void A_wrong_parameter_is_a_problem_of_the_experiment(string parameters, string message)
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal).Write("run.yaml", Lab.Text);
        string said = Assert.Single(lab.Drift("check", "run.yaml", "--set", $"kernels=[{{mortal.cs: {parameters}}}]").Messages());
        Assert.EndsWith(message[message.IndexOf(": ", StringComparison.Ordinal)..], said, StringComparison.Ordinal);
        Assert.StartsWith("--set kernels", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kernel_refuses_in_Bind_is_a_problem_and_no_defect()
    {
        using Lab lab = new Lab().Write("mortal.cs", Mortal.Replace("random = binding", "if (Rate > 0) throw new ArgumentException(\"the rate is too high\"); random = binding", StringComparison.Ordinal)).Write("run.yaml", Mortals);
        lab.Drift("check", "run.yaml").AssertProblems(ExitCode.Preflight, "run.yaml:8:10: kernels: a kernel cannot be bound: the rate is too high");
    }

    [Fact]
    public void The_example_sinks_and_vanishes_when_its_carbon_is_used_up()
    {
        using var lab = new Lab();
        ShellResult result = lab.Drift("run", Path.Combine(Lab.Checkout, "examples", "own-kernel.yaml"), "--set", "execution.runtime=32d");
        Assert.True(result.ExitCode == 0, result.ToString());
        using TrajectoryFile file = TrajectoryFile.Open(lab.File("own-kernel.h5"));
        Assert.All(file.At(10, "z"), z => Assert.Equal(100 + 740, z, 1e-6));
        Assert.All(file.At(10, "carbon"), carbon => Assert.Equal(Math.Exp(-1.3), carbon, 1e-12));
        Assert.All(file.At(30, "z"), z => Assert.False(double.IsNaN(z)));
        Assert.All(file.At(31, "z"), z => Assert.True(double.IsNaN(z)));
    }

    private static void AssertSame(TrajectoryFile expected, TrajectoryFile other)
    {
        using (other)
            Assert.Null(TrajectoryDiff.Compare(expected.Path, other.Path));
    }
}
