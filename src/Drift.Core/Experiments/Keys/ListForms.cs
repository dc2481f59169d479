using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Document;

namespace Drift.Core.Experiments.Keys;

/// <summary>A list of values of one form.</summary>
/// <param name="item">The form of each.</param>
/// <param name="words">What it is, with its article.</param>
/// <param name="length">How many there must be; null for one or more.</param>
internal sealed class ListForm<T>(Form<T> item, string words, int? length = null) : Form<IReadOnlyList<T>>
{
    public override string Words => words;

    public override IEnumerable<KeyDescription> Describe(string path) => item.Describe(path);

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (at.Node is not ListNode list)
            return at.Expected(words);
        if (list.Items.Count == 0)
            return at.Refuse("the list is empty", $"give {words}");
        if (length is { } exactly && list.Items.Count != exactly)
            return at.Refuse($"the list has {list.Items.Count} items", $"give {words}");
        var items = new T[list.Items.Count];
        bool read = true;
        for (int i = 0; i < items.Length; i++)
            read &= item.TryRead(at.Child(string.Create(CultureInfo.InvariantCulture, $"[{i}]"), list.Items[i]), out items[i]!);
        value = items;
        return read;
    }
}

/// <summary>Names that the user chooses, each with a value of one form.</summary>
/// <param name="item">The form of each.</param>
/// <param name="words">What it is, with its article.</param>
/// <param name="name">Gives the value its name.</param>
internal sealed class NamesForm<T>(Form<T> item, string words, Func<T, string, T> name) : Form<IReadOnlyDictionary<string, T>>
{
    public override string Words => words;

    public override IEnumerable<KeyDescription> Describe(string path) =>
        item.Describe(path + ".*").Prepend(new(path + ".*", item.Words, "", "", false, false));

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, T> value)
    {
        value = null;
        if (at.Node is not MapNode map)
            return at.Expected(words);
        var all = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (MapEntry entry in map.Entries)
        {
            NodeAt child = at.Child(entry.Key, entry.Value);
            if (!IsName(entry.Key))
                at.Problems.Add(entry.KeyMark, child.Key, $"'{entry.Key}' is no name", "use letters, digits and '_', with a letter first");
            else if (item.TryRead(child, out T? each))
                all.Add(entry.Key, name(each, entry.Key));
        }
        // What could be read is handed on, so that it is still checked.
        value = all;
        return true;
    }

    /// <summary>Whether a text is a name: letters, digits and '_', with a letter or '_' first.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
