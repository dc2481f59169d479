namespace Drift.Testing;

/// <summary>Ends a rank because another one failed or called Abort; in a real job the process would be killed.</summary>
/// <param name="cause">The error of the rank that failed first.</param>
public sealed class RankEndedException(Exception cause) : Exception("another rank ended the run: " + cause.Message, cause);
