namespace Drift.App.Benchmarks;

/// <summary>A job to measure, as an experiment file: kernels are composed from their names, as in any run.</summary>
/// <param name="Name">What it is, for tables.</param>
/// <param name="Loop">Mode of the plain C loop that does the same; null if there is none.</param>
/// <param name="Steps">Steps of one run.</param>
/// <param name="Experiment">The experiment; the particles in it are a stand-in.</param>
internal sealed record Workload(string Name, string? Loop, int Steps, string Experiment)
{
    private const string ConstantKh = "Kh_zonal: 100, Kh_meridional: 100";

    /// <summary>Diffusion with the same Kh everywhere, by normal increments.</summary>
    public static Workload Diffusion { get; } = Walk("DiffusionUniformKh, constant Kh", "normal", "DiffusionUniformKh", ConstantKh);

    /// <summary>Diffusion with the same Kh everywhere, by uniform increments.</summary>
    public static Workload Brownian { get; } = Walk("BrownianMotion2D, constant Kh", "uniform", "BrownianMotion2D", ConstantKh);

    /// <summary>Runge–Kutta in a field in memory.</summary>
    public static Workload Advection { get; } = InBasin("AdvectionRK4, 800 x 600 x 10", "rk4", "[AdvectionRK4]");

    /// <summary>All at once: advection, diffusion, a variable and a boundary.</summary>
    public static Workload Chain { get; } = InBasin(
        "AdvectionRK4 + DiffusionUniformKh + Ageing + Periodic", "chain", "[AdvectionRK4, DiffusionUniformKh, Ageing]",
        FormattableString.Invariant($"boundaries: [{{Periodic: {{west: 0, east: {WorkloadInputs.BasinWidth}, south: 0, north: {WorkloadInputs.BasinHeight}}}}}]"));

    /// <summary>Runge–Kutta on a curvilinear C-grid as NEMO's.</summary>
    public static Workload OnCGrid { get; } = new("AdvectionRK4 on a curvilinear C-grid, 800 x 600 x 10", null, 60, $$"""
        mesh: spherical
        fields:
          U: {files: {{WorkloadInputs.CGrid}}, variable: U}
          V: {files: {{WorkloadInputs.CGrid}}, variable: V}
        grid: {type: C, indexing: nemo, lon: glamf, lat: gphif}
        particles: {count: 1, lon: 0, lat: 45}
        kernels: [AdvectionRK4]
        execution: {runtime: 5 h, dt: 5 min}
        output: {file: bench.h5, every: never}
        """);

    /// <summary>All jobs, in the order of the tables.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        Diffusion,
        Walk("DiffusionUniformKh, Kh on 2 x 2 nodes", "normal", "DiffusionUniformKh", KhFrom(WorkloadInputs.TwoByTwoKh)),
        Walk("DiffusionUniformKh, Kh on 401 x 401 nodes", "kh-grid", "DiffusionUniformKh", KhFrom(WorkloadInputs.GriddedKh)),
        Walk("DiffusionEM, Kh on 401 x 401 nodes", "em", "DiffusionEM", KhFrom(WorkloadInputs.GriddedKh)),
        Walk("DiffusionM1, Kh on 401 x 401 nodes", "m1", "DiffusionM1", KhFrom(WorkloadInputs.GriddedKh)),
        Brownian,
        Walk("BrownianMotion2D, Kh on 2 x 2 nodes", "uniform", "BrownianMotion2D", KhFrom(WorkloadInputs.TwoByTwoKh)),
        Advection,
        OnCGrid,
        InBasin("AdvectionRK45, 1 m per sub-step, dt 1 h, 800 x 600 x 10", "rk45", "[AdvectionRK45]", steps: 12, dt: "1 h"),
        InBasin("AdvectionEE, 800 x 600 x 10", null, "[AdvectionEE]"),
        Chain,
        InBasin("AdvectionRK4 from a kernel file, 800 x 600 x 10", "rk4", $"[{WorkloadKernels.Rk4}]"),
        Walk("BrownianMotion2D from a kernel file, constant Kh", "uniform", WorkloadKernels.Brownian, ConstantKh),
    ];

    /// <summary>Those that more is asked of than their speed on one core.</summary>
    public static IReadOnlyList<Workload> Few { get; } = [Diffusion, Advection, Chain];

    /// <summary>Those that are run as whole processes.</summary>
    public static IReadOnlyList<Workload> Whole { get; } = [Diffusion, Brownian];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string KhFrom(string file) =>
        $"Kh_zonal: {{files: {file}, variable: Kh_zonal, lon: lon, lat: lat}}, Kh_meridional: {{files: {file}, variable: Kh_meridional, lon: lon, lat: lat}}";

    /// <summary>The case of the notebook: all start at one point of the sphere, and walk for ten days.</summary>
    private static Workload Walk(string name, string loop, string kernel, string kh) => new(name, loop, 240, $$"""
        mesh: spherical
        fields: {U: 0, V: 0, {{kh}}}
        particles: {count: 1, lon: 0, lat: 0}
        kernels: [{{kernel}}]
        execution: {runtime: 10 d, dt: 1 h}
        output: {file: bench.h5, every: never}
        """);

    /// <summary>Five hours in a basin of pulsing eddies; it begins in random order.</summary>
    private static Workload InBasin(string name, string? loop, string kernels, string more = "", int steps = 60, string dt = "5 min") => new(name, loop, steps, $$"""
        mesh: flat
        fields:
          U: {files: {{WorkloadInputs.Basin}}, variable: U, lon: x, lat: y, time: time}
          V: {files: {{WorkloadInputs.Basin}}, variable: V, lon: x, lat: y, time: time}
          Kh_zonal: 10
          Kh_meridional: 10
        particles: {count: 1, lon: 0, lat: 0}
        kernels: {{kernels}}
        {{more}}
        execution: {runtime: {{(steps == 60 ? "5 h" : FormattableString.Invariant($"{steps} h"))}}, dt: {{dt}}}
        output: {file: bench.h5, every: never}
        """);
}
