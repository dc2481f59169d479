namespace Drift.App.Terminal;

/// <summary>What is being done, on one line of a terminal that is written over and taken away; nothing in a log.</summary>
/// <param name="prefix">What every line begins with.</param>
internal sealed class StatusLine(string prefix) : IDisposable
{
    private readonly bool isShown = !System.Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Shows a text in place of the last one, cut to the width of the terminal.</summary>
    public void Show(string text)
    {
        if (!isShown)
            return;
        string line = prefix + text;
        int width = Math.Max(System.Console.WindowWidth - 1, 1);
        System.Console.Error.Write("\r\e[K" + (line.Length <= width ? line : line[..width]));
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (isShown)
            System.Console.Error.Write("\r\e[K");
    }

    public void Dispose() => Clear();
}
