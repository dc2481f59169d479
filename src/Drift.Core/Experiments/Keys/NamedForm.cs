using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Document;

namespace Drift.Core.Experiments.Keys;

/// <summary>A name, or a name with parameters: <c>AdvectionRK4</c>, <c>{AdvectionRK45: {tolerance: 10 m}}</c>.</summary>
/// <param name="words">What it is, with its article.</param>
/// <param name="make">Makes the value from the name and its parameters.</param>
internal sealed class NamedForm<T>(string words, Func<string, IReadOnlyDictionary<string, ParameterSpec>, NodeAt, T?> make) : Form<T>
    where T : class
{
    private static readonly Form<IReadOnlyDictionary<string, ParameterSpec>> Parameters =
        new NamesForm<ParameterSpec>(ParameterSpec.Form, "a section of parameters such as {tolerance: 10 m}", (parameter, _) => parameter);

    public override string Words => words;

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        IReadOnlyDictionary<string, ParameterSpec>? parameters = new Dictionary<string, ParameterSpec>(StringComparer.Ordinal);
        string name;
        if (at.Node is ScalarNode { IsNull: false } scalar)
            name = scalar.Text.Trim();
        else if (at.Node is MapNode { Entries: [var only] })
        {
            name = only.Key;
            NodeAt inner = at.Child(name, only.Value);
            if (inner.Node is not ScalarNode { IsNull: true } && !Parameters.TryRead(inner, out parameters))
                return false;
        }
        else
        {
            return at.Node is MapNode
                ? at.Refuse("one name stands here with its parameters", "write each as its own item of a list: [First, {Second: {parameter: 1}}]")
                : at.Expected(words);
        }
        value = make(name, parameters, at);
        return value is not null;
    }
}
