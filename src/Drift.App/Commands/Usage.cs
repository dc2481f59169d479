using CommandLine;
using CommandLine.Text;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

/// <summary>Help, and what is said of a command line that is wrong.</summary>
internal static class Usage
{
    public static DriftException Wrong(string option, string what, string remedy) => new(ExitCode.Preflight, new Problem(option, what, remedy));

    public static int Show(ParserResult<object> result, IReadOnlyList<Error> errors, string[] args, Type[] verbs)
    {
        if (errors.Any(e => e is VersionRequestedError))
        {
            System.Console.WriteLine($"drift {Provenance.Version} (commit {Provenance.Commit})");
            return (int)ExitCode.Done;
        }

        bool asked = errors.Any(e => e is HelpRequestedError or HelpVerbRequestedError) || args.Length == 0;
        if (asked)
        {
            System.Console.WriteLine(Text(result));
            return (int)(args.Length == 0 ? ExitCode.Preflight : ExitCode.Done);
        }

        if (MpiEnvironment.LaunchedRank == 0)
            Messages.Problems([.. errors.Select(e => ProblemOf(e, args, verbs))]);
        return (int)ExitCode.Preflight;
    }

    private static string Text(ParserResult<object> result) => HelpText.AutoBuild(
        result,
        help =>
        {
            help.Heading = $"drift {Provenance.Version}: Lagrangian particle tracking on any number of ranks";
            help.Copyright = "";
            help.AdditionalNewLineAfterOption = false;
            help.MaximumDisplayWidth = 120;
            return help;
        },
        example => example,
        verbsIndex: true);

    private static Problem ProblemOf(Error error, string[] args, Type[] verbs)
    {
        string command = args.Length > 0 ? args[0] : "";
        switch (error)
        {
            case BadVerbSelectedError bad:
                string[] names = [.. verbs.Select(v => v.GetCustomAttributes(typeof(VerbAttribute), false).Cast<VerbAttribute>().First().Name)];
                return new Problem("", $"there is no command '{bad.Token}'", Suggestion.Nearest(bad.Token, names) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", names)}");
            case UnknownOptionError unknown:
                return new Problem(command, $"there is no option --{unknown.Token}", $"'drift {command} --help' lists them");
            case MissingRequiredOptionError:
                return new Problem(command, "a file is missing", $"'drift {command} --help' says what it takes");
            case MissingValueOptionError missing:
                return new Problem(command, $"option --{missing.NameInfo.LongName} has no value", $"'drift {command} --help' says what it takes");
            case BadFormatConversionError format:
                return new Problem(command, $"the value of --{format.NameInfo.LongName} is not of the right kind", $"'drift {command} --help' says what it takes");
            default:
                return new Problem(command, $"the command line is wrong ({error.Tag})", $"'drift {command} --help' says what it takes");
        }
    }
}
