using System.Globalization;
using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Output.Probe;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

/// <summary>Files in single precision, and complete files that are made from the plain one.</summary>
public sealed class ConvertedOutputTests
{
    [Theory]
    [InlineData(7, 3)] // one chunk
    [InlineData(1000, 300)] // several chunks along time, the last of them short
    [InlineData(300_000, 3)] // several along trajectories
    public void A_compressed_file_holds_the_same_bits_and_nothing_is_left_beside_it(int trajectories, int outputs)
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(trajectories, outputs);
        Outputs.Write(folder.File("plain.h5"), schema: schema);
        Outputs.Write(folder.File("small.h5"), schema: schema with { Compression = 1 });
        Assert.Null(TrajectoryDiff.Compare(folder.File("plain.h5"), folder.File("small.h5")));
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("small.h5"));
        Assert.Null(ProbeRun.FirstWrong(file, schema));
        Assert.Equal(["plain.h5", "small.h5"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Every_type_attribute_and_once_written_variable_survives_compression()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("plain.h5"));
        Write(folder.File("small.h5"), Ensemble() with { Compression = 9 });
        Assert.Null(TrajectoryDiff.Compare(folder.File("plain.h5"), folder.File("small.h5")));
        using TrajectoryFile plain = TrajectoryFile.Open(folder.File("plain.h5"));
        using TrajectoryFile small = TrajectoryFile.Open(folder.File("small.h5"));
        string[] changing = ["date_created", "date_modified", "history", "wall_time", "peak_memory"];
        Assert.Equal(
            plain.Attributes.Select(a => a.ToString()).Where(a => !changing.Any(c => a.StartsWith(c, StringComparison.Ordinal))),
            small.Attributes.Select(a => a.ToString()).Where(a => !changing.Any(c => a.StartsWith(c, StringComparison.Ordinal))));
    }

    [Fact]
    public void H5dump_finds_the_compression_that_was_asked_for()
    {
        Shell.Require("h5dump");
        using var folder = new TemporaryFolder();
        Write(folder.File("a.h5"), Ensemble() with { Compression = 7 });
        string text = Shell.Run("h5dump", ["-p", "-H", "-d", "/lat", folder.File("a.h5")]).Output;
        Assert.Contains("PREPROCESSING SHUFFLE", text, StringComparison.Ordinal);
        Assert.Contains("COMPRESSION DEFLATE { LEVEL 7 }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_single_precision_each_number_is_the_nearest_float_and_times_stay_as_they_are()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(150_000, 2); // more rows than are narrowed at once
        foreach (bool isSingle in new[] { false, true })
        {
            using TrajectoryWriter writer = TrajectoryWriter.Create(folder.File(isSingle ? "single.h5" : "double.h5"), schema with { SinglePrecision = isSingle });
            for (int obs = 0; obs < 2; obs++)
            {
                ProbeRun.WriteOutput(writer, schema, obs, 150_000);
                writer.Sync();
            }
            writer.Complete();
        }
        using TrajectoryFile wide = TrajectoryFile.Open(folder.File("double.h5"));
        using TrajectoryFile narrow = TrajectoryFile.Open(folder.File("single.h5"));
        Assert.Equal(
            [NumberType.Float32, NumberType.Float32, NumberType.Int8, NumberType.Int64, NumberType.Float64], narrow.Variables.Select(v => v.Type));
        Assert.Equal(wide.Times, narrow.Times);
        double[] expected = new double[schema.Trajectories];
        float[] actual = new float[schema.Trajectories];
        for (int v = 0; v < 2; v++)
        {
            wide.ReadRows(1, v, 0, expected.AsSpan());
            narrow.ReadRows(1, v, 0, actual.AsSpan());
            Assert.Equal(expected.Select(x => BitConverter.SingleToInt32Bits((float)x)), actual.Select(BitConverter.SingleToInt32Bits));
        }
        Assert.True(new FileInfo(folder.File("single.h5")).Length < schema.Bytes);
    }

    [Fact]
    public void In_single_precision_a_missing_position_is_the_fill_value_of_the_file()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.h5"), Ensemble() with { SinglePrecision = true });
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("a.h5"));
        float[] lon = new float[6];
        file.ReadRows(1, file.IndexOf("lon"), 0, lon.AsSpan());
        Assert.Equal(BitConverter.SingleToInt32Bits(float.NaN), BitConverter.SingleToInt32Bits(lon[4]));
        Assert.Equal(NumberType.Float64, file.Variables[file.IndexOf("release_time")].Type);
    }

    [Fact]
    public void Files_of_two_precisions_differ_in_shape()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        Write(folder.File("b.h5"), Ensemble() with { SinglePrecision = true });
        Assert.Equal(
            "variable lon of type Float64, recorded Always, against Float32, Always", TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5"))?.ToString());
    }

    [Fact]
    public void An_interrupted_file_in_single_precision_is_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Ensemble() with { SinglePrecision = true, Compression = 2 };
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema))
            Outputs.WriteObs(writer, schema, 0);
        using (TrajectoryWriter writer = TrajectoryWriter.Resume(folder.File("a.h5"), schema))
        {
            for (int obs = 1; obs < 3; obs++)
                Outputs.WriteObs(writer, schema, obs);
            writer.Complete();
        }
        Write(folder.File("b.h5"), schema);
        Assert.Null(TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5")));
    }

    [Theory]
    [InlineData(OutputLayout.Plain, 1, 0, "compressed file")]
    [InlineData(OutputLayout.Plain, 1, 1_200_000, "compressed file")]
    [InlineData(OutputLayout.Parcels, 0, 4_000_000, "layout of Parcels")]
    [InlineData(OutputLayout.Parcels, 1, 1_200_000, "layout of Parcels")]
    public void A_disk_that_fills_up_at_the_end_leaves_the_plain_file_whole(OutputLayout layout, int level, int left, string what)
    {
        using var disk = SmallDisk.Mount(200);
        string path = Path.Combine(disk.Path, "a.h5");
        TrajectorySchema schema = ProbeRun.Schema(150_000, 20) with { Layout = layout, Compression = level }; // 77 MB
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < 20; obs++)
        {
            ProbeRun.WriteOutput(writer, schema, obs, 150_000);
            writer.Sync();
        }
        disk.Fill(left);
        var error = Assert.Throws<DriftException>(() => writer.Complete());
        Assert.Equal(ExitCode.FileFailed, error.Code);
        Assert.StartsWith($"{path}.partial: this file is complete, but the {what} cannot be made from it: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; it holds the whole run in plain form: keep it under another name (mv {path}.partial {path})", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path + ".aside"));
        using TrajectoryFile file = TrajectoryFile.Open(path + ".partial");
        Assert.True(file.IsComplete, error.Message);
        Assert.Null(ProbeRun.FirstWrong(file, schema));
    }

    [Theory]
    [InlineData("Plain", 6)]
    [InlineData("Parcels", 1)]
    public void A_writer_that_is_killed_while_it_converts_leaves_a_whole_file(string layout, int level)
    {
        TrajectorySchema schema = ProbeRun.Schema(100_000, 8);
        var random = new Random(level);
        int plain = 0;
        for (int kill = 0; kill < 8; kill++)
        {
            using var folder = new TemporaryFolder();
            string path = folder.File("a.h5");
            string[] command = Shell.DotNet("Drift.Output.Probe", "convert", path, "100000", "8", layout, level.ToString(CultureInfo.InvariantCulture));
            using RunningProgram writer = Shell.Start(command[0], command.Skip(1));
            Assert.True(writer.WaitForOutput("converting"));
            Thread.Sleep(TimeSpan.FromMilliseconds(kill == 0 ? 0 : random.NextDouble() * 400));
            if (!writer.HasEnded)
                writer.Send(9);
            writer.Wait(TimeSpan.FromSeconds(10));
            Assert.True(File.Exists(path) || File.Exists(path + ".partial"));
            if (File.Exists(path) && layout == "Parcels")
            {
                using ParcelsFile file = ParcelsFile.Open(path);
                byte[] last = new byte[8 * sizeof(long)];
                file.ReadRows(file.IndexOf("age"), 99_999, 1, last);
                Assert.Equal(7_100_000, BitConverter.ToInt64(last, 7 * sizeof(long)));
                continue;
            }
            plain += File.Exists(path) ? 0 : 1;
            using TrajectoryFile left = TrajectoryFile.Open(File.Exists(path) ? path : path + ".partial");
            Assert.True(left.IsComplete);
            Assert.Null(ProbeRun.FirstWrong(left, schema));
        }
        Assert.True(plain > 0, "no kill fell into a conversion");
    }

    [Theory]
    [InlineData("Plain", 1)]
    [InlineData("Parcels", 0)]
    [InlineData("Parcels", 1)]
    public void A_conversion_needs_little_memory_beside_that_of_the_run(string layout, int level)
    {
        using var folder = new TemporaryFolder();

        // 250 MB, of which no variable of 80 MB would fit. Two blocks of 16 MiB, and as much again for the collector and the library.
        string[] command = Shell.DotNet("Drift.Output.Probe", "convert", folder.File("a.h5"), "500000", "20", layout, level.ToString(CultureInfo.InvariantCulture));
        ShellResult result = Shell.Run(command[0], command.Skip(1));
        Assert.True(result.ExitCode == 0, result.ToString());
        long[] peaks = [.. result.Lines.Where(l => l.StartsWith("convert", StringComparison.Ordinal)).Select(l => long.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture))];
        Assert.InRange(peaks[1] - peaks[0], 0, 64 << 10);
    }

    [Fact]
    public void A_file_that_was_left_aside_is_not_replaced_unless_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.h5.aside"), "precious");
        TrajectorySchema schema = ProbeRun.Schema(5, 2) with { Compression = 1 };
        Problem problem = Assert.Single(TrajectoryWriter.Check(folder.File("a.h5"), schema));
        Assert.Equal($"an interrupted run left {folder.File("a.h5.aside")} behind", problem.What);
        Assert.Empty(TrajectoryWriter.Check(folder.File("a.h5"), schema, overwrite: true));
        Assert.Empty(TrajectoryWriter.Check(folder.File("a.h5"), schema with { Compression = 0 }));
    }

    [Fact]
    public void The_room_for_both_files_is_asked_for_before_the_first_step()
    {
        using var disk = SmallDisk.Mount(8);
        TrajectorySchema schema = ProbeRun.Schema(10_000, 20);
        Assert.Empty(TrajectoryWriter.Check(Path.Combine(disk.Path, "a.h5"), schema));
        Problem problem = Assert.Single(TrajectoryWriter.Check(Path.Combine(disk.Path, "a.h5"), schema with { Compression = 1 }));
        Assert.StartsWith("the output needs 5.2 MB and up to 5.2 MB more at the end, while the complete file is made from it, and ", problem.What, StringComparison.Ordinal);
    }

    private static TrajectorySchema Ensemble() => Outputs.Ensemble(Mesh.Spherical, new TimeReference("2002-01-01 00:00:00", "standard"));

    private static void Write(string path, TrajectorySchema schema)
    {
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < schema.Times.Count; obs++)
            Outputs.WriteObs(writer, schema, obs);
        writer.Complete();
    }
}
