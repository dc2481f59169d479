using System.Globalization;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments.Document;

/// <summary>A key from the command line, <c>--set key.path=value</c>, which stands instead of the one in the file.</summary>
internal static class Override
{
    private static readonly Mark CommandLine = new(0, 0);

    /// <summary>Puts overrides into a document, in their order.</summary>
    /// <param name="root">The document, changed in place.</param>
    /// <param name="overrides">Each <c>key.path=value</c>; the value is YAML, and <c>null</c> removes the key.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Apply(MapNode root, IReadOnlyList<string> overrides, ProblemList problems)
    {
        foreach (string text in overrides)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string path = equals < 0 ? text : text[..equals].Trim();
            string[] keys = path.Split('.');
            string value = text[(equals + 1)..].Trim();
            if (equals < 0 || keys.Any(key => string.IsNullOrWhiteSpace(key)))
                problems.Add(CommandLine, path, $"'{text}' is no key with a value", "write for example --set execution.dt=30min");
            else if (value.Length == 0)
                problems.Add(CommandLine, path, "it has no value", "write a value after '=', or null to remove the key");
            else if (NodeReader.Read(value, path, CommandLine, problems) is { } node)
                Put(root, keys, node, path, problems);
        }
    }

    private static void Put(MapNode root, string[] keys, Node value, string path, ProblemList problems)
    {
        Node place = root;
        for (int i = 0; i < keys.Length; i++)
        {
            bool last = i == keys.Length - 1;
            if (place is ListNode list)
            {
                if (!int.TryParse(keys[i], NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= list.Items.Count)
                {
                    problems.Add(CommandLine, path, $"'{keys[i]}' is no place in a list of {list.Items.Count}", "places count from 0");
                    return;
                }
                Node item = last ? value : Own(list.Items[index]);
                list.Replace(index, item);
                place = item;
            }
            else if (place is MapNode map)
            {
                if (last && value is ScalarNode { IsNull: true })
                    map.Remove(keys[i]);
                else if (last)
                    map.Put(new(keys[i], CommandLine, value));
                else
                    place = Inner(map, keys[i]);
            }
            else
            {
                problems.Add(CommandLine, path, $"'{string.Join('.', keys[..i])}' is {place.Describe()}, not a section", "set it as a whole");
                return;
            }
        }
    }

    private static Node Inner(MapNode map, string key)
    {
        Node? inner = map.Find(key)?.Value;
        Node own = inner is null or ScalarNode { IsNull: true } ? new MapNode(CommandLine) : Own(inner);
        map.Put(new(key, map.Find(key)?.KeyMark ?? CommandLine, own));
        return own;
    }

    // What several references share is copied before it is changed, so that the others do not change with it.
    private static Node Own(Node node) => node switch
    {
        MapNode shared => Copy(shared),
        ListNode shared => Copy(shared),
        _ => node,
    };

    private static MapNode Copy(MapNode shared)
    {
        var copy = new MapNode(shared.Mark);
        foreach (MapEntry entry in shared.Entries)
            copy.Put(entry);
        return copy;
    }

    private static ListNode Copy(ListNode shared)
    {
        var copy = new ListNode(shared.Mark);
        foreach (Node item in shared.Items)
            copy.Add(item);
        return copy;
    }
}
