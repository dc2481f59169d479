using Drift.Core.Experiments;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>A built-in kernel as experiment files and documentation know it; its parameters are its public properties.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Type">A struct that is an <see cref="IKernel"/> or an <see cref="IParticleKernel"/>.</param>
public sealed record KernelEntry(string Name, string Summary, Type Type)
{
    /// <summary>Names of its parameters with what they mean.</summary>
    public IReadOnlyDictionary<string, string> Parameters => KernelParameters.Describe(Type);
}

/// <summary>The built-in kernels. A new one is one line here.</summary>
public static class KernelRegistry
{
    /// <summary>All built-in kernels, in the order of the documentation.</summary>
    public static IReadOnlyList<KernelEntry> Entries { get; } =
    [
        new("AdvectionRK4", "advection, Runge–Kutta of fourth order", typeof(AdvectionRk4)),
        new("AdvectionEE", "advection, explicit Euler", typeof(AdvectionEE)),
        new("AdvectionRK2", "advection, Runge–Kutta of second order (midpoint)", typeof(AdvectionRk2)),
        new("AdvectionRK45", "advection, Runge–Kutta of fifth order with steps by the error, each particle its own", typeof(AdvectionRk45)),
        new("AdvectionAnalytical", "advection along the exact path through each cell of a C-grid, steady within dt", typeof(AdvectionAnalytical)),
        new("AdvectionRK4_3D", "advection in three dimensions, Runge–Kutta of fourth order", typeof(AdvectionRk4In3D)),
        new("AdvectionEE_3D", "advection in three dimensions, explicit Euler", typeof(AdvectionEEIn3D)),
        new("AdvectionRK2_3D", "advection in three dimensions, Runge–Kutta of second order", typeof(AdvectionRk2In3D)),
        new("AdvectionRK45_3D", "advection in three dimensions, with steps by the error", typeof(AdvectionRk45In3D)),
        new("AdvectionAnalytical_3D", "AdvectionAnalytical in three dimensions, through levels of constant depth", typeof(AdvectionAnalyticalIn3D)),
        new("AdvectionRK4_3D_CROCO", "AdvectionRK4_3D along terrain-following levels, with W as Parcels takes it for CROCO", typeof(AdvectionRk4In3DCroco)),
        new("DiffusionUniformKh", "random walk with Gaussian increments, diffusivity uniform in space", typeof(DiffusionUniformKh)),
        new("DiffusionEM", "random walk in a diffusivity that varies in space, Euler–Maruyama", typeof(DiffusionEM)),
        new("DiffusionM1", "random walk in a diffusivity that varies in space, Milstein", typeof(DiffusionM1)),
        new("AdvectionDiffusionEM", "AdvectionEE and DiffusionEM in one", typeof(AdvectionDiffusionEM)),
        new("AdvectionDiffusionM1", "AdvectionEE and DiffusionM1 in one", typeof(AdvectionDiffusionM1)),
        new("VerticalMixing", "random walk in depth in a diffusivity that varies", typeof(VerticalMixing)),
        new("BrownianMotion2D", "random walk with uniform increments, as in the notebook of Parcels", typeof(BrownianMotion2D)),
        new("Sinking", "sinks at a constant speed, or rises", typeof(Sinking)),
        new("Windage", "carries with a part of the wind", typeof(Windage)),
        new("StokesDrift", "carries with the Stokes drift of waves", typeof(StokesDrift)),
        new("DielVerticalMigration", "swims to one depth by day and another by night", typeof(DielVerticalMigration)),
        new("ArgoFloat", "sinks, drifts, dives and rises as a float of the Argo programme; the phase in the variable `cycle_phase`", typeof(ArgoFloat)),
        new("Mortality", "ends particles at random or at an age, with the status died", typeof(Mortality)),
        new("Decay", "halves the variable `mass` in each half-life", typeof(Decay)),
        new("Ageing", "counts the time since release in the variable `age`, in s; upward backward in time too", typeof(Ageing)),
    ];

    /// <summary>Names of the kernels.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name);

    /// <summary>The kernel of that name, or null.</summary>
    public static KernelEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Makes a kernel with the parameters that it has by itself.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such kernel.</exception>
    public static IKernel Make(string name) => Make(name, new Dictionary<string, ParameterSpec>(StringComparer.Ordinal), "");

    /// <summary>Makes a kernel from its name and parameters.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="parameters">Values of parameters by name.</param>
    /// <param name="place">Where it was asked for, for the message.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such kernel or parameter, or a value is wrong; the nearest right word is proposed.</exception>
    public static IKernel Make(string name, IReadOnlyDictionary<string, ParameterSpec> parameters, string place)
    {
        if (Find(name) is { } entry)
            return KernelParameters.Make(entry.Type, name, parameters, place);
        string[] known = [.. Names, .. ObserverRegistry.Entries.Select(o => o.Name)];
        string remedy = Suggestion.Nearest(name, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}";
        throw new DriftException(ExitCode.Preflight, new Problem(place, $"there is no kernel {name}", remedy));
    }
}
