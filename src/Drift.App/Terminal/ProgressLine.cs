using System.Globalization;
using Drift.Core.Running;
using Spectre.Console;

namespace Drift.App.Terminal;

/// <summary>
/// One line on a terminal that is written over and over: title, bar, rate, time left. It appears after half a second, so that
/// short runs do not flicker, and is drawn by the thread that reports.
/// </summary>
internal sealed class ProgressLine(string title, Func<IAnsiConsole> open)
{
    private const int BarWidth = 20;
    private static readonly TimeSpan FirstDrawn = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.1);
    private TimeSpan next = FirstDrawn;
    private IAnsiConsole? console;

    public void Report(RunProgress progress)
    {
        if (progress.Elapsed < next)
            return;
        next = progress.Elapsed + Between;
        console ??= open();
        console.Write(new ControlCode("\r\e[K"));
        console.Markup(Line(progress, console.Profile.Width - 1));
    }

    /// <summary>Takes the line away.</summary>
    public void Clear() => console?.Write(new ControlCode("\r\e[K"));

    /// <summary>The line as markup, cut to the width of the terminal: a line that wraps could not be written over.</summary>
    private string Line(RunProgress progress, int width)
    {
        int full = (int)Math.Round(Math.Clamp(progress.Fraction, 0, 1) * BarWidth);
        string facts = string.Create(
            CultureInfo.InvariantCulture, $" {progress.Fraction * 100,3:0} %  {ProgressLog.Text(progress)}, output {progress.Obs} of {progress.TotalObs}");
        string name = Cut(title, width - BarWidth - facts.Length - 1);
        string bar = $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/]";
        return width < BarWidth + 1
            ? Markup.Escape(Cut(facts.Trim(), width))
            : $"{Markup.Escape(name)}{(name.Length > 0 ? " " : "")}{bar}{Markup.Escape(Cut(facts, width - BarWidth - (name.Length > 0 ? name.Length + 1 : 0)))}";
    }

    private static string Cut(string text, int length) => length <= 0 ? "" : text.Length <= length ? text : length == 1 ? "…" : text[..(length - 1)] + "…";
}
