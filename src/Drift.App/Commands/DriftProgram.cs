using CommandLine;
using Drift.App.Terminal;
using Drift.Core.Foundation;

namespace Drift.App.Commands;

/// <summary>Finds the command that was asked for and runs it; every error ends here, as one message with one exit code.</summary>
internal static class DriftProgram
{
    private static readonly Type[] Verbs =
    [
        typeof(RunCommand), typeof(CheckCommand), typeof(InfoCommand), typeof(VerifyCommand), typeof(DiffCommand), typeof(SampleDataCommand),
    ];

    public static int Run(string[] args)
    {
        args = SetOptions.ToEnd(args);
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.AllowMultiInstance = true;
            settings.CaseInsensitiveEnumValues = true;
        });
        ParserResult<object> result = parser.ParseArguments(args, Verbs);
        try
        {
            return result.MapResult(command => ((ICommand)command).Execute(), errors => Usage.Show(result, [.. errors], args, Verbs));
        }
        catch (DriftException e)
        {
            Messages.ProblemsOnce(e.Problems);
            return (int)e.Code;
        }
    }
}

/// <summary>A command of the program: its options are properties, filled in from the command line.</summary>
internal interface ICommand
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    int Execute();
}
