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

    private static DriftException Of(Exception e) => new(ExitCode.Defect, ProblemOf(e), e);

    private static Problem ProblemOf(Exception e)
    {
        if (e is OutOfMemoryException)
            return new Problem("", "the memory is exhausted", "'drift check' says what a run needs; start more ranks on more nodes, or fewer particles");
        string what = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";

        // The code of a kernel is part of the method that calls it, so that its own line is not to be had.
        return e is ArithmeticException or IndexOutOfRangeException && e.StackTrace?.Contains("KernelCall", StringComparison.Ordinal) == true
            ? new Problem("kernels", $"a kernel failed in a step: {what}", "a kernel from a file must not divide whole numbers by 0 or look beyond the end of an array; mend it, or report these lines if there is none: " + e.StackTrace.Split('\n')[0].Trim())
            : new Problem("", what, $"this is a defect of drift, please report it with these lines:{Environment.NewLine}{e}");
    }
}
