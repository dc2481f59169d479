using System.Reflection;
using CommandLine;

namespace Drift.Architecture.Tests;

/// <summary>What is wrong with a line of the shell that starts the program, alone, on ranks or by a batch script.</summary>
internal static class CommandLines
{
    private static readonly string[] Scripts = ["run.sbatch", "ensemble.sbatch"];
    private static readonly string[] Common = ["--help", "--version"];

    private static readonly Dictionary<string, string[]> Options = Assembly.Load("drift").GetTypes()
        .Where(type => type.GetCustomAttribute<VerbAttribute>() is not null)
        .ToDictionary(
            type => type.GetCustomAttribute<VerbAttribute>()!.Name,
            type => type.GetProperties().Select(property => property.GetCustomAttribute<OptionAttribute>()).OfType<OptionAttribute>().Select(option => "--" + option.LongName).ToArray(),
            StringComparer.Ordinal);

    /// <summary>Whether a line starts the program.</summary>
    public static bool StartsDrift(string line) => Arguments(line) is not null;

    /// <summary>Commands, options and files of the checkout that a line names and that do not exist.</summary>
    public static IEnumerable<string> Problems(string line)
    {
        string[] arguments = Arguments(line) ?? [];
        if (arguments.Length == 0 || Common.Contains(arguments[0], StringComparer.Ordinal))
            yield break;
        string verb = arguments[0];
        if (!Options.TryGetValue(verb, out string[]? options))
        {
            yield return $"there is no command {verb}";
            yield break;
        }
        foreach (string argument in arguments.Skip(1))
        {
            string option = argument.Split('=')[0];
            if (option.StartsWith("--", StringComparison.Ordinal) && !options.Contains(option, StringComparer.Ordinal) && !Common.Contains(option, StringComparer.Ordinal))
                yield return $"{verb} has no option {option}";
            if (argument.StartsWith("examples/", StringComparison.Ordinal) && argument.EndsWith(".yaml", StringComparison.Ordinal) && !File.Exists(Path.Combine(Checkout.Root, argument)))
                yield return $"{argument} does not exist";
        }
    }

    /// <summary>The arguments of the program; null if the line does not start it.</summary>
    private static string[]? Arguments(string line)
    {
        string[] words = [.. line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'', '"'))];
        int drift = Array.FindIndex(words, word => word is "drift" or "./drift" or "$drift");
        if (drift >= 0)
            return words[(drift + 1)..];
        // The scripts hand everything behind their name to `drift run`.
        int script = Array.FindIndex(words, word => Scripts.Contains(Path.GetFileName(word), StringComparer.Ordinal));
        return script < 0 ? null : ["run", .. words[(script + 1)..]];
    }
}
