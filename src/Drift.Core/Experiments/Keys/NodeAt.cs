using Drift.Core.Experiments.Document;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments.Keys;

/// <summary>A node under its key, as it is read: knows its place and takes what is wrong with it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Key">Path of its key.</param>
/// <param name="Folder">The folder that input paths are relative to.</param>
/// <param name="Problems">Receives what is wrong.</param>
internal readonly record struct NodeAt(Node Node, string Key, string Folder, ProblemList Problems)
{
    /// <summary>Where it stands.</summary>
    public SpecPlace Place => Problems.PlaceAt(Node.Mark, Key);

    /// <summary>A part of it.</summary>
    public NodeAt Child(string name, Node node) => this with { Node = node, Key = Path(name) };

    /// <summary>The path of a part of it.</summary>
    public string Path(string name) => Key.Length == 0 ? name : name.StartsWith('[') ? Key + name : $"{Key}.{name}";

    /// <summary>Whether the parts were read without a problem, or not given: only then can they be compared.</summary>
    public bool Sound(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!Problems.Sound(Path(name)))
                return false;
        }
        return true;
    }

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Refuse(string what, string remedy = "")
    {
        Problems.Add(Place, what, remedy);
        return false;
    }

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Refuse(Problem problem)
    {
        Problems.Add(Place, problem);
        return false;
    }

    /// <summary>Says that something else was expected.</summary>
    /// <returns>False.</returns>
    public bool Expected(string form) => Node is ScalarNode { IsNull: true }
        ? Refuse("it has no value", $"give {form}")
        : Refuse($"{Node.Describe()} is not {form}", $"give {form}");
}
