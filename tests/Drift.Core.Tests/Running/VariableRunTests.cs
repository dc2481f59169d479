using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

public sealed class VariableRunTests
{
    private const string Experiment = """
        mesh: flat
        fields: {U: 1, V: 0}
        particles: {count: 13, lon: {from: 0, to: 600}, lat: 0}
        kernels: [AdvectionEE, Ageing]
        execution: {runtime: 300 s, dt: 100 s}
        output: {every: 100 s}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Variables_reach_the_file_with_their_units_on_any_number_of_ranks(int ranks)
    {
        using var folder = new TemporaryFolder();
        (string one, string many) = (folder.File("one.h5"), folder.File("many.h5"));
        Run(folder, 1, one);
        Run(folder, ranks, many);
        using TrajectoryFile file = TrajectoryFile.Open(many), single = TrajectoryFile.Open(one);
        Assert.Equal(["lon", "lat", "status", "age", "born"], file.Variables.Select(v => v.Name));
        Assert.Equal(("s", "time since release"), (file.Variables[3].Unit, file.Variables[3].LongName));
        for (int obs = 0; obs < 4; obs++)
        {
            double[] age = new double[13], expected = new double[13];
            file.ReadRows<double>(obs, 3, 0, age);
            single.ReadRows<double>(obs, 3, 0, expected);
            Assert.Equal(expected, age);

            // Particle i starts at 50·i m and goes 100 m in a step; a step that begins beyond 500 m deletes it.
            for (int i = 0; i < 13; i++)
                Assert.Equal((50 * i) + (100 * obs) <= 600 ? 100.0 * obs : double.NaN, age[i]);
        }

        double[] born = new double[13];
        file.ReadRows<double>(0, 4, 0, born);
        Assert.All(born, value => Assert.Equal(3, value));
    }

    private static void Run(TemporaryFolder folder, int ranks, string output)
    {
        string experiment = folder.File("run.yaml");
        File.WriteAllText(experiment, Experiment);
        ThreadCommunicator.Run(ranks, communicator =>
        {
            (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(experiment, [], new RunOptions { Output = output, Threads = 1 }, communicator);
            Assert.True(plan is not null, string.Join('\n', problems));
            using RunPlan own = plan with { Kernels = KernelPlan.Make([.. plan.Kernels.Kernels.Select(k => k.Kernel), new Secret()], plan.Fields) };
            ExperimentRun.Execute(own, communicator);
            return 0;
        });
    }

    /// <summary>Has a variable that is written once and one that is not, and deletes what is beyond 500 m.</summary>
    private readonly struct Secret : IKernel
    {
        public void Bind(KernelBinding binding)
        {
            binding.Variable("secret", "1", "never written", recorded: Recorded.Never);
            binding.Variable("born", "1", "written once", 3, Recorded.Once);
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> =>
            p.End(p.Lon > 500.0, ParticleStatus.Deleted);
    }
}
