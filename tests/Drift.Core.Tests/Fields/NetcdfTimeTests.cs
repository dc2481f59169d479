using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>The times of a series of files.</summary>
public sealed class NetcdfTimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_of_one_time_and_of_many_in_other_units_and_in_any_order_are_one_series()
    {
        string[] paths =
        [
            File("d", "days since 2000-01-01", [3], 30),
            File("a", "hours since 1999-12-31T12:00:00Z", [12, 24, 36], 0), // 1 January 0:00, 12:00, 2 January 0:00
            File("c", "seconds since 2000-01-02 02:00 +02:00", [86_400], 20), // 3 January 0:00
        ];
        using NetcdfSource source = Open(paths);
        Assert.Equal([0, 0.5, 1, 2, 3], source.Times.Select(t => (t / 86_400) - 10_957));
        Assert.Equal([0, 1, 2, 20, 30], Enumerable.Range(0, 5).Select(k => FieldFile.Read(source, k)[0]));
    }

    [Theory]
    [InlineData("standard", "2000-03-01 00:00:00", 11_017)] // 60 days after 2000-01-01, which is day 10957
    [InlineData("noleap", "2000-03-02 00:00:00", (30 * 365) + 60)]
    [InlineData("360_day", "2000-03-01 00:00:00", (30 * 360) + 60)]
    [InlineData("julian", "2000-03-01 00:00:00", 11_030)]
    public void The_calendar_of_a_file_is_that_of_its_dates(string calendar, string date, int day)
    {
        using NetcdfSource source = Open(File("a", "days since 2000-01-01", [59, 60], 0, NetcdfAttribute.Of("calendar", calendar)));
        Assert.Equal(day * 86_400.0, source.Times[1]);
        Assert.Equal(date, source.TimeAxis!.Calendar!.DateOf(TimeSpan.FromSeconds(source.Times[1])).ToString());
    }

    [Fact]
    public void Packed_times_are_unpacked()
    {
        using NetcdfSource source = Open(File("a", "hours since 1970-01-01", [0, 1], 0, NetcdfAttribute.Of("scale_factor", 6.0), NetcdfAttribute.Of("add_offset", 3.0)));
        Assert.Equal([3 * 3600, 9 * 3600], source.Times);
    }

    [Fact]
    public void Calendars_that_have_the_same_dates_since_1582_may_stand_side_by_side()
    {
        NetcdfAttribute proleptic = NetcdfAttribute.Of("calendar", "proleptic_gregorian");
        using NetcdfSource source = Open(File("a", "days since 2000-01-01", [0], 0), File("b", "days since 0001-01-01", [730_120], 1, proleptic));
        Assert.Equal(86_400, source.Times[1] - source.Times[0]);
        Assert.Contains("of the calendar proleptic_gregorian", Refused(File("c", "days since 1500-01-01", [0], 0), File("d", "days since 1500-01-01", [1], 1, proleptic)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_different_calendars_are_refused_with_both()
    {
        Problem problem = Refused(File("a", "days since 2000-01-01", [0], 0), File("b", "days since 2000-01-01", [1], 0, NetcdfAttribute.Of("calendar", "noleap")));
        Assert.EndsWith("b.nc, variable time", problem.Place, StringComparison.Ordinal);
        Assert.Equal("it has dates of the calendar noleap, files before it have dates of the calendar standard", problem.What);
        Assert.Equal("it has times without dates, files before it have dates of the calendar standard", Refused(File("c", "days since 2000-01-01", [0], 0), File("d", "days", [1], 0)).What);
    }

    [Fact]
    public void Files_with_overlapping_times_are_refused_with_the_time_and_the_variable()
    {
        Problem problem = Refused(File("a", "days since 2000-01-01", [0, 1, 2], 0), File("b", "hours since 2000-01-01", [48, 72], 0));
        Assert.EndsWith("b.nc, variable v", problem.Place, StringComparison.Ordinal);
        Assert.Contains("a.nc (2000-01-03 00:00:00)", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fortnights since 2000-01-01", "standard", "'fortnights'")]
    [InlineData("days since 2000-02-30", "standard", "does not exist")]
    [InlineData("days since 2000-01-01", "lunar", "calendar 'lunar' is not known")]
    [InlineData("day as %Y%m%d.%f", "standard", "no unit of time")]
    public void Times_that_mean_nothing_are_refused_with_the_file_and_the_variable(string units, string calendar, string reason)
    {
        Problem problem = Refused(File("a", units, [0, 1], 0, NetcdfAttribute.Of("calendar", calendar)));
        Assert.EndsWith("a.nc, variable time", problem.Place, StringComparison.Ordinal);
        Assert.Contains(reason, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_say_that_it_is_a_climatology()
    {
        using NetcdfSource source = Open(File("a", "days since 2000-01-01", [15, 45], 0, NetcdfAttribute.Of("climatology", "climatology_bounds")));
        using NetcdfSource other = Open(File("b", "days since 2000-01-01", [15, 45], 0));
        Assert.Equal((true, false), (source.IsClimatology, other.IsClimatology));
    }

    private static NetcdfSource Open(params string[] paths) => NetcdfSource.Open(new NetcdfLayout(paths, "v"), Mesh.Spherical, "m s-1");

    private static Problem Refused(params string[] paths)
    {
        DriftException error = Assert.Throws<DriftException>(() => Open(paths).Dispose());
        Assert.Equal(ExitCode.Preflight, error.Code);
        return Assert.Single(error.Problems);
    }

    // Snapshot k has the value first + k everywhere.
    private string File(string name, string units, double[] times, int first, params NetcdfAttribute[] attributes) =>
        new FieldFile(folder.File(name + ".nc")) { TimeUnits = units, Times = times, Value = (k, _, _) => first + k, TimeAttributes = attributes }.Write();
}
