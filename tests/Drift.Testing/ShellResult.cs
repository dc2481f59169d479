namespace Drift.Testing;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 + n if signal n ended it.</param>
/// <param name="Output">Everything on standard output.</param>
/// <param name="Error">Everything on standard error.</param>
/// <param name="Elapsed">Wall time from start to end.</param>
/// <param name="TimedOut">Whether it was killed, with all its children, because its time was up.</param>
public sealed record ShellResult(int ExitCode, string Output, string Error, TimeSpan Elapsed, bool TimedOut)
{
    /// <summary>Lines of standard output without the empty ones.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Lines of standard error without the empty ones.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Everything there is to say, for the message of a failed assertion.</summary>
    public override string ToString() =>
        $"exit code {ExitCode}{(TimedOut ? " (time was up: killed)" : "")} after {Elapsed.TotalSeconds:F1} s\n--- output\n{Output}\n--- error\n{Error}";
}
