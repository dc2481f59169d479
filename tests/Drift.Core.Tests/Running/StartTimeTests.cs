using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Output;
using Drift.Core.Running;
using Drift.Core.Tests.Fields;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

/// <summary>Experiments whose fields have different times, repeat or hold, from the text to the trajectory.</summary>
public sealed class StartTimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The other file has the middles of all months of 2003 to 2005 by their dates: nothing in it repeats.
    [Theory]
    [InlineData("0001", "noleap")]
    [InlineData("2000", "standard")]
    [InlineData("1990", "proleptic_gregorian")]
    public void A_climatology_leads_to_the_same_bits_as_a_file_with_every_month_of_the_run(string year, string calendar)
    {
        Assert.True(Calendar.TryFind(calendar, "", out Calendar? own, out _));
        Months("climatology", own, int.Parse(year, null), 12);
        Months("months", Calendar.Standard, 2003, 36);

        // The dates of V decide that 2004 has a 29 February, which the climatology may not know.
        Write("v", "days since 2003-01-01", [0, 2000], _ => 0);
        string run = "execution: {start: 2003-02-01, runtime: 900 d, dt: 6 h}";
        double[] repeated = Run("{files: climatology.nc, variable: v, periodic: 1 year}", run), written = Run("{files: months.nc, variable: v}", run);
        Assert.Equal(written, repeated);
        Assert.NotEqual(11, repeated[0]);
        Assert.Equal(
            Run("{files: months.nc, variable: v}", "execution: {start: 2005-08-01, runtime: 900 d, dt: -6 h}"),
            Run("{files: climatology.nc, variable: v, periodic: 1 year}", "execution: {start: 2005-08-01, runtime: 900 d, dt: -6 h}"));
    }

    // An odd number of snapshots in the period, and steps that do not end at them.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void What_repeats_gives_the_same_bits_on_any_ranks_and_threads(int ranks, int threads)
    {
        Write("tide", "hours since 2000-01-01", [0, 4, 7], k => 0.1 * (k - 0.7));
        Write("other", "hours since 2000-01-01", [1, 3], k => 0.1 * (k - 0.4));
        Assert.Equal(All(1, 1), All(ranks, threads));

        double[] All(int size, int workers)
        {
            string output = folder.File($"out-{size}-{workers}.h5");
            File.WriteAllText(Yaml, $$"""
                fields: {U: {files: tide.nc, variable: v, periodic: 12 h 25 min}, V: {files: other.nc, variable: v, periodic: 5 h} }
                particles: {count: 1200, lon: {from: 10.5, to: 12.5}, lat: 0}
                execution: {start: 2001-01-01, runtime: 7 d, dt: 90 min}
                kernels: [AdvectionRK4]
                output: {every: 3 d, file: {{output}} }
                """);
            ThreadCommunicator.Run(size, communicator =>
            {
                (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(Yaml, [], new RunOptions { Threads = workers, Overwrite = true }, communicator);
                Assert.Empty(problems);
                using (plan)
                    ExperimentRun.Execute(plan!, communicator);
            });
            using TrajectoryFile file = TrajectoryFile.Open(output);
            double[] places = new double[2400];
            file.ReadRows(file.Times.Count - 1, file.IndexOf("lon"), 0, places.AsSpan(0, 1200));
            file.ReadRows(file.Times.Count - 1, file.IndexOf("lat"), 0, places.AsSpan(1200));
            Assert.All(places, place => Assert.True(double.IsFinite(place)));
            return places;
        }
    }

    [Fact]
    public void A_field_that_is_held_leads_to_the_same_bits_as_one_with_its_last_snapshot_again()
    {
        Write("short", "days since 2000-01-01", [10, 20, 30], k => 0.01 * (k + 1));
        Write("long", "days since 2000-01-01", [0, 10, 20, 30, 60], k => 0.01 * Math.Clamp(k, 1, 3));
        string run = "execution: {start: 2000-01-01, runtime: 60 d, dt: 6 h}";
        Assert.Equal(Run("{files: long.nc, variable: v}", run), Run("{files: short.nc, variable: v, extrapolate: true}", run));
    }

    [Theory]
    [InlineData("", 15.5)] // the first snapshot, 16 January 12:00
    [InlineData("start: first, ", 15.5)]
    [InlineData("start: last, ", 350.5)]
    [InlineData("start: 15.5, ", 15.5)] // in the units of its times, days since the first of January
    [InlineData("start: 2001-03-01, ", 425)]
    public void A_run_on_a_climatology_alone_starts_at_its_snapshots_or_at_any_date(string start, double day)
    {
        Months("climatology", Calendar.Standard, 2000, 12);
        using RunPlan plan = Plan("{files: climatology.nc, variable: v, periodic: 1 year}", $"execution: {{{start}runtime: 900 d, dt: 6 h}}");
        Assert.Equal((10_957 + day) * 86_400, plan.Clock.SecondsAt(0));
        Assert.Empty(plan.Warnings());
    }

    [Fact]
    public void A_climatology_of_half_a_year_is_noticed()
    {
        Months("climatology", Calendar.Standard, 2000, 6);
        using RunPlan plan = Plan("{files: climatology.nc, variable: v, periodic: 1 year}", "execution: {runtime: 900 d, dt: 6 h}");
        Assert.EndsWith("fields.U.periodic: the snapshots leave a part of the period out, and the field is interpolated over it", Assert.Single(plan.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_beyond_a_climatology_that_does_not_repeat_is_told_how_to_make_it()
    {
        Months("climatology", Calendar.Standard, 2000, 12, NetcdfAttribute.Of("climatology", "bounds"));
        Assert.EndsWith(
            ": execution.start: the run goes from 2003-01-01 00:00:00 to 2003-01-02 00:00:00, but the fields reach from 2000-01-16 12:00:00 to 2000-12-16 12:00:00 only; "
            + "U is a climatology, as the attribute of its time says: write periodic: 1 year for it",
            Assert.Single(Problems("{files: climatology.nc, variable: v}", "execution: {start: 2003-01-01, runtime: 1 d, dt: 6 h}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_without_a_common_time_are_listed_with_their_times()
    {
        Write("u", "days since 2000-01-01", [0, 1], k => k);
        Write("v", "days since 2001-01-01", [0, 1], k => k);
        Assert.EndsWith(
            "the fields have no common time: U reaches from 2000-01-01 00:00:00 to 2000-01-02 00:00:00, V reaches from 2001-01-01 00:00:00 to 2001-01-02 00:00:00; "
            + "give fields that overlap in time; what repeats is periodic: 1 year, what holds before and after is extrapolate: true",
            Assert.Single(Problems("{files: u.nc, variable: v}", "execution: {runtime: 1 d, dt: 6 h}", "{files: v.nc, variable: v}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_different_calendars_are_refused_with_both()
    {
        Write("u", "days since 2000-01-01", [0, 1], k => k);
        Write("v", "days since 2000-01-01", [0, 1], k => k, NetcdfAttribute.Of("calendar", "360_day"));
        Assert.EndsWith(
            "field V has dates of the calendar 360_day, field U has dates of the calendar standard; give fields of one kind of dates to an experiment",
            Assert.Single(Problems("{files: u.nc, variable: v}", "execution: {runtime: 1 d, dt: 6 h}", "{files: v.nc, variable: v}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days since 2000-01-01", "1 d", "fields.U.periodic: the snapshots reach over 1 d, not less than the period of 1 d; leave out those that repeat the first ones, or give a longer period")]
    [InlineData("days", "1 year", "fields.U.periodic: the times have no dates, so the field cannot repeat with the year of a calendar; give the period as a duration, for example periodic: 365 d")]
    public void A_period_that_does_not_suit_the_times_is_refused_at_its_place(string units, string period, string problem)
    {
        Write("u", units, [0, 1], k => k);
        Assert.EndsWith(problem, Assert.Single(Problems($"{{files: u.nc, variable: v, periodic: {period}}}", "execution: {runtime: 1 d, dt: 6 h}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_is_no_start_for_times_that_repeat_without_dates()
    {
        Write("u", "days", [0, 1], k => k);
        Assert.Contains(
            "the start is a date, but the times of the fields have none; give the start in seconds, 0 … 86400",
            Assert.Single(Problems("{files: u.nc, variable: v, periodic: 2 d}", "execution: {start: 2000-01-01, runtime: 1 d, dt: 6 h}")), StringComparison.Ordinal);
    }

    private string Yaml => folder.File("run.yaml");

    private (RunPlan? Plan, string[] Problems) Inspect(string u, string execution, string v)
    {
        File.WriteAllText(Yaml, $"fields: {{U: {u}, V: {v}}}\nparticles: {{lon: 11, lat: 0}}\n{execution}\nkernels: [AdvectionEE]\noutput: {{file: {folder.File("out.h5")}, every: never}}\n");
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(Yaml, [], new RunOptions { Overwrite = true }, new SelfCommunicator());
        return (plan, [.. problems.Select(p => p.ToString())]);
    }

    private string[] Problems(string u, string execution, string v = "0") => Inspect(u, execution, v).Problems;

    private RunPlan Plan(string u, string execution, string v = "0")
    {
        (RunPlan? plan, string[] problems) = Inspect(u, execution, v);
        return plan ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>Longitude and latitude at the end.</summary>
    private double[] Run(string u, string execution)
    {
        using (RunPlan plan = Plan(u, execution, File.Exists(folder.File("v.nc")) ? "{files: v.nc, variable: v}" : "0"))
            ExperimentRun.Execute(plan, new SelfCommunicator());
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("out.h5"));
        double[] place = new double[2];
        file.ReadRows(0, file.IndexOf("lon"), 0, place.AsSpan(0, 1));
        file.ReadRows(0, file.IndexOf("lat"), 0, place.AsSpan(1, 1));
        return place;
    }

    // The middles of months, in days of their own calendar; the velocity is that of the month, whatever the year.
    private void Months(string name, Calendar calendar, int year, int count, params NetcdfAttribute[] attributes)
    {
        TimeSpan First(int month) => calendar.TimeOf(new(year + (month / 12), (month % 12) + 1, 1));
        double[] days = [.. Enumerable.Range(0, count).Select(m => ((First(m) + First(m + 1)) / 2 - First(0)).TotalDays)];
        Write(name, FormattableString.Invariant($"days since {year:0000}-01-01"), days, k => 0.001 * Math.Sin(1 + (k % 12)), [NetcdfAttribute.Of("calendar", calendar.Name), .. attributes]);
    }

    private void Write(string name, string units, double[] times, Func<int, double> value, params NetcdfAttribute[] attributes) =>
        new FieldFile(folder.File(name + ".nc")) { TimeUnits = units, Times = times, Value = (k, _, _) => value(k), TimeAttributes = attributes }.Write();
}
