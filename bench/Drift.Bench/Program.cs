using BenchmarkDotNet.Running;
using Drift.Bench;

return args switch
{
    ["compare", .. var rest] => Comparison.Run(isQuick: rest.Contains("--quick"), only: rest is [.., "--only", var name] ? name : ""),
    ["memory", var particles, var folder] => MemoryUse.RunOne(long.Parse(particles, System.Globalization.CultureInfo.InvariantCulture), folder),
    _ => BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(args).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0,
};
