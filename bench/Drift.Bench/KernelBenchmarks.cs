using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Drift.Core.Integration;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.Bench;

/// <summary>Speed of the kernels on one core, at each width of lanes.</summary>
[Config(typeof(Settings))]
public class KernelBenchmarks
{
    /// <summary>Particles of a run.</summary>
    public const int Particles = 100_000;

    private ParticleSet? set;

    /// <summary>The jobs.</summary>
    public static IEnumerable<Workload> Workloads => Workload.All;

    /// <summary>What is run.</summary>
    [ParamsSource(nameof(Workloads))]
    public Workload Workload { get; set; } = Workload.All[0];

    /// <summary>Particles computed at once.</summary>
    [Params(LaneWidth.One, LaneWidth.Four, LaneWidth.Eight)]
    public LaneWidth Lanes { get; set; }

    /// <summary>Particles at their starts.</summary>
    [IterationSetup]
    public void Release() => set = Workload.Release(Particles);

    /// <summary>Gives the memory back.</summary>
    [IterationCleanup]
    public void Dispose() => set?.Dispose();

    /// <summary>One run on one core.</summary>
    [Benchmark]
    public ParticleSet Execute() => set!.Execute(Workload.Kernel, Workload.Steps * Workload.Dt, Workload.Dt, seed: 1, lanes: Lanes);

    private sealed class Settings : ManualConfig
    {
        public Settings()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(2).WithIterationCount(8)
                .WithEvaluateOverhead(false));
            AddColumn(new ParticleStepsColumn());
            SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(60);
        }
    }
}
