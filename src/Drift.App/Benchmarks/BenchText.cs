using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Drift.App.Benchmarks;

/// <summary>Results as text: Markdown, which is read as it is on a terminal too, and JSON.</summary>
internal static class BenchText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The head of a dated result.</summary>
    public static string Head(IReadOnlyList<(string Name, string Value)> machine) =>
        $"# drift bench, {DateTime.UtcNow:yyyy-MM-dd}\n\n" + Grid([["", ""], .. machine.Select(m => new[] { m.Name, m.Value })]);

    /// <summary>A table with its explanation.</summary>
    public static string Of(BenchTable table) =>
        $"{table.Explanation}\n\n" + Grid([[.. table.Columns], .. table.Rows.Select(row => row.Select(Cell).ToArray())]);

    /// <summary>Everything, as one object.</summary>
    public static string Json(IReadOnlyList<(string Name, string Value)> machine, IEnumerable<BenchTable> tables)
    {
        var root = new JsonObject { ["machine"] = new JsonObject(machine.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Value))) };
        foreach (BenchTable table in tables)
        {
            root[table.Name] = new JsonArray(
                [.. table.Rows.Select(row => new JsonObject(table.Columns.Zip(row, (column, cell) => KeyValuePair.Create(column, Node(cell)))))]);
        }

        return root.ToJsonString(Indented);
    }

    private static string Grid(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => Math.Max(3, rows.Max(row => row[c].Length)))];
        IEnumerable<string> lines = rows.Select(row => "| " + string.Join(" | ", row.Select((cell, c) => cell.PadRight(widths[c]))) + " |");
        string rule = "|" + string.Join('|', widths.Select(w => new string('-', w + 2))) + "|";
        return string.Join('\n', [lines.First(), rule, .. lines.Skip(1)]) + "\n";
    }

    private static string Cell(object? cell) => cell switch
    {
        null => "–",
        Rate rate => $"{Number(rate.PerCpuSecond)} ({Number(rate.PerWallSecond)})",
        double number => Number(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };

    private static string Number(double number) => number.ToString(number < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);

    private static JsonNode? Node(object? cell) => cell switch
    {
        null => null,
        Rate rate => new JsonObject { ["per CPU second"] = rate.PerCpuSecond, ["per wall second"] = rate.PerWallSecond },
        double number => number,
        int number => number,
        long number => number,
        _ => cell.ToString(),
    };
}
