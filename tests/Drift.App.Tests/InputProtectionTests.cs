using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What a run reads is safe from it, also with --overwrite.</summary>
public sealed class InputProtectionTests
{
    [Theory]
    [InlineData("run.yaml", "the output file is the experiment file itself")]
    [InlineData("currents.nc", "the output file is an input of the field U")]
    [InlineData("./link.h5", "the output file is an input of the field U")]
    public void A_run_never_writes_over_what_it_reads(string output, string expected)
    {
        using Lab lab = new Lab().WriteCurrents("currents.nc").Write("run.yaml", Lab.Currents);
        File.CreateSymbolicLink(lab.File("link.h5"), lab.File("currents.nc"));
        byte[] experiment = File.ReadAllBytes(lab.File("run.yaml"));
        byte[] data = File.ReadAllBytes(lab.File("currents.nc"));
        ShellResult result = lab.Drift("run", "run.yaml", "--output", output, "--overwrite");
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.Equal($"{output}: {expected}; give another name", result.Messages()[0].Replace("drift: ", "", StringComparison.Ordinal));
        Assert.Equal(experiment, File.ReadAllBytes(lab.File("run.yaml")));
        Assert.Equal(data, File.ReadAllBytes(lab.File("currents.nc")));
    }

    [Fact]
    public void A_file_without_a_snapshot_is_found()
    {
        Shell.Require("ncgen");
        using Lab lab = new Lab().Write("run.yaml", Lab.Currents);
        lab.Write("currents.cdl", """
            netcdf currents {
            dimensions: time = UNLIMITED ; lat = 2 ; lon = 2 ;
            variables: double time(time) ; double lat(lat) ; double lon(lon) ; float uo(time, lat, lon) ; float vo(time, lat, lon) ;
            data: lat = 0, 2 ; lon = 10, 12 ;
            }
            """);
        Assert.Equal(0, Shell.Run("ncgen", ["-o", "currents.nc", "currents.cdl"], folder: lab.Folder).ExitCode);
        ShellResult result = lab.Drift("run", "run.yaml");
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.All(result.Messages(), m => Assert.Contains("it holds no snapshot: its time dimension has length 0; give files with at least one time", m, StringComparison.Ordinal));
    }
}
