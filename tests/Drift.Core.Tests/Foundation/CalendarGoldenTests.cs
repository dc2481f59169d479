using System.Diagnostics;
using System.Globalization;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

/// <summary>Dates against cftime, the calendar library of the field, where Debian's python3-cftime is installed.</summary>
public class CalendarGoldenTests
{
    private const string Python = "/usr/bin/python3";

    // Years from 1 on: before them, cftime leaves out year 0 in two calendars.
    private const string Script = """
        import sys, random
        try:
            import cftime
        except ImportError:
            sys.exit(7)
        r = random.Random(1)
        for cal in ['standard', 'proleptic_gregorian', 'julian', 'noleap', 'all_leap', '360_day']:
            for unit, most in [('days', 1100000), ('hours', 26000000), ('seconds', 9e10)]:
                for ref in ['1970-01-01', '1900-1-1 12:00:00', '0001-01-01', '1582-10-15', '2000-03-01 06:30:15']:
                    for _ in range(12):
                        v = r.randrange(0, int(most))
                        u = unit + ' since ' + ref
                        d = cftime.num2date(v, u, calendar=cal)
                        print(cal, u, v, '%04d-%02d-%02d %02d:%02d:%02d' % (d.year, d.month, d.day, d.hour, d.minute, d.second), sep='|')
        """;

    [Fact]
    public async Task Dates_are_those_of_cftime_in_every_calendar()
    {
        if (!File.Exists(Python))
            Assert.Skip("there is no " + Python);
        (int code, string output) = await Run(Script);
        if (code == 7)
            Assert.Skip("python3-cftime is not installed");
        Assert.Equal(0, code);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6 * 3 * 5 * 12, lines.Length);
        foreach (string line in lines)
        {
            string[] parts = line.Split('|');
            Assert.True(CfTime.TryParse(parts[1], parts[0], "", out CfTime? axis, out Problem? problem), problem?.ToString());
            Assert.True(axis.TryTimeOf(long.Parse(parts[2], CultureInfo.InvariantCulture), out TimeSpan time));
            Assert.True(string.Equals(axis.Calendar!.DateOf(time).ToString(), parts[3], StringComparison.Ordinal), $"{line}: {axis.Calendar.DateOf(time)}");
        }
    }

    private static async Task<(int Code, string Output)> Run(string script)
    {
        var start = new ProcessStartInfo(Python) { UseShellExecute = false, RedirectStandardOutput = true, ArgumentList = { "-c", script } };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
