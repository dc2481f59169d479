using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Drift.App.Benchmarks;
using Drift.Core.Integration;
using Drift.Core.Particles;

namespace Drift.Bench;

/// <summary>Speed of the kernels on one core, at each width of lanes.</summary>
[Config(typeof(Settings))]
public class KernelBenchmarks
{
    /// <summary>Particles of a run.</summary>
    public const int Particles = 100_000;

    private DirectoryInfo? folder;
    private PreparedWorkload? prepared;
    private ParticleSet? set;

    /// <summary>The jobs.</summary>
    public static IEnumerable<string> Workloads => App.Benchmarks.Workload.All.Select(w => w.Name);

    /// <summary>What is run: the name of a workload of <c>drift bench</c>.</summary>
    [ParamsSource(nameof(Workloads))]
    public string Workload { get; set; } = "";

    /// <summary>Particles computed at once.</summary>
    [Params(LaneWidth.One, LaneWidth.Four, LaneWidth.Eight)]
    public LaneWidth Lanes { get; set; }

    /// <summary>Reads fields and composes kernels.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        folder = Directory.CreateTempSubdirectory("drift-bench-");
        prepared = PreparedWorkload.Make(Of(Workload), folder.FullName);
    }

    /// <summary>Gives the fields back.</summary>
    [GlobalCleanup]
    public void Clean()
    {
        prepared?.Dispose();
        folder?.Delete(recursive: true);
    }

    /// <summary>Particles at their starts.</summary>
    [IterationSetup]
    public void Release() => set = prepared!.Release(Particles);

    /// <summary>Gives the memory back.</summary>
    [IterationCleanup]
    public void Dispose() => set?.Dispose();

    /// <summary>One run on one core.</summary>
    [Benchmark]
    public void Execute() => prepared!.Execute(set!, Of(Workload).Steps, Lanes);

    /// <summary>The workload of a name.</summary>
    internal static Workload Of(string name) => App.Benchmarks.Workload.All.First(w => string.Equals(w.Name, name, StringComparison.Ordinal));

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
