using Drift.Core.Output;
using Drift.Testing;
using PureHDF;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The file of a run on three ranks, opened by programs that know nothing of this one.</summary>
public sealed class OtherReadersTests(OtherReadersTests.RunOnce run) : IClassFixture<OtherReadersTests.RunOnce>
{
    private const string Python = "/usr/bin/python3";
    private readonly TrajectoryFile file = run.File;

    public sealed class RunOnce : IDisposable
    {
        private readonly Lab lab = new Lab().WriteCurrents();

        public RunOnce() => File = lab.Run(Mpiexec.OpenMpi, 3, Lab.Currents, "out.h5", "--set", "particles.depth=15");

        public TrajectoryFile File { get; }

        public void Dispose()
        {
            File.Dispose();
            lab.Dispose();
        }
    }

    [Fact]
    public void Ncdump_and_h5dump_show_it()
    {
        Shell.Require("ncdump");
        Shell.Require("h5dump");
        string header = Shell.Run("ncdump", ["-h", file.Path]).Output;
        foreach (string line in new[] { "time = 5 ;", "trajectory = 5 ;", "double lon(time, trajectory) ;", "double z(time, trajectory) ;", "time:calendar = \"standard\" ;", ":mpi_ranks = 3 ;", ":mpi_library = \"Open MPI" })
            Assert.Contains(line, header, StringComparison.Ordinal);
        ShellResult hdf = Shell.Run("h5dump", ["-H", file.Path]);
        Assert.Equal(0, hdf.ExitCode);
        Assert.Contains("DATASET \"lon\"", hdf.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PureHdf_reads_the_same_bits()
    {
        using var other = H5File.OpenRead(file.Path);
        Assert.Equal(file.Bits("lon"), other.Dataset("lon").Read<double[]>().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(Enumerable.Repeat(15.0, 25), other.Dataset("z").Read<double[]>());
    }

    [Theory]
    [InlineData("netcdf4", "netCDF4")]
    [InlineData("h5netcdf", "h5netcdf")]
    public void Xarray_decodes_its_times_and_finds_a_day(string engine, string module)
    {
        if (!File.Exists(Python) || Shell.Run(Python, ["-c", $"import xarray, {module}"]).ExitCode != 0)
            Assert.Skip($"xarray with {module} is not installed");
        ShellResult result = Shell.Run(Python, ["-c", $"""
            import xarray as xr, numpy as np
            ds = xr.open_dataset('{file.Path}', engine='{engine}')
            assert [str(t)[:19] for t in ds.time.values[:2]] == ['2002-01-01T00:00:00', '2002-01-01T06:00:00'], ds.time
            end = ds.sel(time='2002-01-02')
            assert list(ds.lon.values[0]) == [11, 11.25, 11.5, 11.75, 12]
            assert (end.lon.values > ds.lon.values[0]).all() and (end.status.values == 0).all()
            assert ds.attrs['experiment'].startswith('mesh: spherical')
            """]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
