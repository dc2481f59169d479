using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A flow that is a formula, such as a moving eddy, with parameters. Which names there are is known to the fields.</summary>
public sealed record AnalyticSpec : Spec
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its parameters by name, in the order of the text.</summary>
    public IReadOnlyDictionary<string, ParameterSpec> Parameters { get; init; } = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);

    /// <summary>How it is read.</summary>
    internal static Form<AnalyticSpec> Form { get; } = new NamedForm<AnalyticSpec>(
        "the name of an analytic flow such as moving-eddy",
        (name, parameters, at) => new() { Name = name, Parameters = parameters, Place = at.Place, KeyPlaces = KernelSpec.PlacesOf(parameters) });
}
