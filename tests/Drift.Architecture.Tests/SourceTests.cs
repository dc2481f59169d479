using System.Text.RegularExpressions;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int MostLines = 400;

    // A family is an interface with its few companions, or tiny records that are read together.
    private const int MostTypesOfFamily = 4;
    private const int MostLinesOfFamily = 150;

    private static readonly string[] LeftOverWords = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "HA" + "CK"];
    private static readonly string[] VagueNames = ["Manager", "Helper", "Util", "Processor"];

    [Fact]
    public void A_source_file_has_at_most_400_lines() =>
        Found.Nothing(Checkout.Sources("src").Where(file => Checkout.Lines(file).Length > MostLines));

    [Fact]
    public void A_namespace_is_the_folder_it_stands_in()
    {
        var wrong =
            from file in Checkout.Sources("src", "tests")
            where Path.GetFileName(file) is not "Program.cs"
            where Checkout.Lines(file).Any(line => TypeName().IsMatch(line)) // attributes of an assembly stand outside any
            let expected = $"namespace {string.Join('.', file.Split('/')[1..^1])};"
            where !Checkout.Lines(file).Contains(expected, StringComparer.Ordinal)
            select $"{file} lacks \"{expected}\"";
        Found.Nothing(wrong);
    }

    [Fact]
    public void A_source_file_holds_one_public_type_or_a_small_family()
    {
        var wrong =
            from file in Checkout.Sources("src")
            let lines = Checkout.Lines(file)
            let types = lines.Count(line => PublicType().IsMatch(line))
            where types > MostTypesOfFamily || (types > 1 && lines.Length > MostLinesOfFamily)
            select $"{file}: {types} public types in {lines.Length} lines";
        Found.Nothing(wrong);
    }

    [Fact]
    public void Using_lines_stand_in_each_file_for_what_it_names()
    {
        var files = Checkout.Sources("src", "tests", "bench", "examples")
            .Concat(Directory.EnumerateFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Checkout.Root, "*.props"));
        Found.Nothing(files.Where(file => Checkout.Lines(file).Any(line => GlobalUsing().IsMatch(line))));
    }

    [Fact]
    public void No_left_overs_stand_in_the_sources() =>
        Found.Nothing(Matches(line => LeftOverWords.Any(word => line.Contains(word, StringComparison.Ordinal))));

    [Fact]
    public void Warnings_are_never_switched_off_inside_a_file() =>
        Found.Nothing(Matches(line => line.Contains("#pragma " + "warning", StringComparison.Ordinal)
            || line.Contains("Suppress" + "Message", StringComparison.Ordinal)));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Found.Nothing(Matches(line => TypeName().Match(line) is { Success: true } match
            && VagueNames.Any(word => match.Groups["name"].Value.Contains(word, StringComparison.Ordinal))));

    private static IEnumerable<string> Matches(Func<string, bool> isWrong) =>
        from file in Checkout.Sources("src", "tests", "bench")
        from line in Checkout.Lines(file).Index()
        where isWrong(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"^public .*\b(class|struct|record|interface|enum|delegate)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum) (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"global using .*Drift\.|<Using Include=""Drift", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GlobalUsing();
}
