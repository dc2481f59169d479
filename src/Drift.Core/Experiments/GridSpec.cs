using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>How the points of a field lie on its grid.</summary>
public sealed record GridSpec : Spec
{
    /// <summary>How it is read.</summary>
    internal static Section<GridSpec> Keys { get; } = new(
        "a section such as {type: A}",
        [
            Key.Optional("type", new TypeForm(), (GridSpec spec, string _) => spec, "the layout: A, all values in the same points", "A"),
            Key.Reserved<GridSpec>("lon", "longitude of the grid's points"),
            Key.Reserved<GridSpec>("lat", "latitude of the grid's points"),
            Key.Reserved<GridSpec>("depth", "depth of the grid's points"),
            Key.Reserved<GridSpec>("file", "the file of the grid's points"),
            Key.Reserved<GridSpec>("indexing", "which corner of a cell has the cell's index"),
        ]);

    private sealed class TypeForm : ScalarForm<string>
    {
        private static readonly string[] Later = ["B", "C"];

        public override string Words => "A";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out string value)
        {
            value = text;
            return text is "A" || (Later.Contains(text, StringComparer.Ordinal)
                ? at.Refuse($"grid type {text} is not yet available", "this version reads A grids")
                : at.Refuse($"'{text}' is no grid type", "give A, B or C"));
        }
    }
}
