#!/usr/bin/env dotnet
#:project ../src/Drift.Core/Drift.Core.csproj
#:project ../src/Drift.Mpi/Drift.Mpi.csproj
#:property PublishAot=false

// Parallelizing Brownian motion: the notebook "Parallelizing Parcels with Dask", cell by cell.
//
//   dotnet run -c Release examples/notebook.cs                        one process, 2 workers x 2 threads
//   dotnet publish -c Release examples/notebook.cs -o notebook        once, and then on any number of ranks:
//   mpiexec -n 2 dotnet notebook/notebook.dll                         2 ranks x 2 threads
//
// With "-- --quick" (mpiexec: "--quick") the long cells take fewer particles and days.

using System.Diagnostics;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Mpi.Communicators;
using static Drift.Core.Foundation.Durations;

return MpiEnvironment.Run(ranks => new Notebook(ranks, isQuick: args.Contains("--quick")).Run());

sealed class Notebook(ICommunicator ranks, bool isQuick)
{
    static readonly ulong[] Seeds = [0, 1, 2, 3];

    // The cluster: 2 workers x 2 threads. Ranks are workers; without ranks, workers are threads of this process.
    const int Threads = 2;
    readonly int workers = Math.Max(1, 2 / ranks.Size);

    readonly int npart = isQuick ? 5_000 : 100_000;
    readonly TimeSpan runtime = Days(isQuick ? 2 : 10);

    // In [3]
    /// <summary>Generates a zero velocity field.</summary>
    static FieldSet ZerosFieldSet()
    {
        double[] lon = [-20, 20];
        double[] lat = [-20, 20];
        return FieldSet.FromData(Mesh.Spherical, lon, lat, ("U", new float[2, 2]), ("V", new float[2, 2]));
    }

    // In [4]
    static ParticleSet RunBrownianExample(int npart = 3000, ulong seed = 12345, TimeSpan? runtime = null, int threads = 1)
    {
        FieldSet fieldset = FieldSetWithDiffusion();
        var pset = new ParticleSet(fieldset, lon: new double[npart], lat: new double[npart]);
        return pset.Execute(new BrownianMotion2D(), runtime ?? Days(1), dt: Hours(1), seed, threads);
    }

    static FieldSet FieldSetWithDiffusion()
    {
        FieldSet fieldset = ZerosFieldSet();

        // Create fields of Kh_zonal and Kh_meridional (m2 s-1), using the same grid as U.
        var grid = fieldset["U"].Grid!;
        float[,] kh = { { 100, 100 }, { 100, 100 } };
        return fieldset.Add(Field.FromData("Kh_zonal", grid, kh), Field.FromData("Kh_meridional", grid, kh));
    }

    public int Run()
    {
        // In [5]: run the default setting once.
        ParticleSet? pset = Serial("In [5]   the default run: 3000 particles, 1 day", () => RunBrownianExample());
        CheckSpread(pset is null ? [] : [pset], Days(1));

        // In [7]: a list of realisations, one after another.
        Print($"seeds: [{string.Join(' ', Seeds)}]");
        ParticleSet[]? listOfPsets = Serial("In [7]   the four seeds, one after another", () =>
            Seeds.Select(seed => RunBrownianExample(seed: seed)).ToArray());

        // In [12]: the same list on the cluster.
        IReadOnlyList<ParticleSet> psets = Parallel("In [12]  the four seeds in parallel", () =>
            Realisations.Run(Seeds, seed => RunBrownianExample(seed: seed, threads: Threads), ranks, workers));
        CheckEqual(listOfPsets, psets);

        // In [19]: some longer integration, in parallel …
        IReadOnlyList<ParticleSet> psetsLong = Parallel($"In [19]  the long integration, four seeds in parallel: {npart} particles, {runtime.Days} days", () =>
            Realisations.Run(Seeds, seed => RunBrownianExample(npart, seed, runtime, Threads), ranks, workers));
        TimeSpan parallelTime = lastWall;

        // In [20]: … a single one …
        pset = Serial("In [20]  the long integration, a single seed", () => RunBrownianExample(npart, seed: 0, runtime));

        // In [21]: … and the four of them one after another.
        ParticleSet[]? listOfPsetsLong = Serial("In [21]  the long integration, four seeds one after another", () =>
            Seeds.Select(seed => RunBrownianExample(npart, seed, runtime)).ToArray());
        TimeSpan serialTime = lastWall;
        CheckEqual(listOfPsetsLong, psetsLong);
        CheckSpread(listOfPsetsLong ?? [], runtime);

        // Next steps of the notebook: split one particle set across the workers, and merge it after the execution.
        ParticleSet share = Parallel("Next     the long integration, one particle set split across the workers", () =>
            ParticleShares.Take(FieldSetWithDiffusion(), lon: new double[npart], lat: new double[npart], ranks)
                .Execute(new BrownianMotion2D(), runtime, dt: Hours(1), seed: 0, threads: workers * Threads));
        bool isEqual = CheckEqual(pset is null ? null : [pset], [share]);

        Print($"""
            How does this scale?
              Four seeds on {ranks.Size} rank(s) x {workers} worker(s) x {Threads} threads were {serialTime / parallelTime:F2} times as fast as one after another, on {Environment.ProcessorCount} cores.
            How to split tasks across resources?
              By ParticleShares.Take, and Merge after the execution: the merged set {(isEqual ? "equals" : "DIFFERS FROM")} the whole one bit for bit.
            """);
        return allChecksPassed ? 0 : 1;
    }

    // ---- What IPython does: %%time and print ----

    TimeSpan lastWall;

    /// <summary>A cell that one process runs: rank 0; the others wait, and have no result.</summary>
    T? Serial<T>(string title, Func<T> cell) where T : class
    {
        T? result = ranks.Rank == 0 ? Time(title, cell, _ => { }) : null;
        ranks.Barrier();
        return result;
    }

    /// <summary>A cell that all ranks run; its CPU time is that of all of them, its wall time ends with the last.</summary>
    T Parallel<T>(string title, Func<T> cell) =>
        Time($"{title}, on {ranks.Size} rank(s) x {workers} worker(s) x {Threads} threads", cell, cpu => ranks.Allreduce(cpu, Reduction.Sum));

    T Time<T>(string title, Func<T> cell, Action<long[]> combine)
    {
        Environment.ProcessCpuUsage before = Environment.CpuUsage;
        long started = Stopwatch.GetTimestamp();
        T result = cell();
        Environment.ProcessCpuUsage after = Environment.CpuUsage;
        long[] cpu = [(after.UserTime - before.UserTime).Ticks, (after.PrivilegedTime - before.PrivilegedTime).Ticks];
        combine(cpu);
        lastWall = Stopwatch.GetElapsedTime(started);
        Print($"{title}\nCPU times: user {Short(cpu[0])}, sys: {Short(cpu[1])}, total: {Short(cpu[0] + cpu[1])}\nWall time: {Short(lastWall.Ticks)}\n");
        return result;
    }

    static string Short(long ticks)
    {
        var time = new TimeSpan(ticks);
        if (time.TotalSeconds < 1)
            return $"{time.TotalMilliseconds:G3} ms";
        return time.TotalSeconds < 60 ? $"{time.TotalSeconds:G3} s" : $"{(int)time.TotalMinutes}min {time.Seconds}s";
    }

    void Print(string text)
    {
        if (ranks.Rank == 0)
            Console.WriteLine(text);
    }

    // ---- Checks ----

    bool allChecksPassed = true;

    /// <summary>The spread in metres of all particles against √(2 K t); random in the last digits, so with the error it may have.</summary>
    void CheckSpread(IReadOnlyList<ParticleSet> psets, TimeSpan runtime)
    {
        if (ranks.Rank > 0)
            return;
        (double[] lon, double[] lat) = ParticleShares.Merge(psets, new SelfCommunicator());
        double expected = Math.Sqrt(2 * 100 * runtime.TotalSeconds);
        double tolerance = 4 / Math.Sqrt(2.0 * lon.Length);
        (double x, double y) = (StandardDeviation(lon) * Constants.MetresPerDegree, StandardDeviation(lat) * Constants.MetresPerDegree);
        bool isRight = Math.Abs((x / expected) - 1) < tolerance && Math.Abs((y / expected) - 1) < tolerance;
        allChecksPassed &= isRight;
        Print($"check: standard deviation {x:F1} m zonally, {y:F1} m meridionally; theory sqrt(2 K t) = {expected:F1} m +- {expected * tolerance:F1} m: {(isRight ? "right" : "WRONG")}\n");
    }

    static double StandardDeviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }

    /// <summary>Merges what the ranks ran, and compares it with what rank 0 ran alone.</summary>
    bool CheckEqual(IReadOnlyList<ParticleSet>? serial, IReadOnlyList<ParticleSet> parallel)
    {
        (double[] lon, double[] lat) = ParticleShares.Merge(parallel, ranks);
        if (serial is null)
            return true;
        (double[] serialLon, double[] serialLat) = ParticleShares.Merge(serial, new SelfCommunicator());
        bool isEqual = HasSameBits(lon, serialLon) && HasSameBits(lat, serialLat);
        allChecksPassed &= isEqual;
        Print($"check: {lon.Length} positions of the parallel run {(isEqual ? "equal" : "DIFFER FROM")} those of the serial run bit for bit\n");
        return isEqual;
    }

    static bool HasSameBits(double[] a, double[] b) =>
        a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits));
}
