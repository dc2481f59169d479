namespace Drift.Core.Experiments.Document;

/// <summary>Line and column in a text; line 0 for the command line.</summary>
internal readonly record struct Mark(int Line, int Column);

/// <summary>A piece of the document, and where it begins.</summary>
internal abstract class Node(Mark mark)
{
    /// <summary>Where it begins.</summary>
    public Mark Mark => mark;

    /// <summary>Number of nodes in it, references counted each time; saturates.</summary>
    public int Size { get; protected set; } = 1;

    /// <summary>What it is, in a message.</summary>
    public abstract string Describe();
}

/// <summary>A single value, as its text.</summary>
internal sealed class ScalarNode(Mark mark, string text, bool plain) : Node(mark)
{
    /// <summary>The text, without quotes.</summary>
    public string Text => text;

    /// <summary>Whether it stood without quotes.</summary>
    public bool Plain => plain;

    /// <summary>Whether it says that there is nothing.</summary>
    public bool IsNull => plain && text is "" or "~" or "null" or "Null" or "NULL";

    public override string Describe() => IsNull ? "nothing" : $"'{text}'";
}

/// <summary>A list.</summary>
internal sealed class ListNode(Mark mark) : Node(mark)
{
    private readonly List<Node> items = [];

    public IReadOnlyList<Node> Items => items;

    public void Add(Node item)
    {
        items.Add(item);
        Size = (int)Math.Min(int.MaxValue, (long)Size + item.Size);
    }

    public void Replace(int index, Node item) => items[index] = item;

    public override string Describe() => "a list";
}

/// <summary>A section: keys with values, in the order of the text.</summary>
internal sealed class MapNode(Mark mark) : Node(mark)
{
    private readonly List<MapEntry> entries = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public IReadOnlyList<MapEntry> Entries => entries;

    public MapEntry? Find(string key) => places.TryGetValue(key, out int index) ? entries[index] : null;

    public void Put(MapEntry entry)
    {
        if (places.TryAdd(entry.Key, entries.Count))
            entries.Add(entry);
        else
            entries[places[entry.Key]] = entry;
        Size = (int)Math.Min(int.MaxValue, (long)Size + entry.Value.Size + 1);
    }

    public void Remove(string key)
    {
        if (!places.TryGetValue(key, out int index))
            return;
        entries.RemoveAt(index);
        places.Clear();
        for (int i = 0; i < entries.Count; i++)
            places[entries[i].Key] = i;
    }

    public override string Describe() => "a section of keys";
}

/// <summary>A key with its value.</summary>
internal sealed record MapEntry(string Key, Mark KeyMark, Node Value);
