using System.Reflection;
using CommandLine;
using Drift.App.Commands;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The pages of the reference say what the program does.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_page_of_commands_has_every_command_and_every_option()
    {
        string page = Page("commands.md");
        string[] sections = page.Split("\n## ");
        foreach ((string name, Type verb) in DriftProgram.Commands)
        {
            string section = Assert.Single(sections, s => s.StartsWith($"drift {name}\n", StringComparison.Ordinal));
            Assert.Contains(verb.GetCustomAttribute<VerbAttribute>()!.HelpText, section, StringComparison.Ordinal);
            string[] rows = [.. verb.GetProperties().Select(p => p.GetCustomAttribute<OptionAttribute>()).Where(o => o is { Hidden: false }).Select(o => Row(o!)).Order(StringComparer.Ordinal)];
            Assert.Equal(rows, section.Split('\n').Where(l => l.StartsWith("| `--", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_program_says_every_message_of_the_page_of_errors()
    {
        string page = Page("errors.md");
        string[] experiments = [.. page.Split("```yaml\n")[1..].Select(part => part.Split("```")[0])];
        using Lab lab = new Lab().Write("run.yaml", experiments[0]).Write("currents.yaml", experiments[1]).WriteCurrents();
        (string Line, string[] Messages)[] rows =
        [
            .. page.Split('\n')
                .Where(line => line.StartsWith("| `r", StringComparison.Ordinal))
                .Select(line => line.Split('`'))
                .Select(cells => (cells[1], cells[3..].Where((_, i) => i % 2 == 0).ToArray())),
        ];
        Assert.True(rows.Length > 15, $"{rows.Length} rows");
        foreach ((string line, string[] messages) in rows)
        {
            ShellResult result = lab.Drift(line.Split(' '));
            result.AssertProblems(Core.Foundation.ExitCode.Preflight, [.. messages.Select(m => m.Replace("FOLDER", lab.Folder, StringComparison.Ordinal))]);
        }
    }

    private static string Row(OptionAttribute option) =>
        $"| `--{option.LongName}{(option.MetaValue is { Length: > 0 } value ? " " + value.Replace("|", "\\|", StringComparison.Ordinal) : "")}` | {option.HelpText} |";

    private static string Page(string name) => File.ReadAllText(Path.Combine(Lab.Checkout, "docs", "reference", name));
}
