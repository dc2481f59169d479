namespace Drift.Testing;

/// <summary>A rank called Abort: what <see cref="ThreadCommunicator.Run{T}"/> throws then.</summary>
/// <param name="exitCode">The exit code that the job would end with.</param>
public sealed class AbortedException(int exitCode) : Exception($"aborted with exit code {exitCode}")
{
    /// <summary>The exit code that the job would end with.</summary>
    public int ExitCode => exitCode;
}
