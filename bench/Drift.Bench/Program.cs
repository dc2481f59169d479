using BenchmarkDotNet.Running;
using Drift.Bench;

return BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(args).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
