using System.Globalization;
using Drift.Core.Foundation;

namespace Drift.App.Commands;

/// <summary>Values of options that are more than one word or number; what is wrong is added to the problems, and an option not given is null.</summary>
internal static class OptionValues
{
    /// <summary>A finite number; null if it is none.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>A whole number of 0 or more; null if it is none.</summary>
    public static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Two values with a comma between them.</summary>
    public static (T First, T Second)? Pair<T>(string option, string? text, string what, string example, List<Problem> problems, Func<string, T?> read) where T : struct
    {
        if (text is null)
            return null;
        if (text.Split(',') is [var a, var b] && read(a) is { } first && read(b) is { } second)
            return (first, second);
        problems.Add(new Problem(option, $"'{text}' is not {what}", $"write {option}={example}"));
        return null;
    }

    /// <summary>The value of one of some words, in any case of letters.</summary>
    public static T? Word<T>(string option, string? text, (string Word, T Value)[] choices, List<Problem> problems) where T : struct
    {
        if (text is null)
            return null;
        foreach ((string word, T value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        problems.Add(new Problem(option, $"there is no '{text}'", Suggestion.Remedy(text, [.. choices.Select(c => c.Word)])));
        return null;
    }

    /// <summary>A list of numbers of 1 or more, such as <c>1,2,7</c>.</summary>
    public static IReadOnlyList<int> Counts(string option, string list)
    {
        var numbers = new List<int>();
        foreach (string part in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
                throw Usage.Wrong(option, $"'{part}' is no number of 1 or more", "give a list such as 1,2,7");
            numbers.Add(number);
        }

        return numbers.Count > 0 ? numbers : throw Usage.Wrong(option, "the list is empty", "give a list such as 1,2,7");
    }
}
