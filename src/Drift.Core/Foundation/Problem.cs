namespace Drift.Core.Foundation;

/// <summary>One thing that is wrong, in the words of the person who has to mend it.</summary>
/// <param name="Place">Where: a file with line, column and key, a command-line option, or a file on disk.</param>
/// <param name="What">What is wrong, in one sentence without a full stop at the end.</param>
/// <param name="Remedy">What to do about it, in one sentence without a full stop at the end; empty if <paramref name="What"/> says it already.</param>
public sealed record Problem(string Place, string What, string Remedy = "")
{
    /// <summary>The problem as the one line that is printed.</summary>
    public override string ToString() =>
        (Place.Length > 0 ? Place + ": " : "") + What + (Remedy.Length > 0 ? "; " + Remedy : "");
}
