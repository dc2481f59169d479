using System.Globalization;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.Bench;

/// <summary>
/// Drift beside the plain C loop: both on one core, alternately in one run, medians. Prints a table for bench/results.
/// </summary>
internal static class Comparison
{
    /// <summary>Runs everything: about two minutes; quick, a few seconds with fewer particles and rounds.</summary>
    public static int Run(bool isQuick, string only)
    {
        int particles = isQuick ? 20_000 : 100_000;
        int rounds = isQuick ? 3 : 7;
        Machine.UseOneCore();
        PlainC plain = PlainC.Build();
        Print($"# Drift beside a plain C loop, {DateTime.UtcNow:yyyy-MM-dd}");
        Print("");
        Print("| | |");
        Print("|---|---|");
        foreach ((string name, string value) in Machine.Fingerprint())
            Print($"| {name} | {value} |");
        Print("");
        Print($"Million particle-steps per second and core: {particles} particles, medians of {rounds} rounds in which both take turns on one core,");
        Print("by CPU time (by the clock in brackets).");
        Print("");
        Print("| job | C mode | plain C | Drift | ratio |");
        Print("|---|---|---|---|---|");
        foreach (Workload workload in Workload.All.Where(w => w.PlainC is not null && w.Name.Contains(only, StringComparison.Ordinal)))
        {
            using ParticleSet warm = workload.Release(2048);
            Execute(warm, workload, 12);
            int steps = isQuick ? workload.Steps / 5 : workload.Steps;
            Row(workload.Name, workload.PlainC!, rounds, () => plain.Run(workload.PlainC!, particles, steps), () =>
            {
                using ParticleSet set = workload.Release(particles);
                set.Fields.MoveTo(0, 0);
                return Rate.Of((double)particles * steps, () => Execute(set, workload, steps));
            });
        }

        if (only.Length > 0)
            return 0;
        foreach (Workload workload in Workload.All.Where(w => w.Name.EndsWith("constant Kh", StringComparison.Ordinal)))
            Ensemble(workload, plain, particles, rounds, isQuick ? 48 : 240);
        Memory(isQuick);
        return 0;
    }

    /// <summary>The whole job of the notebook's end: four realisations, from making the fields to the last position.</summary>
    private static void Ensemble(Workload workload, PlainC plain, int particles, int rounds, int steps)
    {
        ulong[] seeds = [0, 1, 2, 3];
        double particleSteps = (double)seeds.Length * particles * steps;
        Row($"ensemble of 4 x {particles} x {steps}, {workload.Name}", workload.PlainC!, rounds, () => Four(plain, workload.PlainC!, particles, steps), () =>
            Rate.Of(particleSteps, () => Realisations.Run(seeds, seed => Execute(workload.Release(particles), workload, steps, seed))));
    }

    private static Rate Four(PlainC plain, string mode, int particles, int steps)
    {
        Rate[] four = [.. Enumerable.Range(0, 4).Select(_ => plain.Run(mode, particles, steps))];
        return new Rate(4 / four.Sum(r => 1 / r.PerCpuSecond), 4 / four.Sum(r => 1 / r.PerWallSecond));
    }

    private static ParticleSet Execute(ParticleSet set, Workload workload, int steps, ulong seed = 12345) =>
        set.Execute(workload.Kernel, steps * workload.Dt, workload.Dt, seed);

    private static void Row(string name, string mode, int rounds, Func<Rate> plain, Func<Rate> drift)
    {
        var c = new List<Rate>();
        var d = new List<Rate>();
        for (int round = 0; round < rounds; round++)
        {
            c.Add(plain());
            d.Add(drift());
        }

        (Rate one, Rate other) = (Rate.Median(c), Rate.Median(d));
        Print($"| {name} | {mode} | {one.PerCpuSecond:F1} ({one.PerWallSecond:F1}) | {other.PerCpuSecond:F1} ({other.PerWallSecond:F1}) | {other.PerCpuSecond / one.PerCpuSecond:F1} |");
    }

    private static void Memory(bool isQuick)
    {
        long[] sizes = isQuick ? [4, 100_000, 300_000, 1_000_000] : [4, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
        IReadOnlyList<(long Particles, long Bytes)> measured = MemoryUse.Measure(sizes);
        long fixedBase = measured[0].Bytes;
        Print("");
        Print("Peak memory of one rank that runs the ensemble of `examples/brownian-ensemble.yaml`, gathers and writes the file (three outputs);");
        Print("the base is that of four particles.");
        Print("");
        Print("| particles | peak, MB | bytes per particle beyond the base |");
        Print("|---|---|---|");
        foreach ((long particles, long bytes) in measured)
            Print($"| {particles} | {bytes / 1e6:F1} | {(particles > 4 ? (bytes - fixedBase) / (double)particles : 0):F1} |");
        Print("");
        Print($"By least squares: {MemoryUse.PerParticle(measured):F1} bytes per particle.");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Print(string text) => Console.WriteLine(text);
}
