using System.Runtime.InteropServices;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Output.Probe;
using Drift.Testing;
using PureHDF;
using Xunit;

namespace Drift.Core.Tests.Output;

/// <summary>The file is opened by programs that know nothing of this one.</summary>
public sealed class OtherReadersTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData("double time(time) ;")]
    [InlineData("time:standard_name = \"time\" ;")]
    [InlineData("time:units = \"seconds since 2002-01-01 00:00:00\" ;")]
    [InlineData("time:calendar = \"standard\" ;")]
    [InlineData("time:axis = \"T\" ;")]
    [InlineData("int64 trajectory(trajectory) ;")]
    [InlineData("trajectory:cf_role = \"trajectory_id\" ;")]
    [InlineData("double lon(time, trajectory) ;")]
    [InlineData("lon:standard_name = \"longitude\" ;")]
    [InlineData("lon:units = \"degrees_east\" ;")]
    [InlineData("lon:_FillValue = NaN ;")]
    [InlineData("double lat(time, trajectory) ;")]
    [InlineData("lat:standard_name = \"latitude\" ;")]
    [InlineData("lat:units = \"degrees_north\" ;")]
    [InlineData("lat:_FillValue = NaN ;")]
    [InlineData("double z(time, trajectory) ;")]
    [InlineData("z:standard_name = \"depth\" ;")]
    [InlineData("z:units = \"m\" ;")]
    [InlineData("z:positive = \"down\" ;")]
    [InlineData("byte status(time, trajectory) ;")]
    [InlineData("status:flag_values = 0b, 1b, 2b, 3b, 4b, 5b, 6b, 7b, 8b, 9b, 10b, 11b ;")]
    [InlineData("status:flag_meanings = \"active not_released deleted out_of_grid out_of_time not_finite above_surface below_bottom absorbed beached stuck died\" ;")]
    [InlineData("status:coordinates = \"lon lat z\" ;")]
    [InlineData("int realisation(trajectory) ;")]
    [InlineData("int64 seed(trajectory) ;")]
    [InlineData("double release_time(trajectory) ;")]
    [InlineData("release_time:units = \"seconds since 2002-01-01 00:00:00\" ;")]
    [InlineData("double release_lon(trajectory) ;")]
    [InlineData("double release_lat(trajectory) ;")]
    [InlineData("double release_z(trajectory) ;")]
    [InlineData("byte tiny(time, trajectory) ;")]
    [InlineData("tiny:_FillValue = -128b ;")]
    [InlineData("int count(time, trajectory) ;")]
    [InlineData("count:_FillValue = -2147483648 ;")]
    [InlineData("int64 ticks(time, trajectory) ;")]
    [InlineData("float temperature(time, trajectory) ;")]
    [InlineData("temperature:_FillValue = NaNf ;")]
    [InlineData("temperature:standard_name = \"sea_water_temperature\" ;")]
    [InlineData("temperature:coordinates = \"lon lat z\" ;")]
    [InlineData("temperature:units = \"degree_C\" ;")]
    [InlineData("temperature:long_name = \"temperature\" ;")]
    [InlineData("int origin(trajectory) ;")]
    [InlineData(":Conventions = \"CF-1.11, ACDD-1.3\" ;")]
    [InlineData(":featureType = \"trajectory\" ;")]
    [InlineData(":title = \"Six particles off Þingvellir\" ;")]
    [InlineData("Z drift run test.yaml\" ;")]
    [InlineData(":source = \"Drift ")]
    [InlineData(":date_created = \"2")]
    [InlineData(":date_modified = \"2")]
    [InlineData(":time_coverage_start = \"2002-01-01T00:00:00Z\" ;")]
    [InlineData(":time_coverage_end = \"2002-01-03T00:00:00Z\" ;")]
    [InlineData(":geospatial_lon_min = 0. ;")]
    [InlineData(":geospatial_lon_max = 2.625 ;")]
    [InlineData(":geospatial_lat_min = 10. ;")]
    [InlineData(":geospatial_lat_max = 12.625 ;")]
    [InlineData(":geospatial_vertical_min = 20. ;")]
    [InlineData(":geospatial_vertical_max = 22.625 ;")]
    [InlineData(":geospatial_vertical_positive = \"down\" ;")]
    [InlineData(":drift_version = \"")]
    [InlineData(":drift_commit = \"")]
    [InlineData(":experiment = \"title: test\\n\" ;")]
    [InlineData(":experiment_sha256 = \"")]
    [InlineData(":random_number_generator = \"Philox4x32-10\" ;")]
    [InlineData(":random_seeds = \"11, 9007199254740993\" ;")]
    [InlineData(":metres_per_degree = 111120. ;")]
    [InlineData(":mpi_ranks = 4 ;")]
    [InlineData(":threads_per_rank = 2 ;")]
    [InlineData(":mpi_library = \"Open MPI 4.1.4\" ;")]
    [InlineData(":host = \"")]
    [InlineData(":dotnet_version = \"10.")]
    [InlineData(":wall_time = ")]
    [InlineData(":peak_memory = 12.5 ;")]
    public void Ncdump_shows(string line) => Assert.Contains(line, Header.Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("lon:units = \"m\" ;")]
    [InlineData("lon:standard_name = \"projection_x_coordinate\" ;")]
    [InlineData("lat:units = \"m\" ;")]
    [InlineData("lat:standard_name = \"projection_y_coordinate\" ;")]
    [InlineData("time:units = \"seconds since 1970-01-01 00:00:00\" ;")]
    [InlineData("time:comment = \"no calendar: ")]
    public void Ncdump_shows_of_a_flat_mesh_without_dates(string line) => Assert.Contains(line, FlatHeader.Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("calendar =")]
    [InlineData("geospatial_lon")]
    [InlineData("time_coverage")]
    [InlineData("metres_per_degree")]
    public void Ncdump_does_not_show_of_a_flat_mesh_without_dates(string word) => Assert.DoesNotContain(word, FlatHeader.Value, StringComparison.Ordinal);

    [Fact]
    public void H5dump_shows_contiguous_rows_of_plain_numbers()
    {
        Shell.Require("h5dump");
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        ShellResult result = Shell.Run("h5dump", ["-p", "-d", "/lat", folder.File("a.h5")]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("DATATYPE  H5T_IEEE_F64LE", result.Output, StringComparison.Ordinal);
        Assert.Contains("DATASPACE  SIMPLE { ( 3, 6 ) / ( 3, 6 ) }", result.Output, StringComparison.Ordinal);
        Assert.Contains("CONTIGUOUS", result.Output, StringComparison.Ordinal);
        Assert.Contains("(1,0): 11, 11.125, 11.25, 11.375,", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PureHdf_reads_every_variable_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Outputs.WriteEnsemble(folder.File("a.h5"));
        using var file = H5File.OpenRead(folder.File("a.h5"));
        for (int v = 0; v < schema.Variables.Count; v++)
        {
            Variable variable = schema.Variables[v];
            int outputs = variable.Recorded == Recorded.Once ? 1 : schema.Times.Count;
            byte[] expected = [.. Enumerable.Range(0, outputs).SelectMany(obs => Outputs.Rows(schema, obs, v))];
            IH5Dataset dataset = file.Dataset(variable.Name);
            byte[] actual = variable.Type switch
            {
                NumberType.Float64 => Bytes(dataset.Read<double[]>()),
                NumberType.Float32 => Bytes(dataset.Read<float[]>()),
                NumberType.Int64 => Bytes(dataset.Read<long[]>()),
                NumberType.Int32 => Bytes(dataset.Read<int[]>()),
                _ => Bytes(dataset.Read<sbyte[]>()),
            };
            Assert.Equal(expected, actual);
        }

        static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
    }

    [Theory]
    [InlineData("netcdf4", "netCDF4")]
    [InlineData("h5netcdf", "h5netcdf")]
    public void Xarray_decodes_dates_flags_and_missing_values(string engine, string module)
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        Run(module, $$"""
            import xarray as xr, numpy as np
            ds = xr.open_dataset('{{folder.File("a.h5")}}', engine='{{engine}}')
            assert str(ds.time.values[1])[:19] == '2002-01-02T00:00:00', ds.time
            one = ds.sel(time='2002-01-02T00:00:00')
            assert one.temperature.dims == ('trajectory',), one
            assert np.array_equal(one.lat.values, [11, 11.125, 11.25, 11.375, np.nan, 11.625], equal_nan=True), one.lat
            assert ds.status.dtype == np.int8, ds.status.dtype
            meanings = dict(zip(ds.status.flag_values, ds.status.flag_meanings.split()))
            assert [meanings[s] for s in one.status.values] == ['active'] * 4 + ['out_of_grid', 'active'], one.status
            assert set(ds.temperature.coords) == {'time', 'trajectory', 'lon', 'lat', 'z'}, ds.temperature.coords
            assert np.isnan(ds.temperature.values[1, 4]) and ds.temperature.values[2, 5] == np.float32(72.625)
            assert np.isnan(ds['count'].values[1, 4]) and ds['count'].values[0, 5] == 5 * 2**20 + 5
            assert list(ds.seed.values) == [11] * 3 + [2**53 + 1] * 3, ds.seed
            assert list(ds.where(ds.realisation == 1, drop=True).trajectory.values) == [3, 4, 5]
            assert ds.attrs['title'] == 'Six particles off Þingvellir', ds.attrs['title']
            assert ds.attrs['experiment'] == 'title: test\n', ds.attrs['experiment']
            assert ds.attrs['geospatial_lat_max'] == 12.625
            assert str(ds.release_time.values[0])[:16] == '2002-01-01T00:01', ds.release_time
            assert ds.sel(time='2002-01-03').lat.values.ravel()[0] == 12
            """);
    }

    [Theory]
    [InlineData("netcdf4", "netCDF4")]
    [InlineData("h5netcdf", "h5netcdf")]
    public void Xarray_opens_an_interrupted_file(string engine, string module)
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(5, 4);
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema))
        {
            for (int obs = 0; obs < 2; obs++)
            {
                ProbeRun.WriteOutput(writer, schema, obs, 5);
                writer.Sync();
            }
        }
        Run(module, $"""
            import xarray as xr, numpy as np
            ds = xr.open_dataset('{folder.File("a.h5.partial")}', engine='{engine}')
            there = ds.isel(time=ds.time.notnull())
            assert there.sizes['time'] == 2, ds.time
            assert there.age.values[1, 4] == 1000005
            """);
    }

    [Fact]
    public void Xarray_opens_a_file_without_dates()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"), Mesh.Flat, TimeReference.None);
        Run("netCDF4", $"""
            import xarray as xr
            ds = xr.open_dataset('{folder.File("a.h5")}', decode_times=False)
            assert list(ds.time.values) == [0, 86400, 172800]
            assert 'no calendar' in ds.time.comment
            xr.open_dataset('{folder.File("a.h5")}')
            """);
    }

    private static Lazy<string> Header { get; } = new(() => Dump(Mesh.Spherical, new TimeReference("2002-01-01 00:00:00", "standard")));

    private static Lazy<string> FlatHeader { get; } = new(() => Dump(Mesh.Flat, TimeReference.None));

    private static string Dump(Mesh mesh, TimeReference reference)
    {
        Shell.Require("ncdump");
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"), mesh, reference);
        ShellResult result = Shell.Run("ncdump", ["-h", folder.File("a.h5")]);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    private static void Run(string module, string script)
    {
        if (!File.Exists(Python) || Shell.Run(Python, ["-c", $"import xarray, {module}"]).ExitCode != 0)
            Assert.Skip($"xarray with {module} is not installed");
        ShellResult result = Shell.Run(Python, ["-c", script]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
