using System.Globalization;
using System.Reflection;
using CommandLine;
using Drift.Core.Foundation;

namespace Drift.App.Commands;

/// <summary>What is wrong with a command line, all at once: the parser leaves values that are too many or missing unsaid.</summary>
internal static class CommandLineChecks
{
    /// <summary>Looks at the arguments of a command.</summary>
    /// <param name="verb">The class of the command.</param>
    /// <param name="name">Its name.</param>
    /// <param name="args">What follows the name.</param>
    public static IReadOnlyList<Problem> Check(Type verb, string name, ReadOnlySpan<string> args)
    {
        var problems = new List<Problem>();
        var values = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is not ['-', _, ..])
            {
                values.Add(args[i]);
                continue;
            }

            string[] parts = args[i].TrimStart('-').Split('=', 2);
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || Option(verb, parts[0]) is not { } option)
                problems.Add(Unknown(verb, name, args[i].Split('=')[0]));
            else if (option.PropertyType == typeof(bool))
                problems.AddRange(Flag(name, parts));
            else if (parts.Length == 1 && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
                problems.Add(new Problem($"{name} --{parts[0]}", "a value is missing", $"write --{parts[0]} {Meta(option)}"));
            else
                problems.AddRange(Value(name, parts[0], option, parts.Length > 1 ? parts[1] : args[++i]));
        }

        problems.AddRange(Values(verb, name, values));
        return problems;
    }

    private static PropertyInfo? Option(Type verb, string name) =>
        verb.GetProperties().FirstOrDefault(p => p.GetCustomAttribute<OptionAttribute>()?.LongName == name);

    private static string Meta(PropertyInfo option) => option.GetCustomAttribute<OptionAttribute>()!.MetaValue;

    private static Problem Unknown(Type verb, string name, string option)
    {
        string[] known = [.. verb.GetProperties().Select(p => p.GetCustomAttribute<OptionAttribute>()).Where(o => o is { Hidden: false }).Select(o => o!.LongName)];
        string word = option.TrimStart('-');
        string? near = Suggestion.Nearest(word, known) ?? known.FirstOrDefault(k => k.StartsWith(word, StringComparison.Ordinal));
        return new Problem(name, $"there is no option {option}", near is null ? $"'drift help {name}' lists them" : $"did you mean --{near}?");
    }

    private static IEnumerable<Problem> Flag(string name, string[] parts)
    {
        if (parts.Length > 1)
            yield return new Problem($"{name} --{parts[0]}", $"it takes no value, and '{parts[1]}' is one", $"write --{parts[0]} alone");
    }

    private static IEnumerable<Problem> Value(string name, string option, PropertyInfo property, string value)
    {
        if (value.Length == 0)
            yield return new Problem($"{name} --{option}", "its value is empty", $"write --{option} {Meta(property)}");
        else if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(int) && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            yield return new Problem($"{name} --{option}", $"'{value}' is no whole number", $"write --{option} {Meta(property)}");
    }

    private static IEnumerable<Problem> Values(Type verb, string name, List<string> values)
    {
        ValueAttribute[] taken = [.. verb.GetProperties().Select(p => p.GetCustomAttribute<ValueAttribute>()).Where(v => v is not null).Select(v => v!).OrderBy(v => v.Index)];
        foreach (ValueAttribute missing in taken.Skip(values.Count).Where(v => v.Required))
            yield return new Problem(name, $"{missing.MetaName} is missing", $"write drift {name} {string.Join(' ', taken.Select(v => v.MetaName))}");
        if (values.Count > taken.Length)
        {
            string takes = taken.Length == 0 ? "it takes no file" : $"it takes {string.Join(" and ", taken.Select(v => v.MetaName))} only";
            yield return new Problem(name, $"'{values[taken.Length]}' is one too many", $"{takes}");
        }
    }
}
