using System.Reflection;
using CommandLine;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

/// <summary>Finds the command that was asked for and runs it; every error ends here, as one message with one exit code.</summary>
internal static class DriftProgram
{
    private static readonly TimeSpan LetRootEndFirst = TimeSpan.FromSeconds(3);

    /// <summary>The class of each command by its name, in the order of the help.</summary>
    public static IReadOnlyDictionary<string, Type> Commands { get; } = new Type[]
    {
        typeof(RunCommand), typeof(CheckCommand), typeof(InfoCommand), typeof(VerifyCommand), typeof(ValidateCommand), typeof(DiffCommand), typeof(BenchCommand), typeof(SampleDataCommand),
    }.ToDictionary(type => type.GetCustomAttribute<VerbAttribute>()!.Name, StringComparer.Ordinal);

    public static int Run(string[] args)
    {
        try
        {
            return Defect.Guard(() => Choose(args));
        }
        catch (DriftException e)
        {
            Messages.ProblemsOnce(e.Problems);

            // All ranks find the same, each for itself. The first that ends makes the launcher kill the others: let it be the one that spoke.
            if (MpiEnvironment.LaunchedRank > 0)
                Thread.Sleep(LetRootEndFirst);
            return (int)e.Code;
        }
    }

    private static int Choose(string[] args)
    {
        switch (args)
        {
            case [] or ["help"] or ["--help"] or ["-h"]:
                Help.Index();
                return (int)(args.Length == 0 ? ExitCode.Preflight : ExitCode.Done);
            case ["--version"] or ["version"]:
                Help.Version();
                return (int)ExitCode.Done;
            case ["help", var topic, ..]:
                Help.Of(topic, Find(topic));
                return (int)ExitCode.Done;
        }

        Type verb = Find(args[0]);
        if (MpiEnvironment.IsLaunched && verb != typeof(RunCommand) && verb != typeof(InfoCommand))
            throw new DriftException(ExitCode.Mpi, new Problem($"drift {args[0]}", "this command is started once, not on many ranks", "leave mpiexec or srun away; 'drift run' and 'drift info' go on ranks"));
        if (args.Contains("--help") || args is [_, "help" or "-h"])
        {
            Help.Of(args[0], verb);
            return (int)ExitCode.Done;
        }

        IReadOnlyList<Problem> problems = CommandLineChecks.Check(verb, args[0], args.AsSpan(1));
        return problems.Count > 0 ? throw new DriftException(ExitCode.Preflight, problems) : Execute(args, verb);
    }

    private static int Execute(string[] args, Type verb)
    {
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.AllowMultiInstance = true;
            settings.AutoHelp = false;
            settings.AutoVersion = false;
        });
        return parser.ParseArguments(SetOptions.ToEnd(args), verb).MapResult(
            command => ((ICommand)command).Execute(),
            errors => throw Usage.Wrong(args[0], $"the command line is not understood ({string.Join(", ", errors.Select(e => e.Tag))})", $"'drift help {args[0]}' says what it takes"));
    }

    private static Type Find(string name) => Commands.TryGetValue(name, out Type? verb)
        ? verb
        : throw Usage.Wrong("", $"there is no command '{name}'", Suggestion.Remedy(name, [.. Commands.Keys]));
}

/// <summary>A command of the program: its options are properties, filled in from the command line.</summary>
internal interface ICommand
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    int Execute();
}
