using System.Globalization;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments.Keys;

/// <summary>Any text.</summary>
/// <param name="words">What it is, with its article.</param>
internal sealed class TextForm(string words) : ScalarForm<string>
{
    public override string Words => words;

    protected override bool TryRead(string text, NodeAt at, out string value)
    {
        value = text;
        return text.Length > 0 || at.Refuse("it is empty", $"give {words}");
    }
}

/// <summary>A finite number.</summary>
internal sealed class NumberForm : ScalarForm<double>
{
    public static NumberForm Instance { get; } = new();

    public override string Words => "a number";

    protected override bool TryRead(string text, NodeAt at, out double value) => TryRead(text, at, Words, out value);

    /// <summary>Reads a number, or says what is wrong with it.</summary>
    public static bool TryRead(string text, NodeAt at, string words, out double value)
    {
        bool number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        if ((number && !double.IsFinite(value)) || IsNotFinite(text))
            return at.Refuse($"{text} is not a finite number", $"give {words}");
        if (number)
            return true;
        // A comma within a single value is a decimal comma.
        string remedy = text.Contains(',', StringComparison.Ordinal) && double.TryParse(text.Replace(',', '.'), CultureInfo.InvariantCulture, out _)
            ? $"write the decimal point as in {text.Replace(',', '.')}" : $"give {words}";
        return at.Refuse($"'{text}' is not {words}", remedy);
    }

    /// <summary>Whether a text means infinity or no number, in YAML's or anybody's spelling.</summary>
    public static bool IsNotFinite(string text) =>
        text.TrimStart('+', '-').TrimStart('.').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";
}

/// <summary>A whole number from some smallest on; <c>1e5</c> and <c>100_000</c> are whole numbers too.</summary>
/// <param name="smallest">The smallest.</param>
internal sealed class WholeNumberForm(long smallest) : ScalarForm<long>
{
    public override string Words => string.Create(CultureInfo.InvariantCulture, $"a whole number from {smallest} on");

    protected override bool TryRead(string text, NodeAt at, out long value)
    {
        value = 0;
        bool number = decimal.TryParse(
            text.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal exact);
        if (!number || exact != decimal.Truncate(exact) || Math.Abs(exact) > long.MaxValue || text.StartsWith('_') || text.EndsWith('_'))
            return at.Refuse($"'{text}' is not {Words}", "write it with digits only");
        value = (long)exact;
        return value >= smallest || at.Refuse($"{text} is too small", $"give {Words}");
    }
}

/// <summary>A length of time.</summary>
/// <param name="positive">Whether it must be longer than 0; if not it may be negative, but never 0.</param>
internal sealed class DurationForm(bool positive = true) : ScalarForm<TimeSpan>
{
    public override string Words => positive ? "a duration such as 1 h" : "a duration such as 5 min, or -5 min to run backward";

    protected override bool TryRead(string text, NodeAt at, out TimeSpan value)
    {
        if (!Durations.TryParse(text, at.Place.ToString(), out value, out Problem? problem))
            return at.Refuse(problem);
        if (value == TimeSpan.Zero)
            return at.Refuse("it is zero", $"give {Words}");
        return !positive || value > TimeSpan.Zero || at.Refuse($"{Durations.Format(value)} is negative", "give a positive duration; a negative dt runs backward");
    }
}

/// <summary>One of some words.</summary>
/// <param name="choices">The words and what they mean.</param>
internal sealed class WordForm<T>(params (string Word, T Value)[] choices) : ScalarForm<T>
{
    public override string Words => choices.Length == 1 ? choices[0].Word
        : string.Join(", ", choices[..^1].Select(choice => choice.Word)) + " or " + choices[^1].Word;

    /// <summary>Whether a text is one of the words.</summary>
    public bool Has(string text) => choices.Any(choice => string.Equals(choice.Word, text, StringComparison.Ordinal));

    protected override bool TryRead(string text, NodeAt at, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        foreach ((string word, T meaning) in choices)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                value = meaning;
                return true;
            }
        }
        value = default;
        return at.Refuse($"'{text}' is not {Words}", Suggestion.Nearest(text, choices.Select(choice => choice.Word)) is { } near
            ? $"did you mean '{near}'?" : $"give {Words}");
    }
}
