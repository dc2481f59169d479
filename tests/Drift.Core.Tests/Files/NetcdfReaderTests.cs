using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Files;

public sealed class NetcdfReaderTests
{
    private const string GlobCurrent = "globcurrent/20020101000000-GLOBCURRENT-L4-CUReul_hs-ALT_SUM-v02.0-fv01.0.nc";
    private const string Eastward = "eastward_eulerian_current_velocity";

    [Fact]
    public void A_classic_file_tells_its_dimensions_types_and_attributes()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path(GlobCurrent));
        NetcdfVariable eastward = file.Variable(Eastward);
        Assert.Equal("time lat lon", string.Join(' ', eastward.Dimensions.Select(d => d.Name)));
        Assert.Equal([1L, 41, 81], eastward.Dimensions.Select(d => d.Length));
        Assert.True(eastward.Dimensions[0].IsUnlimited);
        Assert.Equal(NetcdfType.Float64, eastward.Type);
        Assert.Equal("days since 1900-1-1", file.Variable("time").Text("Unit"));
        Assert.Null(file.Variable("time").Text("units"));
        Assert.Equal(37255.0, Assert.Single(file.ReadAll<double>(file.Variable("time"))));
    }

    [Fact]
    public void A_netcdf4_file_tells_its_dimensions_types_and_attributes()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path("moving-eddies/moving_eddiesU.nc"));
        NetcdfVariable u = file.Variable("vozocrtx");
        Assert.Equal(NetcdfType.Float32, u.Type);
        Assert.Equal([8L, 1, 350, 200], u.Dimensions.Select(d => d.Length));
        Assert.True(double.IsNaN(u.Number("_FillValue")!.Value));
        Assert.Equal("flat", file.Attribute("parcels_mesh")!.Text);
    }

    [Fact]
    public void A_piece_of_a_variable_is_that_piece_of_the_whole()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path(GlobCurrent));
        NetcdfVariable eastward = file.Variable(Eastward);
        double[] whole = file.ReadAll<double>(eastward);
        double[] piece = new double[3 * 5];
        file.Read(eastward, [0, 7, 20], [1, 3, 5], piece.AsSpan());
        for (int y = 0; y < 3; y++)
            Assert.Equal(whole.AsSpan(((7 + y) * 81) + 20, 5), piece.AsSpan(y * 5, 5));
        Assert.Contains(whole, double.IsNaN);
        Assert.Contains(whole, v => v is > 0.1 and < 5);
    }

    [Fact]
    public void Values_are_converted_to_the_type_that_is_asked_for()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path("moving-eddies/moving_eddiesU.nc"));
        NetcdfVariable u = file.Variable("vozocrtx");
        float[] single = file.ReadAll<float>(u);
        double[] doubles = file.ReadAll<double>(u);
        Assert.Equal(single.Length, doubles.Length);
        for (int i = 0; i < single.Length; i++)
            Assert.Equal((double)single[i], doubles[i]);
    }

    [Fact]
    public void A_variable_that_is_not_there_is_answered_by_those_that_are_and_the_nearest()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path("moving-eddies/moving_eddiesU.nc"));
        var error = Assert.Throws<DriftException>(() => file.Variable("vozocrty"));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Assert.Contains("there is no variable 'vozocrty' in the file: it has y, x, vozocrtx, depthu", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'vozocrtx'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_threads_may_read_one_file_at_once()
    {
        using NetcdfReader file = NetcdfReader.Open(TestData.Path(GlobCurrent));
        NetcdfVariable eastward = file.Variable(Eastward);
        double[] expected = file.ReadAll<double>(eastward);
        Parallel.For(0, 50, new ParallelOptions { MaxDegreeOfParallelism = 50 }, _ => Assert.Equal(expected, file.ReadAll<double>(eastward)));
    }

    [Fact]
    public void A_box_larger_than_a_slab_is_read_in_order()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("large.nc");
        const int planes = 3, rows = 1500, columns = 701; // 25 MB: two halvings, the second within a plane
        double[] values = [.. Enumerable.Range(0, planes * rows * columns).Select(i => (double)i)];
        using (NetcdfWriter writer = NetcdfWriter.Create(path))
        {
            writer.DefineDimension("t", planes);
            writer.DefineDimension("y", rows);
            writer.DefineDimension("x", columns);
            writer.DefineVariable("v", NetcdfType.Float64, ["t", "y", "x"]);
            writer.EndDefinitions();
            writer.Write<double>("v", [0, 0, 0], [planes, rows, columns], values);
            writer.Close();
        }
        using NetcdfReader file = NetcdfReader.Open(path);
        Assert.Equal(values, file.ReadAll<double>(file.Variable("v")));
        double[] box = new double[2 * 1499 * 700];
        file.Read(file.Variable("v"), [1, 1, 1], [2, 1499, 700], box.AsSpan());
        Assert.Equal(values[(((1 * rows) + 1) * columns) + 1], box[0]);
        Assert.Equal(values[^1], box[^1]);
    }

    [Fact]
    public void Strings_of_python_read_like_characters()
    {
        const string python = "/usr/bin/python3";
        if (Shell.Run(python, ["-c", "import netCDF4"]).ExitCode != 0)
            Assert.Skip("python3-netcdf4 is not installed");
        using var folder = new TemporaryFolder();
        string path = folder.File("strings.nc");
        ShellResult made = Shell.Run(python, ["-c", $"""
            import netCDF4, numpy as np
            d = netCDF4.Dataset('{path}', 'w')
            d.createDimension('x', 2)
            v = d.createVariable('v', 'i2', ('x',))
            v.setncattr_string('units', 'm²')
            v.setncattr_string('many', ['one', 'two'])
            v.setncattr('scale', np.array([0.5, 0.25]))
            v.setncattr('big', np.int64(2**53 + 1))
            v.setncattr('huge', np.uint64(2**64 - 1))
            v[:] = [-3, 4]
            d.close()
            """]);
        Assert.Equal(0, made.ExitCode);
        using NetcdfReader file = NetcdfReader.Open(path);
        NetcdfVariable v = file.Variable("v");
        Assert.Equal("m²", v.Text("units"));
        Assert.Equal("one\ntwo", v.Text("many"));
        Assert.Equal([0.5, 0.25], v.Attribute("scale")!.Numbers);
        Assert.Equal([9007199254740993L], v.Attribute("big")!.Integers);
        Assert.Equal(1.8446744073709552e19, v.Number("huge"));
        Assert.Equal([-3L, 4], file.ReadAll<long>(v));
    }

    [Fact]
    public void A_value_too_large_for_single_precision_reads_as_infinite()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("fill.nc");
        Written.Doubles(path, 1e300, 1.5);
        using NetcdfReader file = NetcdfReader.Open(path);
        Assert.Equal([float.PositiveInfinity, 1.5f], file.ReadAll<float>(file.Variable("v")));
    }

    [Fact]
    public void A_value_that_fits_no_integer_is_an_error_with_the_variables_name()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("range.nc");
        Written.Doubles(path, 1e20);
        using NetcdfReader file = NetcdfReader.Open(path);
        file.Failure = ExitCode.FileFailed;
        var error = Assert.Throws<DriftException>(() => file.ReadAll<int>(file.Variable("v")));
        Assert.Equal(ExitCode.FileFailed, error.Code);
        Assert.StartsWith($"{path}: cannot read variable 'v': ", error.Message, StringComparison.Ordinal);
    }
}
