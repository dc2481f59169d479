using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A kernel: the name of a built-in one, or the file of one's own, with parameters. Which names there are is known to the kernels.</summary>
public sealed record KernelSpec : Spec
{
    /// <summary>Its name; for a file, the name of the file without folder and ending.</summary>
    public string Name { get; init; } = "";

    /// <summary>The full path of its C# source, null for a built-in kernel.</summary>
    public string? SourceFile { get; init; }

    /// <summary>Its parameters by name, in the order of the text.</summary>
    public IReadOnlyDictionary<string, ParameterSpec> Parameters { get; init; } = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);

    /// <summary>How one is read.</summary>
    internal static Form<KernelSpec> Form { get; } = new NamedForm<KernelSpec>("a kernel such as AdvectionRK4", Make);

    /// <summary>How the list is read; a single one needs no brackets.</summary>
    internal static Form<IReadOnlyList<KernelSpec>> List { get; } = new EitherForm<IReadOnlyList<KernelSpec>>(
        "a list of kernels such as [AdvectionRK4]",
        new MadeForm<KernelSpec, IReadOnlyList<KernelSpec>>(Form, (kernel, _) => [kernel]),
        new ListForm<KernelSpec>(Form, "a list of kernels such as [AdvectionRK4]"),
        new MadeForm<KernelSpec, IReadOnlyList<KernelSpec>>(Form, (kernel, _) => [kernel]));

    private static KernelSpec? Make(string name, IReadOnlyDictionary<string, ParameterSpec> parameters, NodeAt at)
    {
        var kernel = new KernelSpec { Name = name, Parameters = parameters, Place = at.Place, KeyPlaces = PlacesOf(parameters) };
        if (name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            if (!InputPath.TryResolve(name, at, out string? path))
                return null;
            if (!File.Exists(path))
            {
                at.Refuse($"there is no file {path}", "a kernel's file is looked for from the folder of the experiment file");
                return null;
            }
            return kernel with { Name = Path.GetFileNameWithoutExtension(path), SourceFile = path };
        }
        if (name.Length > 0 && char.IsLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            return kernel;
        at.Refuse($"'{name}' is no name of a kernel", "give a name such as AdvectionRK4, or a file such as sinking.cs");
        return null;
    }

    /// <summary>The places of parameters, for <see cref="Spec.PlaceOf"/>.</summary>
    internal static Dictionary<string, SpecPlace> PlacesOf(IReadOnlyDictionary<string, ParameterSpec> parameters) =>
        parameters.ToDictionary(each => each.Key, each => each.Value.Place, StringComparer.Ordinal);
}
