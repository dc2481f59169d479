using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>A built-in kernel as experiment files and documentation know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Parameters">Names of its parameters with what they mean.</param>
/// <param name="Make">Makes it from parameters, as texts by name; throws FormatException with a sentence where a value is wrong.</param>
public sealed record KernelEntry(
    string Name,
    string Summary,
    IReadOnlyDictionary<string, string> Parameters,
    Func<IReadOnlyDictionary<string, string>, IKernel> Make);

/// <summary>The built-in kernels. A new one is one line here.</summary>
public static class KernelRegistry
{
    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);

    /// <summary>All built-in kernels, in the order of the documentation.</summary>
    public static IReadOnlyList<KernelEntry> Entries { get; } =
    [
        new("AdvectionRK4", "advection, Runge–Kutta of fourth order", None, _ => new AdvectionRk4()),
        new("AdvectionRK4_3D", "advection in three dimensions, Runge–Kutta of fourth order", None, _ => new AdvectionRk4In3D()),
        new(
            "AdvectionRK4_3D_CROCO",
            "the same along terrain-following levels, with W as Parcels takes it for CROCO",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["form"] = "exact (default) or parcels: how the new depth comes from the stages" },
            parameters => new AdvectionRk4In3DCroco { Form = FormOf(parameters) }),
        new("AdvectionEE", "advection, explicit Euler", None, _ => new AdvectionEE()),
        new(
            "DiffusionUniformKh",
            "random walk with Gaussian increments, diffusivity uniform in space",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["metric"] = "exact (default) or parcels: the form of the walk on the sphere" },
            parameters => new DiffusionUniformKh { Metric = MetricOf(parameters) }),
        new("BrownianMotion2D", "random walk with uniform increments, as in the notebook of Parcels", None, _ => new BrownianMotion2D()),
        new("Ageing", "counts the time since release in the variable `age`, in s; upward backward in time too", None, _ => new Ageing()),
    ];

    /// <summary>Names of the kernels.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name);

    /// <summary>The kernel of that name, or null.</summary>
    public static KernelEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Makes a kernel from its name and parameters.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="parameters">Values of parameters by name, as texts.</param>
    /// <param name="place">Where it was asked for, for the message.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such kernel or parameter, or a value is wrong; the nearest right word is proposed.</exception>
    public static IKernel Make(string name, IReadOnlyDictionary<string, string> parameters, string place)
    {
        KernelEntry entry = Find(name) ?? throw Unknown(place, $"there is no kernel {name}", name, [.. Names]);
        foreach (string parameter in parameters.Keys)
        {
            if (!entry.Parameters.ContainsKey(parameter))
                throw Unknown(place, $"kernel {name} has no parameter {parameter}", parameter, [.. entry.Parameters.Keys]);
        }

        try
        {
            return entry.Make(parameters);
        }
        catch (FormatException e)
        {
            throw new DriftException(ExitCode.Preflight, new Problem(place, $"kernel {name}: {e.Message}"), e);
        }
    }

    private static SphereMetric MetricOf(IReadOnlyDictionary<string, string> parameters) => parameters.GetValueOrDefault("metric") switch
    {
        null or "exact" => SphereMetric.Exact,
        "parcels" => SphereMetric.Parcels,
        string other => throw new FormatException($"metric is '{other}', not 'exact' or 'parcels'"),
    };

    private static SigmaForm FormOf(IReadOnlyDictionary<string, string> parameters) => parameters.GetValueOrDefault("form") switch
    {
        null or "exact" => SigmaForm.Exact,
        "parcels" => SigmaForm.Parcels,
        string other => throw new FormatException($"form is '{other}', not 'exact' or 'parcels'"),
    };

    private static DriftException Unknown(string place, string what, string word, IReadOnlyList<string> known)
    {
        string remedy = known.Count == 0
            ? "remove it"
            : Suggestion.Nearest(word, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}";
        return new DriftException(ExitCode.Preflight, new Problem(place, what, remedy));
    }
}
