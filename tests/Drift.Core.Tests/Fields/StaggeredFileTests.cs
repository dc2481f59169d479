using Drift.Core.Experiments;
using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Staggered grids: which value of the file becomes that of which node. A value of the tests is level · 100 + row · 10 + column of the file.</summary>
public sealed class StaggeredFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(GridPoint.U, 10, 0)]
    [InlineData(GridPoint.V, 1, 0)]
    [InlineData(GridPoint.W, 11, 0)]
    [InlineData(GridPoint.Cell, 11, 0)]
    public void With_the_indexing_of_nemo_values_are_shifted_to_the_lower_left_corner_of_their_cell(GridPoint point, int first, float beyond)
    {
        using NetcdfSource source = Open(Corners(4, 5), GridType.C, GridIndexing.UpperRight, point);
        float[,] values = Level(source, 0);
        Assert.Equal(first, values[0, 0]);
        Assert.Equal(first + 12, values[1, 2]);
        Assert.Equal(point is GridPoint.V ? first + 33 : beyond, values[3, 3]);
        Assert.Equal(point is GridPoint.U ? first + 24 : beyond, values[2, 4]);
    }

    [Theory]
    [InlineData(GridPoint.U)]
    [InlineData(GridPoint.V)]
    [InlineData(GridPoint.Cell)]
    public void With_the_indexing_of_mitgcm_nothing_is_shifted(GridPoint point)
    {
        using NetcdfSource source = Open(Corners(4, 5), GridType.C, GridIndexing.LowerLeft, point);
        Assert.Equal((0, 34), (Level(source, 0)[0, 0], Level(source, 0)[3, 4]));
    }

    [Theory]
    [InlineData(GridPoint.U, 0)]
    [InlineData(GridPoint.V, 0)]
    [InlineData(GridPoint.W, 11)]
    public void On_a_B_grid_only_what_stands_in_the_cell_is_shifted(GridPoint point, int first)
    {
        using NetcdfSource source = Open(Corners(4, 5), GridType.B, GridIndexing.UpperRight, point);
        Assert.Equal(first, Level(source, 0)[0, 0]);
    }

    [Fact]
    public void Faces_that_the_file_leaves_away_are_0()
    {
        SmallFile file = Corners(4, 5).Along(("xu", 4), ("yu", 3)).With("u", "yu xu", Number);
        using NetcdfSource source = Open(file, GridType.C, GridIndexing.LowerLeft, GridPoint.U, "u");
        float[,] values = Level(source, 0);
        Assert.Equal((23, 0, 0), (values[2, 3], values[2, 4], values[3, 0]));
    }

    [Fact]
    public void A_part_of_a_shifted_field_is_the_same_as_that_part_of_the_whole()
    {
        using NetcdfSource source = Open(Corners(6, 7), GridType.C, GridIndexing.UpperRight, GridPoint.Cell);
        float[,] whole = Level(source, 0);
        foreach (GridBox box in (GridBox[])[new(0, 0, 2, 3), new(3, 2, 3, 5), new(5, 6, 1, 1), new(1, 1, 4, 4)])
        {
            float[] part = new float[box.Nodes];
            part.AsSpan().Fill(-1);
            source.Read(0, box, part);
            for (int j = 0; j < box.Rows; j++)
            {
                for (int i = 0; i < box.Columns; i++)
                    Assert.Equal(whole[box.FirstRow + j, box.FirstColumn + i], part[(j * box.Columns) + i]);
            }
        }
    }

    [Theory]
    [InlineData(NetcdfType.Float32)]
    [InlineData(NetcdfType.Float64)]
    public void Layers_of_a_shifted_field_stay_apart_in_single_and_double_precision(NetcdfType type)
    {
        SmallFile file = new SmallFile(folder.File("deep.nc")) { Type = type }.Along(("depthw", 3), ("y", 4), ("x", 5))
            .With("glamf", "x", i => i[0]).With("gphif", "y", i => i[0]).With("depthw", "depthw", i => i[0], ("units", "m")).With("v", "depthw y x", Number);
        using NetcdfSource source = Open(file, GridType.C, GridIndexing.UpperRight, GridPoint.U);
        for (int k = 0; k < 3; k++)
            Assert.Equal(((100 * k) + 10, (100 * k) + 34, 0), (Level(source, k)[0, 0], Level(source, k)[2, 4], Level(source, k)[3, 0]));
    }

    [Fact]
    public void Beyond_the_last_column_of_a_periodic_grid_stands_the_first_one()
    {
        SmallFile file = new SmallFile(folder.File("global.nc")).Along(("y", 3), ("x", 8))
            .With("glamf", "x", i => 45.0 * i[0]).With("gphif", "y", i => 10.0 * i[0]).With("v", "y x", Number);
        using NetcdfSource source = Open(file, GridType.C, GridIndexing.UpperRight, GridPoint.V);
        Assert.True(source.Grid.IsPeriodic);
        Assert.Equal((7, 0, 20), (Level(source, 0)[0, 6], Level(source, 0)[0, 7], Level(source, 0)[2, 7]));
    }

    [Fact]
    public void The_corners_of_roms_are_the_means_of_four_middles_where_there_are_no_psi_points()
    {
        SmallFile file = new SmallFile(folder.File("roms.nc")).Along(("eta_rho", 4), ("xi_rho", 5), ("xi_u", 4), ("eta_v", 3))
            .With("lon_rho", "eta_rho xi_rho", i => 10 + i[1]).With("lat_rho", "eta_rho xi_rho", i => 40 + (2 * i[0]))
            .With("u", "eta_rho xi_u", Number).With("v", "eta_v xi_rho", Number);
        using NetcdfSource u = Open(file, GridType.C, GridIndexing.UpperRight, GridPoint.U, "u");
        using var v = NetcdfSource.Open(Layout(file, GridType.C, GridIndexing.UpperRight, GridPoint.V, "v"), Mesh.Spherical, "");
        Assert.Equal([10.5, 11.5, 12.5, 13.5], ((RectilinearGrid)u.Grid).Lon.Nodes);
        Assert.Equal([41, 43, 45], ((RectilinearGrid)u.Grid).Lat.Nodes);
        Assert.Equal((10, 23), (Level(u, 0)[0, 0], Level(u, 0)[1, 3]));
        Assert.Equal((1, 14), (Level(v, 0)[0, 0], Level(v, 0)[1, 3]));
    }

    [Fact]
    public void Corners_may_stand_in_a_file_of_their_own_with_a_time()
    {
        string corners = new SmallFile(folder.File("coordinates.nc")).Along(("time", 1), ("y", 4), ("x", 5))
            .With("glamf", "time y x", i => i[2]).With("gphif", "time y x", i => i[1]).Write();
        SmallFile file = new SmallFile(folder.File("u.nc")).Along(("y", 4), ("x", 5)).With("v", "y x", Number);
        NetcdfLayout layout = Layout(file, GridType.C, GridIndexing.UpperRight, GridPoint.U, "v");
        file.Write();
        using var source = NetcdfSource.Open(layout with { Grid = layout.Grid with { File = corners } }, Mesh.Spherical, "");
        Assert.Equal([0, 1, 2, 3, 4], ((RectilinearGrid)source.Grid).Lon.Nodes);
    }

    [Fact]
    public void Fields_with_the_same_corners_and_levels_share_one_grid()
    {
        string path = Corners(4, 5).With("w", "y x", Number).Write();
        var grids = new NetcdfGrids();
        using var v = NetcdfSource.Open(Layout(path, GridType.C, GridIndexing.UpperRight, GridPoint.V, "v"), Mesh.Spherical, "", grids);
        using var w = NetcdfSource.Open(Layout(path, GridType.C, GridIndexing.UpperRight, GridPoint.W, "w"), Mesh.Spherical, "", grids);
        Assert.Same(v.Grid, w.Grid);
    }

    [Fact]
    public void Corners_of_another_shape_are_refused_with_both_shapes()
    {
        SmallFile file = Corners(4, 5).Along(("wide", 9)).With("u", "y wide", Number);
        Problem problem = Assert.Throws<DriftException>(() => Open(file, GridType.C, GridIndexing.UpperRight, GridPoint.U, "u")).Problems[0];
        Assert.Contains("4 × 9", problem.What, StringComparison.Ordinal);
        Assert.Contains("4 × 5", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_C_grid_without_corners_is_refused_and_told_where_they_may_be()
    {
        SmallFile file = new SmallFile(folder.File("u.nc")).Along(("y", 4), ("x", 5)).With("nav_lon", "y x", i => i[1]).With("nav_lat", "y x", i => i[0]).With("u", "y x", Number);
        Problem problem = Assert.Throws<DriftException>(() => Open(file, GridType.C, GridIndexing.UpperRight, GridPoint.U, "u")).Problems[0];
        Assert.Contains("corners", problem.What, StringComparison.Ordinal);
        Assert.Contains("coordinates.nc", problem.Remedy, StringComparison.Ordinal);
    }

    private static double Number(int[] i) => i.Aggregate(0, (number, n) => (10 * number) + n);

    private SmallFile Corners(int rows, int columns) => new SmallFile(folder.File("corners.nc")).Along(("y", rows), ("x", columns))
        .With("glamf", "y x", i => i[1]).With("gphif", "y x", i => i[0]).With("v", "y x", Number);

    private static NetcdfLayout Layout(SmallFile file, GridType type, GridIndexing indexing, GridPoint point, string variable) => Layout(file.Path, type, indexing, point, variable);

    private static NetcdfLayout Layout(string path, GridType type, GridIndexing indexing, GridPoint point, string variable) =>
        new([path], variable) { Grid = new GridSpec { Type = type, Indexing = indexing }, Point = point };

    private static NetcdfSource Open(SmallFile file, GridType type, GridIndexing indexing, GridPoint point, string variable = "v")
    {
        file.Write();
        return NetcdfSource.Open(Layout(file, type, indexing, point, variable), Mesh.Spherical, "");
    }

    private static float[,] Level(NetcdfSource source, int level)
    {
        Grid grid = source.Grid;
        float[] all = new float[grid.Levels * grid.Rows * grid.Columns];
        source.Read(0, GridBox.Whole(grid), all);
        var values = new float[grid.Rows, grid.Columns];
        for (int n = 0; n < values.Length; n++)
            values[n / grid.Columns, n % grid.Columns] = all[(level * values.Length) + n];
        return values;
    }
}
