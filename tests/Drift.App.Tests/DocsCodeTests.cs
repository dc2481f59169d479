using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>
/// Every C# block of the documentation compiles: all of them together as one program, each in a namespace of its own.
/// Like a program of one file, a block is using lines, then statements, then types.
/// </summary>
public sealed partial class DocsCodeTests
{
    [Fact]
    public void Every_csharp_block_of_the_documentation_compiles()
    {
        (string File, int Line, string[] Code)[] blocks = [.. Pages().SelectMany(Blocks)];
        Assert.True(blocks.Length > 3, $"{blocks.Length} blocks found");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("Docs.csproj"), Project());
        for (int i = 0; i < blocks.Length; i++)
            File.WriteAllText(folder.File($"Block{i}.cs"), Program(blocks[i], i));
        ShellResult result = Sdk.Run(["build", folder.File("Docs.csproj"), "-c", "Release", "-v", "quiet", "-nologo"]);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Lines.Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public void Files_that_the_library_pages_point_to_exist()
    {
        var broken =
            from page in Pages()
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            where target.Contains('.') && !target.Contains("://", StringComparison.Ordinal)
            let path = Path.Combine(Path.GetDirectoryName(page)!, target.Split('#')[0])
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{Path.GetRelativePath(Sdk.Root, page)}: {target}";
        Assert.Equal([], broken);
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(Sdk.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Sdk.Root, "*.md"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string File, int Line, string[] Code)> Blocks(string page)
    {
        string[] lines = File.ReadAllLines(page);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() is not "```csharp")
                continue;
            int end = Array.FindIndex(lines, i + 1, line => line.Trim() is "```");
            yield return (page, i + 2, lines[(i + 1)..end]);
            i = end;
        }
    }

    /// <summary>A block as a file; errors name the page and its line.</summary>
    private static string Program((string File, int Line, string[] Code) block, int number)
    {
        string[] code = [.. block.Code.Select(line => Directive().IsMatch(line) ? "" : line)];
        int types = Array.FindIndex(code, line => TypeStart().IsMatch(line));
        types = types < 0 ? code.Length : types;
        int body = Array.FindLastIndex(code, types - 1, types, line => Using().IsMatch(line)) + 1;
        var text = new StringBuilder();
        Append(text, block, code, 0, body);
        string result = code.Take(types).Any(line => line.StartsWith("return ", StringComparison.Ordinal)) ? "int" : "void";
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace Block{number} {{\ninternal static class Program {{\npublic static {result} Run(string[] args) {{");
        Append(text, block, code, body, types);
        text.AppendLine("}\n}");
        Append(text, block, code, types, code.Length);
        text.AppendLine("}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, (string File, int Line, string[] Code) block, string[] code, int from, int to)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"#line {block.Line + from} \"{block.File}\"");
        text.AppendJoin('\n', code[from..to]).AppendLine("\n#line default");
    }

    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NoWarn>CS8321</NoWarn>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Drift.Core.dll")}" />
            <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Drift.Mpi.dll")}" />
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex(@"^#[!:]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^using [^(]+;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(///|((public|internal|sealed|static|readonly|partial|file|unsafe) )*(struct|class|record|interface|enum) )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeStart();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
