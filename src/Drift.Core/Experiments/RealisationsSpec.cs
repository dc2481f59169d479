using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>The seeds of an ensemble: each is a realisation of the same experiment.</summary>
public sealed record RealisationsSpec : Spec
{
    /// <summary>The seeds (realisation), 0 or larger, each once.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>How it is read.</summary>
    internal static Section<RealisationsSpec> Keys { get; } = new(
        "a section such as {seeds: 0..3}",
        [
            Key.Required("seeds", new EitherForm<IReadOnlyList<long>>("a range such as 0..3, or a list of whole numbers", new RangeForm(), new SeedListForm()),
                (RealisationsSpec spec, IReadOnlyList<long> seeds) => spec with { Seeds = seeds }, "a seed for each realisation; a range includes both its ends"),
        ]);

    private sealed class RangeForm : ScalarForm<IReadOnlyList<long>>
    {
        // Each realisation has at least a particle and an entry in the file: more is a slip of the pen.
        private const long Most = 10_000_000;

        public override string Words => "a range such as 0..3";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out IReadOnlyList<long> value)
        {
            value = null;
            string[] ends = text.Split("..");
            if (ends.Length == 1 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long only))
            {
                value = [only];
                return true;
            }
            if (ends.Length != 2 || !long.TryParse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long first)
                || !long.TryParse(ends[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long last))
                return at.Refuse($"'{text}' is not {Words}", "give a range such as 0..3, or a list such as [1, 5, 9], of whole numbers from 0 on");
            if (first > last)
                return at.Refuse($"the range {text} is empty", $"write {last}..{first}");
            if (last - first >= Most)
                return at.Refuse($"the range {text} holds more than {Most} seeds", "give fewer");
            value = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => first + i)];
            return true;
        }
    }

    private sealed class SeedListForm : Form<IReadOnlyList<long>>
    {
        private static readonly ListForm<long> List = new(new WholeNumberForm(0), "a list of whole numbers such as [1, 5, 9]");

        public override string Words => List.Words;

        public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out IReadOnlyList<long> value)
        {
            if (!List.TryRead(at, out value))
                return false;
            bool once = true;
            foreach (long seed in value.GroupBy(seed => seed).Where(group => group.Skip(1).Any()).Select(group => group.Key))
                once = at.Refuse($"the seed {seed} stands there more than once", "realisations with the same seed are the same: remove one");
            return once;
        }
    }
}
