using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>An experiment as its file describes it.</summary>
public sealed record ExperimentSpec : Spec
{
    /// <summary>Its title; the name of the file if it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>How to get the input data, in words; empty if that is not said.</summary>
    public string Data { get; init; } = "";

    /// <summary>What horizontal positions mean.</summary>
    public Mesh Mesh { get; init; } = Mesh.Spherical;

    /// <summary>The fields by name, in the order of the text.</summary>
    public IReadOnlyDictionary<string, FieldSpec> Fields { get; init; } = new Dictionary<string, FieldSpec>(StringComparer.Ordinal);

    /// <summary>The ocean model of all fields from files that name none; null for none.</summary>
    public string? Model { get; init; }

    /// <summary>The grid of all fields from files that have none of their own; null for what the files say.</summary>
    public GridSpec? Grid { get; init; }

    /// <summary>The particles of each realisation.</summary>
    public ParticlesSpec Particles { get; init; } = new();

    /// <summary>The kernels, whose displacements are summed.</summary>
    public IReadOnlyList<KernelSpec> Kernels { get; init; } = [];

    /// <summary>Variables of particles by name, in the order of the text.</summary>
    public IReadOnlyDictionary<string, VariableSpec> Variables { get; init; } = new Dictionary<string, VariableSpec>(StringComparer.Ordinal);

    /// <summary>Named areas, of which kernels and diagnostics speak, in the order of the text.</summary>
    public IReadOnlyDictionary<string, RegionSpec> Regions { get; init; } = new Dictionary<string, RegionSpec>(StringComparer.Ordinal);

    /// <summary>The boundaries, applied in this order after the kernels.</summary>
    public IReadOnlyList<BoundarySpec> Boundaries { get; init; } = [];

    /// <summary>When and in which steps it runs.</summary>
    public ExecutionSpec Execution { get; init; } = new();

    /// <summary>The seed of a single run; an ensemble has <see cref="Realisations"/>.</summary>
    public long Seed { get; init; }

    /// <summary>The ensemble, null for a single run.</summary>
    public RealisationsSpec? Realisations { get; init; }

    /// <summary>The seed of each realisation (realisation); one for a single run.</summary>
    public IReadOnlyList<long> Seeds => Realisations?.Seeds ?? [Seed];

    /// <summary>Where and how often trajectories are written.</summary>
    public OutputSpec Output { get; init; } = new();

    /// <summary>The density on a grid; null for none.</summary>
    public DensitySpec? Density { get; init; }

    /// <summary>The connectivity of regions; null for none.</summary>
    public ConnectivitySpec? Connectivity { get; init; }

    /// <summary>The dispersion of particles; null for none.</summary>
    public SpreadSpec? Dispersion { get; init; }

    /// <summary>The spread of the ensemble; null for none.</summary>
    public SpreadSpec? Ensemble { get; init; }

    /// <summary>How often the state is saved; null for never.</summary>
    public CheckpointSpec? Checkpoint { get; init; }

    /// <summary>The experiment with all overrides in it, in one form of writing, as YAML.</summary>
    public string Text { get; init; } = "";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 hexadecimal digits.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The full path of the folder that input paths are relative to.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How it is read.</summary>
    internal static Section<ExperimentSpec> Keys { get; } = new(
        "an experiment: keys with values",
        [
            Key.Optional("title", new TextForm("a title"), (ExperimentSpec spec, string title) => spec with { Title = title }, "what the run is, for people", "the name of the file"),
            Key.Optional("data", new TextForm("a text that says how to get the data"), (ExperimentSpec spec, string data) => spec with { Data = data },
                "how to get the input data; printed when a file of it is missing"),
            Key.Optional("mesh", new WordForm<Mesh>(("spherical", Mesh.Spherical), ("flat", Mesh.Flat)), (ExperimentSpec spec, Mesh mesh) => spec with { Mesh = mesh },
                "positions in degrees on a sphere, or in metres on a plane", "spherical"),
            Key.Required("fields", new NamesForm<FieldSpec>(FieldSpec.Form, "a section of fields such as {U: 0, V: 0}", (field, name) => field with { Name = name }),
                (ExperimentSpec spec, IReadOnlyDictionary<string, FieldSpec> fields) => spec with { Fields = fields }, "the fields by name, such as U, V, Kh_zonal"),
            Key.Optional("model", FieldSpec.ModelName, (ExperimentSpec spec, string model) => spec with { Model = model }, FieldSpec.ModelSummary, "none"),
            Key.Optional("grid", GridSpec.Keys, (ExperimentSpec spec, GridSpec grid) => spec with { Grid = grid }, "the grid of all fields from files that have no 'grid' of their own", "what the files say"),
            Key.Required("particles", ParticlesSpec.Keys, (ExperimentSpec spec, ParticlesSpec particles) => spec with { Particles = particles }, "how many particles, and where"),
            Key.Required("kernels", KernelSpec.List, (ExperimentSpec spec, IReadOnlyList<KernelSpec> kernels) => spec with { Kernels = kernels },
                "what moves the particles; displacements are summed"),
            Key.Optional("boundaries", BoundarySpec.List, (ExperimentSpec spec, IReadOnlyList<BoundarySpec> boundaries) => spec with { Boundaries = boundaries },
                "what happens at the sides of the domain; applied one after the other, after the kernels", "none"),
            Key.Optional("regions", new NamesForm<RegionSpec>(RegionSpec.Keys, "a section of regions such as {north: {lon: [0, 10], lat: [40, 45]}}", (region, name) => region with { Name = name }),
                (ExperimentSpec spec, IReadOnlyDictionary<string, RegionSpec> regions) => spec with { Regions = regions }, "named areas, of which kernels and diagnostics speak", "none"),
            Key.Optional("variables", new NamesForm<VariableSpec>(VariableSpec.Form, "a section of variables such as {mass: {initial: 1, unit: kg}}", (variable, name) => variable with { Name = name }),
                (ExperimentSpec spec, IReadOnlyDictionary<string, VariableSpec> variables) => spec with { Variables = variables }, "further variables of particles, and what those of kernels begin with", "those of the kernels"),
            Key.Required("execution", ExecutionSpec.Keys, (ExperimentSpec spec, ExecutionSpec execution) => spec with { Execution = execution }, "when and in which steps it runs"),
            Key.Optional("seed", new WholeNumberForm(0), (ExperimentSpec spec, long seed) => spec with { Seed = seed }, "the seed of a single run", "0"),
            Key.Optional("realisations", RealisationsSpec.Keys, (ExperimentSpec spec, RealisationsSpec all) => spec with { Realisations = all },
                "an ensemble: the same experiment with several seeds", "a single run"),
            Key.Required("output", OutputSpec.Keys, (ExperimentSpec spec, OutputSpec output) => spec with { Output = output }, "where and how often trajectories are written"),
            Key.Optional("checkpoint", CheckpointSpec.Keys, (ExperimentSpec spec, CheckpointSpec checkpoint) => spec with { Checkpoint = checkpoint },
                "how often the state is saved; not yet done, and the run says so", "never"),
            Key.Optional("density", DensitySpec.Keys, (ExperimentSpec spec, DensitySpec density) => spec with { Density = density },
                "counts particles in the cells of a grid, into NAME.density.nc", "none"),
            Key.Optional("connectivity", ConnectivitySpec.Keys, (ExperimentSpec spec, ConnectivitySpec connectivity) => spec with { Connectivity = connectivity },
                "counts particles from one region in another, into NAME.connectivity.nc", "none"),
            Key.Optional("dispersion", SpreadSpec.Keys, (ExperimentSpec spec, SpreadSpec dispersion) => spec with { Dispersion = dispersion },
                "absolute and relative dispersion, into NAME.dispersion.nc", "none"),
            Key.Optional("ensemble", SpreadSpec.Keys, (ExperimentSpec spec, SpreadSpec ensemble) => spec with { Ensemble = ensemble },
                "mean and variance over realisations, into NAME.ensemble.nc", "none"),
        ],
        ExperimentChecks.Validate);
}
