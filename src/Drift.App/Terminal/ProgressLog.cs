using System.Globalization;
using Drift.Core.Running;

namespace Drift.App.Terminal;

/// <summary>Plain lines for a log: one after ten seconds, then at longer and longer intervals, so that a day's run fills a screen, not a disk.</summary>
internal sealed class ProgressLog(TextWriter log)
{
    private const double Growth = 1.5;
    private TimeSpan next = TimeSpan.FromSeconds(10);

    public void Report(RunProgress progress)
    {
        if (progress.Elapsed < next)
            return;
        next = progress.Elapsed * Growth;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"drift: {progress.Fraction * 100:0} %, output {progress.Obs} of {progress.TotalObs}, {Text(progress)}"));
    }

    /// <summary>Rate and time left.</summary>
    public static string Text(RunProgress progress) =>
        $"{Messages.Rate(progress.Rate)} particle-steps/s, {(progress.Left is { } left ? Messages.Seconds(left) + " left" : "starting")}";
}
