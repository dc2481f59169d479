using Drift.Core.Running;
using Spectre.Console;

namespace Drift.App.Terminal;

/// <summary>Shows how far a run is: a line that changes on a terminal, a line now and then in a log, nothing if it is to be quiet.</summary>
internal static class Progress
{
    /// <summary>Runs work that reports its progress.</summary>
    /// <param name="speaks">Whether this rank shows anything.</param>
    /// <param name="title">Title of the run.</param>
    /// <param name="work">The work; it stays on this thread, as MPI wants, and so does what is shown: there is no other thread.</param>
    public static T Show<T>(bool speaks, string title, Func<Action<RunProgress>?, T> work)
    {
        if (!speaks)
            return work(null);
        if (System.Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb")
            return work(new ProgressLog(System.Console.Error).Report);
        var line = new ProgressLine(title, () => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));
        try
        {
            return work(line.Report);
        }
        finally
        {
            line.Clear();
        }
    }
}
