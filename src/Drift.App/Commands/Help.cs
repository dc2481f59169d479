using System.Reflection;
using CommandLine;
using CommandLine.Text;
using Drift.Core.Output;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

/// <summary>The pages of the help, on standard output, from one rank.</summary>
internal static class Help
{
    private const int Width = 100;

    public static void Version() => Write($"drift {Provenance.Version} (commit {Provenance.Commit})");

    /// <summary>All commands.</summary>
    public static void Index()
    {
        int column = DriftProgram.Commands.Keys.Max(name => name.Length) + 2;
        Write(
            $"""
            drift {Provenance.Version}: Lagrangian particle tracking on any number of ranks

            Usage: drift COMMAND …          mpiexec -n 64 drift run …          srun drift run …

            {string.Join(Environment.NewLine, DriftProgram.Commands.Select(c => $"  {c.Key.PadRight(column)}{c.Value.GetCustomAttribute<VerbAttribute>()!.HelpText}"))}

            'drift help COMMAND' says more about one of them, with an example.
            To begin: drift run examples/brownian.yaml
            """);
    }

    /// <summary>One command.</summary>
    public static void Of(string name, Type verb)
    {
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.AutoVersion = false;
        });
        ParserResult<object> result = parser.ParseArguments([name, "--help"], verb);
        HelpText text = HelpText.AutoBuild(
            result,
            help =>
            {
                help.Heading = $"drift {name}: {verb.GetCustomAttribute<VerbAttribute>()!.HelpText}";
                help.Copyright = "";
                help.AdditionalNewLineAfterOption = false;
                help.AutoVersion = false;
                help.AddNewLineBetweenHelpSections = true;
                return help;
            },
            example => example,
            verbsIndex: false,
            maxDisplayWidth: Width);
        Write(text.ToString().TrimEnd());
    }

    private static void Write(string text)
    {
        if (MpiEnvironment.LaunchedRank == 0)
            System.Console.WriteLine(text);
    }
}
