using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Output.Probe;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

public sealed class TrajectoryWriterTests
{
    [Fact]
    public void Every_value_of_every_number_type_comes_back()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Outputs.WriteEnsemble(folder.File("a.h5"));
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("a.h5"));
        Assert.True(file.IsComplete);
        Assert.Equal(schema.Trajectories, file.Trajectories);
        Assert.Equal(schema.Times, file.Times);
        Assert.Equal(schema.Variables.Select(v => (v.Name, v.Type, v.Recorded)), file.Variables.Select(v => (v.Name, v.Type, v.Recorded)));
        Assert.Equal(schema.Realisations!.Seeds, file.Seeds);
        for (int obs = 0; obs < schema.Times.Count; obs++)
        {
            for (int v = 0; v < schema.Variables.Count; v++)
            {
                byte[] expected = Outputs.Rows(schema, schema.Variables[v].Recorded == Recorded.Once ? 0 : obs, v);
                byte[] actual = new byte[expected.Length];
                file.ReadRows(obs, v, 0, actual);
                Assert.Equal(expected, actual);
            }
        }
    }

    [Fact]
    public void Trajectories_are_numbered_and_carry_the_seed_of_their_realisation()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        using NetcdfReader file = NetcdfReader.Open(folder.File("a.h5"));
        Assert.Equal([0L, 1, 2, 3, 4, 5], file.ReadAll<long>(file.Variable("trajectory")));
        Assert.Equal([0, 0, 0, 1, 1, 1], file.ReadAll<int>(file.Variable("realisation")));
        long large = 1L << 53 | 1;
        Assert.Equal([11L, 11, 11, large, large, large], file.ReadAll<long>(file.Variable("seed")));
    }

    [Fact]
    public void The_name_appears_only_when_the_file_is_complete()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(5, 2);
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema))
        {
            ProbeRun.WriteOutput(writer, schema, 0, 2);
            writer.Sync();
            ProbeRun.WriteOutput(writer, schema, 1, 2);
            writer.Sync(toDisk: true);
            Assert.False(File.Exists(folder.File("a.h5")));
            Assert.True(File.Exists(folder.File("a.h5.partial")));
            writer.Complete();
        }
        Assert.Equal([folder.File("a.h5")], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void An_interrupted_file_is_readable_up_to_the_last_output()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(5, 4);
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema))
        {
            ProbeRun.WriteOutput(writer, schema, 0, 2);
            writer.Sync();
            ProbeRun.WriteOutput(writer, schema, 1, 2);
        }
        using TrajectoryFile file = TrajectoryFile.Open(folder.File("a.h5.partial"));
        Assert.Equal(1, file.Reached);
        Assert.False(file.IsComplete);
        Assert.True(double.IsNaN(file.Times[1]));
        Assert.Null(ProbeRun.FirstWrong(file, schema));
    }

    [Fact]
    public void A_resumed_file_equals_an_undisturbed_one()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Outputs.Write(folder.File("whole.h5"), 5, 4);
        for (int interrupted = 0; interrupted <= 3; interrupted++)
        {
            string path = folder.File($"resumed{interrupted}.h5");
            using (TrajectoryWriter writer = TrajectoryWriter.Create(path, schema))
            {
                for (int obs = 0; obs < interrupted; obs++)
                {
                    ProbeRun.WriteOutput(writer, schema, obs, 3);
                    writer.Sync();
                }
            }
            using (TrajectoryWriter writer = TrajectoryWriter.Resume(path, schema))
            {
                Assert.Equal(interrupted, writer.Reached);
                for (int obs = writer.Reached; obs < 4; obs++)
                {
                    ProbeRun.WriteOutput(writer, schema, obs, 2);
                    writer.Sync();
                }
                writer.Complete();
            }
            Assert.Null(TrajectoryDiff.Compare(folder.File("whole.h5"), path));
            using TrajectoryFile file = TrajectoryFile.Open(path);
            Assert.Equal(1.003000004, file.Attributes.Single(a => a.Name is "geospatial_lon_max").Numbers[0]);
        }
    }

    [Fact]
    public void A_resumed_run_of_another_shape_is_refused_with_the_difference()
    {
        using var folder = new TemporaryFolder();
        using (TrajectoryWriter.Create(folder.File("a.h5"), ProbeRun.Schema(5, 4)))
        {
        }
        string message = Assert.Throws<DriftException>(() => TrajectoryWriter.Resume(folder.File("a.h5"), ProbeRun.Schema(6, 4))).Message;
        Assert.Contains("this is the file of another run: it has 5 trajectories, not 6", message, StringComparison.Ordinal);
        message = Assert.Throws<DriftException>(() => TrajectoryWriter.Resume(folder.File("a.h5"), ProbeRun.Schema(5, 3))).Message;
        Assert.Contains("it has 4 outputs, not 3", message, StringComparison.Ordinal);
        message = Assert.Throws<DriftException>(() => TrajectoryWriter.Resume(folder.File("b.h5"), ProbeRun.Schema(5, 3))).Message;
        Assert.Contains("there is no interrupted file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_file_is_kept_until_the_new_one_is_complete()
    {
        using var folder = new TemporaryFolder();
        Outputs.Write(folder.File("a.h5"), 5, 2);
        TrajectorySchema schema = ProbeRun.Schema(9, 1);
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema, overwrite: true))
        {
            ProbeRun.WriteOutput(writer, schema, 0, 9);
            using (TrajectoryFile before = TrajectoryFile.Open(folder.File("a.h5")))
                Assert.Equal(5, before.Trajectories);
            writer.Complete();
        }
        using TrajectoryFile after = TrajectoryFile.Open(folder.File("a.h5"));
        Assert.Equal(9, after.Trajectories);
    }

    [Fact]
    public void An_output_with_a_missing_row_is_a_defect_and_not_a_fill_value()
    {
        using var folder = new TemporaryFolder();
        using TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), ProbeRun.Schema(5, 1));
        writer.WriteRows(0, 0, 0, new byte[4 * 8]);
        Assert.Contains("obs 0 of lon: 4 rows of 5", Assert.Throws<InvalidOperationException>(() => writer.WriteTime(0, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => writer.Complete());
    }

    [Fact]
    public void Rows_beyond_the_last_trajectory_are_refused()
    {
        using var folder = new TemporaryFolder();
        using TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), ProbeRun.Schema(5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteRows(0, 0, 4, new byte[2 * 8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteRows(1, 0, 0, new byte[8]));
    }

    [Fact]
    public void Blocks_of_a_million_rows_are_written_without_memory_that_grows()
    {
        using var folder = new TemporaryFolder();
        const int rows = 1 << 20;
        TrajectorySchema schema = ProbeRun.Schema(3 * rows, 1);
        using TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema);
        byte[] block = new byte[rows * 8];
        writer.WriteRows(0, 0, 0, block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i < 3; i++)
            writer.WriteRows(0, 0, i * (long)rows, block);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void The_expected_size_is_the_size_of_the_file_within_its_structure()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Outputs.Write(folder.File("a.h5"), 10_000, 3);
        long actual = new FileInfo(folder.File("a.h5")).Length;
        Assert.InRange(schema.Bytes, actual, actual + (64 << 10));
    }

    [Fact]
    public void The_end_of_a_run_moves_nothing_in_the_file()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = ProbeRun.Schema(1000, 2);
        using TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema);
        ProbeRun.WriteOutput(writer, schema, 0, 1000);
        writer.Sync();
        long length = new FileInfo(writer.PartialPath).Length;
        ProbeRun.WriteOutput(writer, schema, 1, 1000);
        writer.Complete(NetcdfAttribute.Of("peak_memory", 1.0));
        Assert.Equal(length, new FileInfo(folder.File("a.h5")).Length);
    }
}
