using System.Globalization;
using Drift.Core.Running;
using Spectre.Console;

namespace Drift.App.Terminal;

/// <summary>Shows how far a run is: a bar on a terminal, a line now and then in a log, nothing if it is to be quiet.</summary>
internal static class Progress
{
    /// <summary>A log gets a line after 10 s, then at longer and longer intervals, so that a day's run fills a screen, not a disk.</summary>
    private static readonly TimeSpan FirstLine = TimeSpan.FromSeconds(10);

    /// <summary>Runs work that reports its progress.</summary>
    /// <param name="speaks">Whether this rank shows anything.</param>
    /// <param name="title">Title of the run.</param>
    /// <param name="work">The work; it stays on this thread, as MPI wants.</param>
    public static T Show<T>(bool speaks, string title, Func<Action<RunProgress>?, T> work)
    {
        if (!speaks)
            return work(null);
        bool isTerminal = !System.Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return isTerminal ? OnTerminal(title, work) : InLog(work);
    }

    private static T OnTerminal<T>(string title, Func<Action<RunProgress>?, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(progress =>
                {
                    task.Value = progress.Fraction;
                    task.Description = Markup.Escape($"{title}: {Text(progress)}");
                });
            });
    }

    private static T InLog<T>(Func<Action<RunProgress>?, T> work)
    {
        TimeSpan next = FirstLine;
        return work(progress =>
        {
            if (progress.Elapsed < next)
                return;
            next = progress.Elapsed * 1.5;
            Messages.Note(string.Create(CultureInfo.InvariantCulture, $"{progress.Fraction * 100:0} %, output {progress.Obs} of {progress.TotalObs}, {Text(progress)}"));
        });
    }

    private static string Text(RunProgress progress) =>
        $"{Messages.Rate(progress.Rate)} particle-steps/s, {(progress.Left is { } left ? Messages.Seconds(left) + " left" : "starting")}";
}
