using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Files;

public sealed class BadInputFileTests
{
    private const string GlobCurrent = "globcurrent/20020101000000-GLOBCURRENT-L4-CUReul_hs-ALT_SUM-v02.0-fv01.0.nc";

    [Fact]
    public void A_missing_file_is_named_with_the_nearest_name_of_its_folder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("currents.nc"), "");
        Assert.Equal($"{folder.File("curents.nc")}: there is no such file; did you mean 'currents.nc'?", Message(folder.File("curents.nc")));
    }

    [Fact]
    public void A_missing_folder_is_named_too()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"{folder.File("data/u.nc")}: there is no such file; the folder {folder.File("data")} is not there either", Message(folder.File("data/u.nc")));
    }

    [Fact]
    public void A_folder_is_not_taken_for_a_file()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"{folder.Path}: is a folder, not a file; name a file in it", Message(folder.Path));
    }

    [Fact]
    public void An_empty_file_is_called_empty()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("u.nc"), "");
        Assert.Equal($"{folder.File("u.nc")}: the file is empty; fetch or write it again", Message(folder.File("u.nc")));
    }

    [Theory]
    [InlineData("lon,lat\n1,2\n")]
    [InlineData("CD")]
    [InlineData("CDX")]
    [InlineData("<html><head><title>404 Not Found</title></head></html>")]
    public void Text_is_not_taken_for_netcdf(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("u.nc"), content);
        Assert.StartsWith($"{folder.File("u.nc")}: is not a netCDF file; ", Message(folder.File("u.nc")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_classic_file_that_was_cut_short_is_refused_and_not_read_as_zeros(double part)
    {
        byte[] whole = File.ReadAllBytes(TestData.Path(GlobCurrent));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("u.nc"), whole[..(int)(whole.Length * part)]);
        Assert.Equal($"{folder.File("u.nc")}: the file is cut short: it ends before its data do; fetch or write it again", Message(folder.File("u.nc")));
    }

    [Fact]
    public void A_classic_file_that_is_cut_short_while_open_is_an_error_and_not_zeros()
    {
        byte[] whole = File.ReadAllBytes(TestData.Path(GlobCurrent));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("u.nc"), whole);
        using NetcdfReader file = NetcdfReader.Open(folder.File("u.nc"));
        file.Failure = ExitCode.FileFailed;
        using (var stream = new FileStream(folder.File("u.nc"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(whole.Length / 2);
        var error = Assert.Throws<DriftException>(() => file.ReadAll<double>(file.Variable("northward_eulerian_current_velocity")));
        Assert.Equal(ExitCode.FileFailed, error.Code);
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NETCDF3_CLASSIC", true)]
    [InlineData("NETCDF3_64BIT_OFFSET", true)]
    [InlineData("NETCDF3_64BIT_DATA", true)]
    [InlineData("NETCDF3_CLASSIC", false)]
    [InlineData("NETCDF3_64BIT_DATA", false)]
    public void The_length_that_a_classic_header_promises_is_the_length_of_the_file(string format, bool grows)
    {
        const string python = "/usr/bin/python3";
        if (Shell.Run(python, ["-c", "import netCDF4"]).ExitCode != 0)
            Assert.Skip("python3-netcdf4 is not installed");
        using var folder = new TemporaryFolder();
        string path = folder.File("classic.nc");
        ShellResult made = Shell.Run(python, ["-c", $"""
            import netCDF4, numpy as np
            d = netCDF4.Dataset('{path}', 'w', format='{format}')
            d.title = 'abc'
            d.createDimension('t', None if {(grows ? "True" : "False")} else 3); d.createDimension('x', 5)
            v = d.createVariable('v', 'f8', ('t', 'x')); v.units = 'm s-1'; v.valid = np.array([1, 2, 3], 'i2')
            w = d.createVariable('w', 'i2', ('x',))
            s = d.createVariable('s', 'i1', ('t',))
            v[:] = np.ones((3, 5)); w[:] = 2; s[:] = np.ones(3)
            d.close()
            """]);
        Assert.True(made.ExitCode == 0, made.ToString());
        using (NetcdfReader file = NetcdfReader.Open(path))
            Assert.Equal(Enumerable.Repeat(1.0, 15), file.ReadAll<double>(file.Variable("v")));
        using (var stream = new FileStream(path, FileMode.Open))
            stream.SetLength(stream.Length - 5); // more than the padding of the last value
        Assert.Contains("cut short", Message(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_netcdf4_file_that_was_cut_short_is_refused(double part)
    {
        byte[] whole = File.ReadAllBytes(TestData.Path("peninsula/peninsulaU.nc"));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("u.nc"), whole[..(int)(whole.Length * part)]);
        string message = Message(folder.File("u.nc"));
        Assert.StartsWith($"{folder.File("u.nc")}: cannot be opened: ", message, StringComparison.Ordinal);
        Assert.Contains("the file is damaged or cut short", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_prints_nothing_of_its_own_from_any_thread()
    {
        using var folder = new TemporaryFolder();
        Written.Doubles(folder.File("u.nc"), 1, 2, 3);
        using (var stream = new FileStream(folder.File("u.nc"), FileMode.Open))
            stream.SetLength(stream.Length / 2);
        ShellResult result = Shell.Run(Shell.DotNet("Drift.Output.Probe")[0], Shell.DotNet("Drift.Output.Probe", "open", folder.File("u.nc"), "thread").Skip(1));
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public void A_file_without_permission_is_told_from_a_damaged_one()
    {
        Shell.Require("setpriv");
        using var folder = new TemporaryFolder();
        Written.Doubles(folder.File("u.nc"), 1, 2, 3);
        Assert.Equal(0, Shell.Run("chmod", ["755", folder.Path]).ExitCode);
        Assert.Equal(0, Shell.Run("chmod", ["000", folder.File("u.nc")]).ExitCode);
        string[] command = Shell.DotNet("Drift.Output.Probe", "open", folder.File("u.nc"));
        string[] unprivileged = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"];
        ShellResult result = Shell.Run(unprivileged[0], [.. unprivileged.Skip(1), .. command]);
        if (result.Error.Contains("Permission denied", StringComparison.Ordinal) && !result.Error.Contains("u.nc", StringComparison.Ordinal))
            Assert.Skip("the program itself may not be read by another user here");
        Assert.True(result.ExitCode == (int)ExitCode.Preflight, result.ToString());
        Assert.Equal($"{folder.File("u.nc")}: there is no permission to read the file; check who may read it (ls -l)", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void A_library_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        Written.Doubles(folder.File("u.nc"), 1);
        string[] command = Shell.DotNet("Drift.Output.Probe", "open", folder.File("u.nc"));
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { [NetcdfLibrary.Override] = "/nowhere/libnetcdf.so" };
        ShellResult result = Shell.Run(command[0], command.Skip(1), environment);
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.Contains("'/nowhere/libnetcdf.so' is not a netCDF library that can be loaded", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static string Message(string path)
    {
        var error = Assert.Throws<DriftException>(() => NetcdfReader.Open(path));
        Assert.Equal(ExitCode.Preflight, error.Code);
        return error.Message;
    }
}
