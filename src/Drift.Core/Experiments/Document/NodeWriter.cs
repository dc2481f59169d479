using System.Globalization;
using System.Text;

namespace Drift.Core.Experiments.Document;

/// <summary>
/// Writes nodes as YAML in one form only, so that the same experiment gives the same text: no comments, two spaces,
/// lists of values in one line, references written out.
/// </summary>
internal static class NodeWriter
{
    /// <summary>The text of a document.</summary>
    public static string Write(Node node)
    {
        var text = new StringBuilder();
        Block(text, node, 0, "");
        return text.ToString().TrimStart('\n') is { Length: > 0 } written ? written : "{}\n";
    }

    // What follows "key:" or "-": a value in the same line, or a block in the lines below.
    private static void Block(StringBuilder text, Node node, int indent, string lead)
    {
        switch (node)
        {
            case MapNode { Entries.Count: > 0 } map:
                foreach (MapEntry entry in map.Entries)
                {
                    text.Append('\n').Append(' ', indent).Append(Quoted(entry.Key, false)).Append(':');
                    Block(text, entry.Value, indent + 2, " ");
                }
                break;
            case ListNode list when list.Items.Any(item => item is not ScalarNode):
                foreach (Node item in list.Items)
                {
                    text.Append('\n').Append(' ', indent).Append('-');
                    Block(text, item, indent + 2, " ");
                }
                break;
            default:
                text.Append(lead).Append(Flow(node));
                break;
        }
        if (indent == 0)
            text.Append('\n');
    }

    private static string Flow(Node node) => node switch
    {
        ListNode list => "[" + string.Join(", ", list.Items.Select(Flow)) + "]",
        ScalarNode { IsNull: true } => "null",
        ScalarNode scalar => Quoted(scalar.Text, !scalar.Plain),
        _ => "{}",
    };

    private static string Quoted(string value, bool always)
    {
        if (!always && IsSafe(value))
            return value;
        var text = new StringBuilder("\"");
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' =>
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => text.Append(letter),
            };
        }
        return text.Append('"').ToString();
    }

    // Letters and signs that mean nothing in YAML, wherever they stand; ':' only inside a word, as in a time of day.
    private static bool IsSafe(string value)
    {
        bool first = value.Length > 0 && (char.IsAsciiLetterOrDigit(value[0]) || value[0] is '_' or '.' or '/'
            || (value[0] is '-' or '+' && value.Length > 1 && char.IsAsciiDigit(value[1])));
        if (!first || value[^1] is ' ' or ':' || value.StartsWith("...", StringComparison.Ordinal))
            return false;
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(value[i]) && !"_.-+/*^()= ;%°²".Contains(value[i], StringComparison.Ordinal) && (value[i] != ':' || value[i + 1] == ' '))
                return false;
        }
        return true;
    }
}
