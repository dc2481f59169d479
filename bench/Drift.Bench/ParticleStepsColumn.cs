using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Drift.Bench;

/// <summary>Million particle-steps per second, by the median of the runs.</summary>
internal sealed class ParticleStepsColumn : IColumn
{
    public string Id => nameof(ParticleStepsColumn);

    public string ColumnName => "M particle-steps/s";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Million particle-steps per second";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } times || benchmarkCase.Parameters[nameof(KernelBenchmarks.Workload)] is not string workload)
            return "-";
        double particleSteps = (double)KernelBenchmarks.Particles * KernelBenchmarks.Of(workload).Steps;
        return (1e3 * particleSteps / times.Median).ToString("F1", CultureInfo.InvariantCulture);
    }
}
