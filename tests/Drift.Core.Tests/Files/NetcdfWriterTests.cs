using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Files;

public sealed class NetcdfWriterTests
{
    [Theory]
    [InlineData(NetcdfType.Int8, 1)]
    [InlineData(NetcdfType.Int16, 2)]
    [InlineData(NetcdfType.Int32, 4)]
    [InlineData(NetcdfType.Int64, 8)]
    [InlineData(NetcdfType.UInt8, 1)]
    [InlineData(NetcdfType.UInt16, 2)]
    [InlineData(NetcdfType.UInt32, 4)]
    [InlineData(NetcdfType.UInt64, 8)]
    [InlineData(NetcdfType.Float32, 4)]
    [InlineData(NetcdfType.Float64, 8)]
    public void Every_bit_of_every_type_comes_back(NetcdfType type, int size)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. Enumerable.Range(0, 256 * 8).Select(i => (byte)((i * 37) + (i >> 8)))];
        int count = bytes.Length / size;
        using (NetcdfWriter writer = NetcdfWriter.Create(folder.File("v.nc")))
        {
            writer.DefineDimension("x", count);
            writer.DefineVariable("v", type, ["x"]);
            writer.EndDefinitions();
            writer.WriteRaw("v", [0], [count], bytes);
            writer.Close();
        }
        using NetcdfReader file = NetcdfReader.Open(folder.File("v.nc"));
        Assert.Equal(type, file.Variable("v").Type);
        byte[] back = new byte[bytes.Length];
        file.ReadRaw(file.Variable("v"), [0], [count], back);
        Assert.Equal(bytes, back);
    }

    [Fact]
    public void Attributes_of_every_kind_come_back()
    {
        using var folder = new TemporaryFolder();
        string text = string.Concat(Enumerable.Repeat("lon: [1.5, 2.5] # größer\n", 8000)); // 216 kB: more than an HDF5 object header holds
        NetcdfAttribute[] attributes =
        [
            NetcdfAttribute.Of("text", text),
            NetcdfAttribute.Of("doubles", 1.5, double.NaN),
            NetcdfAttribute.Of("ints", -1, int.MaxValue),
            NetcdfAttribute.Of("longs", long.MinValue, 1L << 62),
            NetcdfAttribute.Of("bytes", (sbyte)-128, (sbyte)127),
        ];
        using (NetcdfWriter writer = NetcdfWriter.Create(folder.File("a.nc")))
        {
            foreach (NetcdfAttribute attribute in attributes)
                writer.PutAttribute("", attribute);
            writer.EndDefinitions();
            writer.Close();
        }
        using NetcdfReader file = NetcdfReader.Open(folder.File("a.nc"));
        foreach (NetcdfAttribute attribute in attributes)
        {
            NetcdfAttribute back = file.Attribute(attribute.Name)!;
            Assert.Equal(attribute.Type, back.Type);
            Assert.Equal(attribute.Text, back.Text);
            Assert.Equal(attribute.Numbers, back.Numbers);
            Assert.Equal(attribute.Integers, back.Integers);
        }
    }

    [Fact]
    public void A_filled_variable_is_the_fill_value_where_nothing_was_written()
    {
        using var folder = new TemporaryFolder();
        using (NetcdfWriter writer = NetcdfWriter.Create(folder.File("f.nc")))
        {
            writer.DefineDimension("x", 3);
            writer.DefineVariable("v", NetcdfType.Int32, ["x"], Bytes(int.MinValue), new NetcdfStorage(Prefill: true));
            writer.EndDefinitions();
            writer.Write<int>("v", [1], [1], [7]);
            writer.Close();
        }
        using NetcdfReader file = NetcdfReader.Open(folder.File("f.nc"));
        Assert.Equal([int.MinValue, 7, int.MinValue], file.ReadAll<int>(file.Variable("v")));
        Assert.Equal(int.MinValue, file.Variable("v").Number("_FillValue"));
    }

    [Fact]
    public void A_compressed_variable_is_smaller_and_the_same()
    {
        using var folder = new TemporaryFolder();
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => (double)(i % 10))];
        using (NetcdfWriter writer = NetcdfWriter.Create(folder.File("c.nc")))
        {
            writer.DefineDimension("x", values.Length);
            writer.DefineVariable("v", NetcdfType.Float64, ["x"], default, new NetcdfStorage(Chunks: [10_000], Deflate: 4));
            writer.EndDefinitions();
            writer.Write<double>("v", [0], [values.Length], values);
            writer.Close();
        }
        Assert.True(new FileInfo(folder.File("c.nc")).Length < values.Length);
        using NetcdfReader file = NetcdfReader.Open(folder.File("c.nc"));
        Assert.Equal(values, file.ReadAll<double>(file.Variable("v")));
    }

    [Fact]
    public void A_file_that_exists_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        Written.Doubles(folder.File("v.nc"), 1);
        var error = Assert.Throws<DriftException>(() => NetcdfWriter.Create(folder.File("v.nc")));
        Assert.Equal(ExitCode.FileFailed, error.Code);
        Assert.StartsWith($"{folder.File("v.nc")}: cannot be created: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_being_written_is_not_taken_for_a_damaged_one()
    {
        using var folder = new TemporaryFolder();
        using NetcdfWriter writer = NetcdfWriter.Create(folder.File("v.nc"));
        writer.EndDefinitions();
        writer.Sync();
        string[] command = Shell.DotNet("Drift.Output.Probe", "open", folder.File("v.nc"));
        ShellResult result = Shell.Run(command[0], command.Skip(1));
        Assert.Equal((int)ExitCode.Preflight, result.ExitCode);
        Assert.Contains("another program", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_beyond_the_end_is_an_error_with_the_variables_name()
    {
        using var folder = new TemporaryFolder();
        using NetcdfWriter writer = NetcdfWriter.Create(folder.File("v.nc"));
        writer.DefineDimension("x", 3);
        writer.DefineVariable("v", NetcdfType.Float64, ["x"]);
        writer.EndDefinitions();
        var error = Assert.Throws<DriftException>(() => writer.Write<double>("v", [2], [2], [1, 2]));
        Assert.Contains("cannot write variable 'v'", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(int value) => MemoryMarshal.AsBytes<int>([value]).ToArray();
}
