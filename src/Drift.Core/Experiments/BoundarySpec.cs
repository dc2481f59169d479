using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A boundary: its name with parameters. Which names there are is known to the boundaries.</summary>
public sealed record BoundarySpec : Spec
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its parameters by name, in the order of the text.</summary>
    public IReadOnlyDictionary<string, ParameterSpec> Parameters { get; init; } = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);

    /// <summary>How the list is read; a single one needs no brackets.</summary>
    internal static Form<IReadOnlyList<BoundarySpec>> List { get; } = MakeList();

    private static EitherForm<IReadOnlyList<BoundarySpec>> MakeList()
    {
        var form = new NamedForm<BoundarySpec>("a boundary such as {Periodic: {west: 0, east: 800 km}}", Make);
        var single = new MadeForm<BoundarySpec, IReadOnlyList<BoundarySpec>>(form, (boundary, _) => [boundary]);
        const string words = "a list of boundaries such as [{Periodic: {west: 0, east: 800 km}}]";
        return new(words, single, new ListForm<BoundarySpec>(form, words), single);
    }

    private static BoundarySpec Make(string name, IReadOnlyDictionary<string, ParameterSpec> parameters, NodeAt at) =>
        new() { Name = name, Parameters = parameters, Place = at.Place, KeyPlaces = KernelSpec.PlacesOf(parameters) };
}
