using Drift.Core.Foundation;

namespace Drift.App.Terminal;

/// <summary>What nobody foresaw: said in one line, with what a developer needs below it.</summary>
internal static class Defect
{
    /// <summary>Runs something; an error that is not understood becomes one with exit code 70, on whichever rank it happens.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not DriftException)
        {
            throw Of(e);
        }
    }

    private static DriftException Of(Exception e) => e is OutOfMemoryException
        ? new DriftException(ExitCode.Defect, new Problem("", "the memory is exhausted", "'drift check' says what a run needs; start more ranks on more nodes, or fewer particles"), e)
        : new DriftException(ExitCode.Defect, new Problem(
            "", $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}", $"this is a defect of drift, please report it with these lines:{Environment.NewLine}{e}"), e);
}
