using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

public sealed class TrajectoryDiffTests
{
    private static readonly TimeReference Start = new("2002-01-01 00:00:00", "standard");

    [Fact]
    public void Two_files_of_the_same_numbers_are_equal_though_their_attributes_differ()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        TrajectorySchema other = Outputs.Ensemble(Mesh.Spherical, Start) with { Title = "another title", Attributes = [] };
        Write(folder.File("b.h5"), other);
        Assert.Null(TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5")));
    }

    [Fact]
    public void The_last_bit_of_one_number_is_found_with_its_place()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        Write(folder.File("b.h5"), Outputs.Ensemble(Mesh.Spherical, Start), (obs, v, rows) =>
        {
            if (obs == 2 && v == 1)
                rows[(3 * 8) + 0] ^= 1;
            if (obs == 2 && v == 8)
                rows[0] ^= 1;
        });
        TrajectoryDifference difference = TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5"))!;
        Assert.Equal("lat, trajectory 3, obs 2: 12.375, against 12.375000000000002 (1 ulp)", difference.ToString());
    }

    [Theory]
    [InlineData(1, 4, 1, 7, 0x80, "lat, trajectory 4, obs 1: NaN (0xfff8000000000000), against NaN (0x7ff8000000000000)")]
    [InlineData(3, 0, 1, 0, 2, "status, trajectory 0, obs 1: 0, against 2 (2 ulp)")]
    [InlineData(7, 2, 0, 2, 0x80, "temperature, trajectory 2, obs 0: 70.25, against 35.125 (8388608 ulp)")]
    [InlineData(9, 5, 0, 0, 1, "origin, trajectory 5: 9437189, against 9437188 (1 ulp)")]
    public void A_difference_of_any_kind_is_printed_so_that_it_can_be_found(int variable, int row, int atObs, int atByte, int flip, string expected)
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        TrajectorySchema schema = Outputs.Ensemble(Mesh.Spherical, Start);
        int size = Column.SizeOf(schema.Variables[variable].Type);
        Write(folder.File("b.h5"), schema, (obs, v, rows) =>
        {
            if (obs == atObs && v == variable)
                rows[(row * size) + atByte] ^= (byte)flip;
        });
        Assert.Equal(expected, TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5"))?.ToString());
    }

    [Fact]
    public void Zero_is_not_minus_zero_but_no_ulp_away()
    {
        using var folder = new TemporaryFolder();
        Outputs.WriteEnsemble(folder.File("a.h5"));
        Write(folder.File("b.h5"), Outputs.Ensemble(Mesh.Spherical, Start), (obs, v, rows) =>
        {
            if (obs == 0 && v == 0)
                rows[7] ^= 0x80;
        });
        Assert.Equal("lon, trajectory 0, obs 0: 0, against -0 (0 ulp)", TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5"))?.ToString());
    }

    [Fact]
    public void Files_of_other_shapes_are_told_by_their_shapes()
    {
        using var folder = new TemporaryFolder();
        Outputs.Write(folder.File("a.h5"), 7, 3);
        Outputs.Write(folder.File("b.h5"), 8, 3);
        Outputs.Write(folder.File("c.h5"), 7, 2);
        Outputs.WriteEnsemble(folder.File("d.h5"));
        Write(folder.File("e.h5"), Outputs.Ensemble(Mesh.Spherical, Start) with { Realisations = new RealisationSeeds(3, [11, 12]) });
        Write(folder.File("f.h5"), Outputs.Ensemble(Mesh.Spherical, new TimeReference("2003-01-01 00:00:00", "standard")));
        TrajectorySchema less = Outputs.Ensemble(Mesh.Spherical, Start);
        Write(folder.File("g.h5"), less with { Variables = [.. less.Variables.Take(less.Variables.Count - 1)] });
        Assert.Equal("7 trajectories, against 8", Compare("a.h5", "b.h5"));
        Assert.Equal("3 outputs, against 2", Compare("a.h5", "c.h5"));
        Assert.Equal("seed 9007199254740993 of realisation 1, against 12", Compare("d.h5", "e.h5"));
        Assert.Equal("time in seconds since 2002-01-01 00:00:00 (standard), against seconds since 2003-01-01 00:00:00 (standard)", Compare("d.h5", "f.h5"));
        Assert.Equal("variable release_z, against no such variable", Compare("d.h5", "g.h5"));
        Assert.Equal("no variable release_z, against one of this name", Compare("g.h5", "d.h5"));

        string? Compare(string a, string b) => TrajectoryDiff.Compare(folder.File(a), folder.File(b))?.ToString();
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        using var folder = new TemporaryFolder();
        string other = TestData.Path("peninsula/peninsulaU.nc");
        var error = Assert.Throws<DriftException>(() => TrajectoryDiff.Compare(other, other));
        Assert.Contains("is not a trajectory file", error.Message, StringComparison.Ordinal);
    }

    private static void Write(string path, TrajectorySchema schema, Action<int, int, byte[]>? change = null)
    {
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < schema.Times.Count; obs++)
        {
            for (int v = 0; v < schema.Variables.Count; v++)
            {
                if (schema.Variables[v].Recorded == Recorded.Once && obs > 0)
                    continue;
                byte[] rows = Outputs.Rows(schema, obs, v);
                change?.Invoke(obs, v, rows);
                writer.WriteRows(obs, v, 0, rows);
            }
            writer.WriteTime(obs, schema.Times[obs]);
            writer.Sync();
        }
        writer.Complete();
    }
}
