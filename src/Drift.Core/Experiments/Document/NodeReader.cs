using Drift.Core.Foundation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Drift.Core.Experiments.Document;

/// <summary>Reads YAML into nodes with their places; the only code that knows the YAML library.</summary>
internal sealed class NodeReader
{
    private const int DeepestNesting = 64;
    private const int LargestSize = 100_000_000;
    private readonly Parser parser;
    private readonly ProblemList problems;
    private readonly string path;
    private readonly Mark? fixedMark;
    private readonly Dictionary<string, Node> anchors = new(StringComparer.Ordinal);

    private NodeReader(string text, string path, Mark? fixedMark, ProblemList problems) =>
        (parser, this.path, this.fixedMark, this.problems) = (new(new StringReader(text)), path, fixedMark, problems);

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML, one document.</param>
    /// <param name="path">Path of the key that the text is the value of; empty for a file.</param>
    /// <param name="fixedMark">The place of everything in it, or null for its lines and columns.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The document, or null if it is empty or no YAML.</returns>
    public static Node? Read(string text, string path, Mark? fixedMark, ProblemList problems)
    {
        var reader = new NodeReader(text, path, fixedMark, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            var mark = new Mark((int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column));
            problems.Add(fixedMark ?? mark, path, "this is no YAML: " + Reason(error), Remedy(text));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            // Defects of the library on input that is no YAML either.
            problems.Add(fixedMark ?? new(1, 1), path, "this is no YAML: brackets, braces or quotes do not close where they should", "check the lines with brackets, braces and quotes");
        }
        return null;
    }

    private Node? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        Node node = Next(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            problems.Add(At(second), path, "a second document begins here", "one file holds one experiment: remove the line '---'");
        return node;
    }

    private Node Next(int depth)
    {
        if (depth > DeepestNesting)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {DeepestNesting} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value.Value, out Node? referred) ? referred
                : throw new YamlException(alias.Start, alias.End, $"'*{alias.Value.Value}' refers to no '&{alias.Value.Value}' before it");
        // An empty key without a value comes as the end of its section.
        if (parser.Current is not NodeEvent begin)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "a value is missing");
        Node node;
        if (parser.TryConsume<Scalar>(out var scalar))
            node = new ScalarNode(At(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        else if (parser.TryConsume<SequenceStart>(out _))
            node = List(At(begin), depth);
        else
        {
            parser.Consume<MappingStart>();
            node = Map(At(begin), depth);
        }
        if (node.Size > LargestSize)
            throw new YamlException(begin.Start, begin.End, "references make it too large");
        if (!begin.Tag.IsEmpty && !begin.Tag.IsNonSpecific)
            problems.Add(At(begin), path, $"tags such as '{begin.Tag}' are not used here", "remove it");
        if (!begin.Anchor.IsEmpty)
            anchors[begin.Anchor.Value] = node;
        return node;
    }

    private ListNode List(Mark mark, int depth)
    {
        var list = new ListNode(mark);
        while (!parser.TryConsume<SequenceEnd>(out _))
            list.Add(Next(depth + 1));
        return list;
    }

    private MapNode Map(Mark mark, int depth)
    {
        var map = new MapNode(mark);
        var merged = new List<Node>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!;
            Node key = Next(depth + 1);
            Node value = Next(depth + 1);
            if (key is not ScalarNode name)
                problems.Add(At(start), path, "a key is a single word", "write 'key: value'");
            else if (name is { Plain: true, Text: "<<" })
                merged.Add(value);
            else if (map.Find(name.Text) is { } first)
                problems.Add(At(start), path, $"the key '{name.Text}' stands here a second time", $"it is in line {first.KeyMark.Line} already: remove one");
            else
                map.Put(new(name.Text, At(start), value));
        }
        // What is merged stands behind what the section says itself.
        foreach (Node source in merged.SelectMany(each => each is ListNode list ? list.Items : [each]))
        {
            if (source is not MapNode other)
            {
                problems.Add(mark, path, "'<<' merges sections only", "refer to a section with '<<: *name'");
                continue;
            }
            foreach (MapEntry entry in other.Entries.Where(entry => map.Find(entry.Key) is null))
                map.Put(entry);
        }
        return map;
    }

    private Mark At(ParsingEvent at) => fixedMark ?? new((int)at.Start.Line, (int)at.Start.Column);

    private static string Reason(YamlException error)
    {
        string message = error.InnerException?.Message ?? error.Message;
        return message.TrimEnd('.') is { Length: > 0 } reason ? char.ToLowerInvariant(reason[0]) + reason[1..] : "it cannot be read";
    }

    private static string Remedy(string text)
    {
        // The library names the line where it gave up, which may be before or after the tab.
        string[] lines = text.Split('\n');
        int tab = Array.FindIndex(lines, line => line[..(line.Length - line.TrimStart().Length)].Contains('\t', StringComparison.Ordinal));
        return tab >= 0
            ? $"line {tab + 1} is indented with a tab: use spaces"
            : "check the indentation, the brackets and that a space follows each ':'";
    }
}
