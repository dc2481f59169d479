using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>Where the trajectories are written, and how often.</summary>
public sealed record OutputSpec : Spec
{
    /// <summary>The file, relative to the current folder.</summary>
    public string File { get; init; } = "";

    /// <summary>Model time between two outputs, positive, a whole number of steps; null if only the final state is written.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The shape of the complete file.</summary>
    public OutputLayout Layout { get; init; }

    /// <summary>Level of compression, 1 … 9; 0 for none.</summary>
    public int Compression { get; init; }

    /// <summary>Whether positions and other numbers in double precision are written in single precision; times never are.</summary>
    public bool SinglePrecision { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<OutputSpec> Keys { get; } = new(
        "a section such as {file: run.h5, every: 1 d}",
        [
            Key.Optional("file", new FileForm(), (OutputSpec spec, string file) => spec with { File = file },
                "the file to write, from the current folder; may hold ${NAME:-default}", "the experiment's name with .h5"),
            Key.Required("every", new EveryForm(), (OutputSpec spec, TimeSpan? every) => spec with { Every = every },
                "time between outputs, a multiple of dt; never writes only the final state"),
            Key.Reserved<OutputSpec>("mode", "who writes the file"),
            Key.Optional("layout", new WordForm<OutputLayout>(("plain", OutputLayout.Plain), ("parcels", OutputLayout.Parcels)), (OutputSpec spec, OutputLayout layout) => spec with { Layout = layout },
                "(time, trajectory), or (trajectory, obs) since release as Parcels v3 has it; made at the end of the run", "plain"),
            Key.Optional("compression", new CompressionForm(), (OutputSpec spec, int level) => spec with { Compression = level },
                "deflate with shuffle; made at the end of the run", "not compressed"),
            Key.Optional("precision", new WordForm<bool>(("float64", false), ("float32", true)), (OutputSpec spec, bool single) => spec with { SinglePrecision = single },
                "of what is written; computed is the same, and times stay float64", "float64"),
            Key.Reserved<OutputSpec>("variables", "which variables are written"),
        ]);

    private sealed class FileForm : ScalarForm<string>
    {
        public override string Words => "a file such as run.h5";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out string value)
        {
            if (!InputPath.TryExpand(text, at, out value))
                return false;
            return Path.GetFileName(value).Length > 0 || at.Refuse($"'{value}' names no file", $"give {Words}");
        }
    }

    private sealed class CompressionForm : ScalarForm<int>
    {
        public override string Words => "a whole number from 1 (fast) to 9 (small)";

        protected override bool TryRead(string text, NodeAt at, out int value) =>
            (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 9)
            || at.Refuse($"'{text}' is no level of compression", $"give {Words}, or leave the key out for none");
    }

    private sealed class EveryForm : ScalarForm<TimeSpan?>
    {
        private static readonly DurationForm Duration = new();

        public override string Words => "a duration such as 1 d, or never";

        protected override bool TryRead(string text, NodeAt at, out TimeSpan? value)
        {
            value = null;
            if (text is "never")
                return true;
            if (text.ToUpperInvariant() is "NO" or "OFF" or "FALSE" or "NONE")
                return at.Refuse($"'{text}' is not {Words}", "did you mean 'never'?");
            bool read = Duration.TryRead(at, out TimeSpan duration);
            value = duration;
            return read;
        }
    }
}
