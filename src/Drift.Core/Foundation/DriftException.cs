namespace Drift.Core.Foundation;

/// <summary>An error that has been understood: it carries the problems to print and the exit code to end with.</summary>
public sealed class DriftException : Exception
{
    /// <summary>Creates an error of one problem.</summary>
    /// <param name="code">The exit code of the program.</param>
    /// <param name="problem">What is wrong, where, and what to do.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public DriftException(ExitCode code, Problem problem, Exception? cause = null)
        : this(code, [problem], cause)
    {
    }

    /// <summary>Creates an error of several problems that were found together.</summary>
    /// <param name="code">The exit code of the program.</param>
    /// <param name="problems">All of them, at least one.</param>
    /// <param name="cause">The exception behind them, if any.</param>
    public DriftException(ExitCode code, IReadOnlyList<Problem> problems, Exception? cause = null)
        : base(string.Join(System.Environment.NewLine, problems), cause)
    {
        Code = code;
        Problems = problems;
    }

    /// <summary>The exit code of the program.</summary>
    public ExitCode Code { get; }

    /// <summary>Everything that was found, at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
