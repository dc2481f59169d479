using Drift.App.Commands;
using Drift.Core.Foundation;
using Drift.Core.Output;

namespace Drift.App.Validation;

/// <summary>
/// The same bits on any number of ranks, by whole runs of this program under the machine's own MPI: with releases at times of their own and repeated,
/// particles that end, variables, steps by the error, a kernel from a file, a shore, an ensemble, and all diagnostics, all at once.
/// </summary>
internal static class Ranks
{
    /// <summary>What is run.</summary>
    public const string Experiment = """
        title: Everything at once
        mesh: flat
        fields:
          U: {analytic: double-gyre}
          V: {analytic: double-gyre}
          Kh_zonal: {expression: "1e-3 * (1 + lat)"}
          Kh_meridional: 1e-3
          land: {expression: "where(lon > 1.8, 1, 0)"}
        particles:
          count: 201
          box: {lon: [0.1, 1.7], lat: [0.1, 0.9]}
          release: {time: {from: 0, to: 3 s}, repeat: {every: 2 s, until: 5 s}}
        kernels:
          - AdvectionRK4
          - {AdvectionRK45: {tolerance: 0.001, min_dt: 0.01 s}}
          - DiffusionM1
          - drift-north.cs
          - {Mortality: {lifetime: 30 s}}
          - Ageing
          - TravelledDistance
          - {RegionVisited: {region: east}}
        variables: {start: {initial: {field: Kh_zonal}}, here: {field: Kh_zonal}}
        boundaries: [{Reflecting: {west: 0, south: 0, north: 1}}, {Beaching: {timescale: 1 s, refloat: 2 s}}, {Absorbing: {east: 1.99}}]
        regions: {west: {lon: [0, 1], lat: [0, 1]}, east: {lon: [1, 2], lat: [0, 1]}}
        density: {lon: {from: 0, to: 2, step: 0.1}, lat: {from: 0, to: 1, step: 0.1}}
        connectivity: {from: [west, east], to: [west, east]}
        dispersion: {every: 500 ms}
        ensemble: {}
        realisations: {seeds: [1, 7, 4]}
        execution: {runtime: 10 s, dt: 250 ms}
        output: {every: 1 s}
        """;

    /// <summary>A kernel of a user's own, with a random number.</summary>
    public const string Kernel = """
        using Drift.Core.Foundation;
        using Drift.Core.Kernels;

        public struct DriftNorth : IKernel
        {
            private UniformDraws random;

            public void Bind(KernelBinding binding) => random = binding.Uniforms();

            public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
            {
                p.Uniforms(random, c, out F x, out _);
                p.DLat += 1e-3 * x * p.Dt;
            }
        }
        """;

    /// <summary>Runs on each number of ranks, and compares with the first.</summary>
    /// <param name="mpi">openmpi or mpich; empty for the machine's own.</param>
    /// <param name="ranks">Numbers of ranks.</param>
    /// <exception cref="DriftException">There is no MPI, or a run failed.</exception>
    public static IEnumerable<Measurement> Run(string mpi, IReadOnlyList<int> ranks)
    {
        string folder = Directory.CreateTempSubdirectory("drift-validate-").FullName;
        try
        {
            string experiment = Path.Combine(folder, "everything.yaml");
            File.WriteAllText(experiment, Experiment);
            File.WriteAllText(Path.Combine(folder, "drift-north.cs"), Kernel);
            string? reference = null;
            foreach (int count in ranks)
            {
                string file = Path.Combine(folder, FormattableString.Invariant($"ranks{count}.h5"));
                int code = RankStarter.Run(mpi, count, ["run", experiment, "--output", file, "--quiet"]);
                if (code != 0)
                    throw new DriftException((ExitCode)code, new Problem("", $"the run on {count} ranks ended with the exit code {code}", "see the message above"));
                reference ??= file;
                if (!string.Equals(file, reference, StringComparison.Ordinal))
                    yield return Measurement.Exactly($"{count} ranks against {ranks[0]}: files that differ", Differing(reference, file), 0);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Differing(string reference, string file)
    {
        IReadOnlyList<string> expected = DiagnosticDiff.FilesOf(reference), found = DiagnosticDiff.FilesOf(file);
        return (TrajectoryDiff.Compare(reference, file) is null ? 0 : 1) + Math.Abs(expected.Count - found.Count)
            + expected.Zip(found).Count(pair => DiagnosticDiff.Compare(pair.First, pair.Second) is not null);
    }
}
