namespace Drift.App.Benchmarks;

/// <summary>A table of results.</summary>
/// <param name="Name">Its name, by which --only asks for it.</param>
/// <param name="Explanation">What the numbers mean.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells: texts, whole numbers, numbers and rates; null where there is nothing.</param>
internal sealed record BenchTable(string Name, string Explanation, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);
