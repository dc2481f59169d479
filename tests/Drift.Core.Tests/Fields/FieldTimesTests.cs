using Drift.Core.Fields;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Fields with different times in one set: what they have in common, and what does not fit.</summary>
public sealed class FieldTimesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Daily u = days since 1 January 2000, monthly Kh = 100 · the number of the month, a file without times, and a constant.
    [Fact]
    public void Daily_monthly_steady_and_constant_fields_are_each_sampled_at_their_own_times()
    {
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(
            Of("U", "days since 2000-01-01", [.. Enumerable.Range(0, 60).Select(d => (double)d)], k => k),
            Of("V", "hours since 2000-01-01", [.. Enumerable.Range(0, 60).Select(d => 24.0 * d)], k => -k),
            Of("Kh_zonal", "days since 1999-12-01", [15, 46, 76, 106], k => 100 * k), // 16 December, 16 January, 15 February, 16 March
            Field.FromSource("mask", new FieldFile(folder.File("mask.nc")) { Along = ["lat", "lon"], Value = (_, _, _) => 7 }.Open()),
            Field.Constant("Kh_meridional", 5));
        VectorField velocity = set.UseVelocity();
        Field kh = set.Use("Kh_zonal"), mask = set.Use("mask"), constant = set.Use("Kh_meridional");
        double start = Calendar.Standard.TimeOf(new(2000, 1, 1)).TotalSeconds;
        Assert.Equal((start, start + (59 * 86_400)), set.TimeRange());
        for (double day = 0; day < 59;)
        {
            double time = start + (day * 86_400);
            double next = (set.NextSnapshot(time, backward: false) - start) / 86_400;
            Assert.Equal(day + 1, next);
            set.MoveTo(time, start + (next * 86_400), ahead: 1);
            double at = day + 0.25, month = at < 15 ? (at + 16) / 31 : at < 45 ? 1 + ((at - 15) / 30) : 2 + ((at - 45) / 30);
            Lane1 error = 0.0;
            time = start + (at * 86_400);
            velocity.Sample<Lane1>(time, 0.0, 0, 11, ref error, out Lane1 u, out Lane1 v);
            Assert.Equal((at, -at), ((double)u, (double)v));
            Assert.Equal(100 * month, kh.Sample<Lane1>(time, 0.0, 0, 11, ref error), 1e-9);
            Assert.Equal((7, 5), (mask.Sample<Lane1>(time, 0.0, 0, 11, ref error), constant.Sample<Lane1>(time, 0.0, 0, 11, ref error)));
            Assert.Equal(0, (double)error);
            day = next;
        }
    }

    [Theory]
    [InlineData("standard", "2003-01-01 00:00:00")]
    [InlineData("noleap", "2003-01-01 00:00:00")]
    [InlineData("360_day", "2003-01-01 00:00:00")]
    public void A_climatology_of_any_calendar_repeats_in_the_years_of_the_others(string calendar, string date)
    {
        // Middles of the months of year 1 without leap days; Kh = the month, 1 … 12.
        double[] middles = [15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5];
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(
            Of("Kh_zonal", "days since 0001-01-01", middles, k => k + 1, TimeRule.PeriodicYear, "noleap"),
            Of("U", "days since 2000-01-01", [0, 4000], _ => 0, null, calendar));
        Assert.Equal(calendar, set.Calendar!.Name);
        Field kh = set.Use("Kh_zonal");
        set.Use("U");
        Assert.True(CalendarDate.TryParse(date, "", out CalendarDate newYear, out _));
        double time = set.Calendar.TimeOf(newYear).TotalSeconds;
        set.MoveTo(time - (20 * 86_400), time + (20 * 86_400));
        Lane1 error = 0.0;
        Assert.Equal(6.5, kh.Sample<Lane1>(time, 0.0, 0, 11, ref error), 1e-9);
        Assert.Equal(set.Calendar.TimeOf(new(2000, 1, 1)).TotalSeconds, set.TimeRange().First);
    }

    [Theory]
    [InlineData("days since 2000-01-01", "noleap", "field B has dates of the calendar noleap, field A has dates of the calendar standard")]
    [InlineData("days", null, "field B has times without dates, field A has dates of the calendar standard")]
    [InlineData("days since 1500-01-01", "proleptic_gregorian", "field B has dates of the calendar proleptic_gregorian, field A has dates of the calendar standard")]
    public void Fields_whose_dates_do_not_agree_are_refused(string units, string? calendar, string reason)
    {
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(Of("A", "days since 2000-01-01", [0, 1], k => k));
        Assert.Equal(reason, Assert.Throws<ArgumentException>(() => set.Add(Of("B", units, [0, 1], k => k, null, calendar))).Message);
    }

    [Fact]
    public void Dates_of_a_field_that_does_not_change_fit_to_all()
    {
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(Of("mask", "days since 2000-01-01", [0], _ => 1), Of("A", "days since 2000-01-01", [0, 1], k => k, null, "noleap"), Of("B", "days", [0], _ => 1));
        Assert.Same(Calendar.NoLeap, set.Calendar);
    }

    [Fact]
    public void Standard_and_proleptic_dates_of_today_agree()
    {
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(Of("A", "days since 2000-01-01", [0, 1], k => k), Of("B", "days since 1990-01-01", [0, 1], k => k, null, "proleptic_gregorian"));
        Assert.Same(Calendar.Standard, set.Calendar);
    }

    [Fact]
    public void A_climatology_beside_times_without_dates_is_refused_whichever_comes_first()
    {
        foreach (bool first in (bool[])[true, false])
        {
            using var set = new FieldSet(Mesh.Spherical);
            Field climatology = Of($"K{first}", "days since 2000-01-01", [15, 45], k => k, TimeRule.PeriodicYear), undated = Of($"U{first}", "days", [0, 9], k => k);
            string message = Assert.Throws<ArgumentException>(() => set.Add(first ? [climatology, undated] : [undated, climatology])).Message;
            Assert.Equal($"field K{first} repeats with the year of a calendar, but the times of field U{first} have no dates", message);
        }
    }

    [Fact]
    public void A_calendar_cannot_change_under_a_climatology_in_use()
    {
        using var set = new FieldSet(Mesh.Spherical);
        set.Add(Of("K", "days since 2000-01-01", [15, 45], k => k, TimeRule.PeriodicYear, "noleap"));
        set.Use("K");
        Assert.Contains("add it before", Assert.Throws<ArgumentException>(() => set.Add(Of("U", "days since 2000-01-01", [0, 9], k => k))).Message, StringComparison.Ordinal);
    }

    private Field Of(string name, string units, double[] times, Func<int, double> value, TimeRule? rule = null, string? calendar = null)
    {
        var file = new FieldFile(folder.File(name + ".nc"))
        {
            TimeUnits = units,
            Times = times,
            Value = (k, _, _) => value(k),
            Units = "",
            TimeAttributes = calendar is null ? [] : [NetcdfAttribute.Of("calendar", calendar)],
        };
        return Field.FromSource(name, file.Open(), rule);
    }
}
