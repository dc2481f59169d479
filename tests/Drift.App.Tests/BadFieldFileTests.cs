using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Input files that are missing, damaged or do not hold what the experiment asks of them: found before the first step.</summary>
public sealed class BadFieldFileTests
{
    [Fact]
    public void A_variable_that_is_not_there_lists_those_that_are()
    {
        using Lab lab = Prepared(Lab.Currents.Replace("variable: uo", "variable: uu", StringComparison.Ordinal));
        lab.Drift("run", "run.yaml").AssertProblems(
            ExitCode.Preflight,
            $"run.yaml:3:6: fields.U: {lab.File("currents.nc")}: there is no variable 'uu' in the file: it has time, lat, lon, uo, vo; did you mean 'uo'?");
    }

    [Fact]
    public void A_missing_file_says_how_to_get_the_data()
    {
        using Lab lab = new Lab().Write("run.yaml", "data: ask the harbour master\n" + Lab.Currents.Replace("vo}", "vo, time: t}", StringComparison.Ordinal).Replace("{files: currents.nc, variable: vo, time: t}", "0", StringComparison.Ordinal));
        lab.Drift("run", "run.yaml").AssertProblems(
            ExitCode.Preflight, $"run.yaml:4:14: fields.U.files: no file matches currents.nc; looked in {lab.Folder}; to get the data: ask the harbour master");
    }

    [Fact]
    public void A_file_that_is_damaged_is_said_once_for_both_fields_in_it()
    {
        using Lab lab = Prepared();
        byte[] bytes = File.ReadAllBytes(lab.File("currents.nc"));
        bytes.AsSpan(16, 600).Fill(0x5a);
        File.WriteAllBytes(lab.File("currents.nc"), bytes);
        ShellResult result = lab.Drift("run", "run.yaml");
        string message = Assert.Single(result.Messages());
        Assert.StartsWith($"run.yaml:3:6: fields.U: {lab.File("currents.nc")}: cannot be opened: ", message, StringComparison.Ordinal);
        Assert.EndsWith("; the file is damaged or cut short: fetch or write it again", message, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.3)]
    public void A_file_that_is_cut_short_is_found(double part)
    {
        using Lab lab = Prepared();
        using (FileStream file = File.OpenWrite(lab.File("currents.nc")))
            file.SetLength((long)(file.Length * part));
        ShellResult result = lab.Drift("run", "run.yaml");
        string message = Assert.Single(result.Messages());
        Assert.Contains("cut short", message, StringComparison.Ordinal);
        Assert.EndsWith("fetch or write it again", message, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("", "is empty; fetch or write it again")]
    [InlineData("lon,lat\n1,2\n", "is not a netCDF file; give a netCDF file (classic or NetCDF-4); the first bytes tell, not the name")]
    public void A_file_of_another_kind_is_found(string content, string expected)
    {
        using Lab lab = Prepared().Write("currents.nc", content);
        ShellResult result = lab.Drift("run", "run.yaml");
        Assert.EndsWith(expected, Assert.Single(result.Messages()), StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("execution.runtime=3 d", "--set execution.runtime", "2002-01-01 00:00:00 to 2002-01-04 00:00:00")]
    [InlineData("execution.start=2002-01-02T12:00:00", "run.yaml:7:22: execution.runtime", "2002-01-02 12:00:00 to 2002-01-03 12:00:00")]
    [InlineData("execution.start=2001-12-31", "--set execution.start", "2001-12-31 00:00:00 to 2002-01-01 00:00:00")]
    [InlineData("execution={start: first, runtime: 1 d, dt: -1 h}", "--set execution.runtime", "2002-01-01 00:00:00 to 2001-12-31 00:00:00")]
    public void A_run_beyond_the_times_of_the_fields_is_found(string change, string place, string range)
    {
        using Lab lab = Prepared();
        lab.Drift("run", "run.yaml", "--set", change).AssertProblems(
            ExitCode.Preflight,
            $"{place}: the run goes from {range}, but the fields reach from 2002-01-01 00:00:00 to 2002-01-03 00:00:00 only; shorten the runtime, move the start, or give more files");
    }

    [Theory]
    [InlineData("execution.start=2002-01-31", "--set execution.start: the start is a date, but the times of the fields have none; give the start in seconds, 0 … 172800, or write first")]
    [InlineData("mesh=flat", "run.yaml:3:6: fields.U: {0}, variable lon: its unit is degrees_east, but the mesh is flat, in metres; write 'mesh: spherical', or name the coordinates in metres")]
    public void What_does_not_fit_the_file_is_found(string change, string expected)
    {
        using Lab lab = new Lab().WriteCurrents(units: "days").Write("run.yaml", Lab.Currents);
        lab.Drift("run", "run.yaml", "--set", change).AssertProblems(
            ExitCode.Preflight, expected.Replace("{0}", lab.File("currents.nc"), StringComparison.Ordinal));
    }

    private static Lab Prepared(string text = Lab.Currents) => new Lab().WriteCurrents().Write("run.yaml", text);
}
