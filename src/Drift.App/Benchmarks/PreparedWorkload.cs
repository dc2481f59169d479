using Drift.App.UserKernels;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Benchmarks;

/// <summary>A workload with its fields in memory and its kernels composed, ready to be run again and again.</summary>
internal sealed class PreparedWorkload : IDisposable
{
    private static readonly TimeSpan Tiering = TimeSpan.FromSeconds(1);
    private readonly RunPlan plan;

    private PreparedWorkload(Workload workload, RunPlan plan)
    {
        Workload = workload;
        this.plan = plan;
    }

    /// <summary>What it was made of.</summary>
    public Workload Workload { get; }

    /// <summary>Writes the experiment and its inputs to a folder, and reads it as any run does.</summary>
    public static PreparedWorkload Make(Workload workload, string folder)
    {
        using var communicator = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(
            WriteExperiment(workload, folder),
            [],
            new RunOptions { Output = Path.Combine(folder, "bench.h5"), Overwrite = true, Threads = 1, KernelCompiler = new KernelCompiler() },
            communicator);
        if (plan is null)
            throw new DriftException(ExitCode.Preflight, problems);

        // What is read from files is read now, not while the clock runs.
        plan.Fields.MoveTo(0, workload.Steps * plan.Clock.DtSeconds);
        return new PreparedWorkload(workload, plan);
    }

    /// <summary>Writes the experiment and its inputs.</summary>
    /// <returns>The experiment file.</returns>
    public static string WriteExperiment(Workload workload, string folder)
    {
        WorkloadInputs.Write(folder, workload.Experiment);
        WorkloadKernels.Write(folder, workload.Experiment);
        string file = Path.Combine(folder, "workload.yaml");
        File.WriteAllText(file, workload.Experiment);
        return file;
    }

    /// <summary>Particles at their starts: at the origin of the sphere, or in random order in the basin, a little away from its edges if they are open.</summary>
    public ParticleSet Release(int particles)
    {
        double[] lon = new double[particles];
        double[] lat = new double[particles];
        if (plan.Fields.Mesh == Mesh.Flat)
        {
            double margin = Workload == Workload.Chain ? 0 : 0.05;
            Scatter((margin * WorkloadInputs.BasinWidth, (1 - margin) * WorkloadInputs.BasinWidth), (margin * WorkloadInputs.BasinHeight, (1 - margin) * WorkloadInputs.BasinHeight));
        }
        else if (Workload == Workload.OnCGrid)
        {
            Scatter((-15, 15), (34, 56));
        }

        return new ParticleSet(plan.Fields, lon, lat);

        void Scatter((double From, double To) x, (double From, double To) y)
        {
            for (int i = 0; i < particles; i++)
            {
                new RandomStream(12345, 0).Uniforms(Lane1.CountFromBits((ulong)i), KernelSlot.Release, 0, out Lane1 a, out Lane1 b);
                lon[i] = x.From + ((x.To - x.From) * a);
                lat[i] = y.From + ((y.To - y.From) * b);
            }
        }
    }

    /// <summary>Takes particles through steps.</summary>
    public void Execute(ParticleSet set, int steps, LaneWidth lanes, int threads = 1) =>
        new TimeLoop(set, plan.Kernels, plan.Clock, threads, lanes).Advance(0, steps);

    /// <summary>The speed of one run of fresh particles.</summary>
    public Rate Measure(int particles, int steps, LaneWidth lanes, int threads = 1)
    {
        using ParticleSet set = Release(particles);
        return Rate.Of((double)particles * steps, () => Execute(set, steps, lanes, threads));
    }

    /// <summary>Runs a few particles for a second, so that the JIT has optimised what they go through.</summary>
    public void Warm(LaneWidth lanes)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        do
        {
            // The JIT waits for a tenth of a second in which nothing new is called.
            Thread.Sleep(20);
            Measure(2 * TimeLoop.BlockSize, 4, lanes);
        }
        while (System.Diagnostics.Stopwatch.GetElapsedTime(started) < Tiering);
    }

    /// <summary>Gives the fields back.</summary>
    public void Dispose() => plan.Dispose();
}
