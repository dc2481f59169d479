using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class CurvilinearNodesTests
{
    [Theory]
    [InlineData(2, 3, double.NaN, 1, "the longitude of row 2, column 3 is NaN")]
    [InlineData(4, 0, 1, double.PositiveInfinity, "the latitude of row 4, column 0 is Infinity")]
    [InlineData(1, 1, 1, 90.5, "the latitude of row 1, column 1 is 90.5, beyond the pole")]
    [InlineData(1, 1, 9.96921e36, 1, "the longitude of row 1, column 1 is 9.96921E+36")]
    [InlineData(2, 3, 19, 10, "the cell of row 1, column 3 at 13, 11 turns the other way")]
    public void A_wrong_node_is_named(int row, int column, double x, double y, string what)
    {
        double[,] lon = CurvedNodes.Of(6, 6, (j, i) => 10 + i), lat = CurvedNodes.Of(6, 6, (j, i) => 10 + j);
        (lon[row, column], lat[row, column]) = (x, y);
        Assert.Contains(what, Assert.Throws<ArgumentException>(() => new CurvilinearGrid(Mesh.Spherical, lon, lat)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_without_any_area_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CurvilinearGrid(Mesh.Spherical, new float[5, 5], new float[5, 5]));
        Assert.Throws<ArgumentException>(() => new CurvilinearGrid(Mesh.Flat, CurvedNodes.Of(5, 5, (j, i) => i), CurvedNodes.Of(5, 5, (j, i) => 2 * i)));
    }

    [Theory]
    [InlineData(1, 5, 1, 5)]
    [InlineData(5, 1, 5, 1)]
    [InlineData(5, 5, 5, 4)]
    public void Both_coordinates_have_the_same_rows_and_columns_two_at_least(int rows, int columns, int latRows, int latColumns) =>
        Assert.Throws<ArgumentException>(() => new CurvilinearGrid(Mesh.Flat, new float[rows, columns], new float[latRows, latColumns]));

    [Fact]
    public void Grids_are_the_same_where_their_nodes_are_in_whatever_convention()
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Make(1, 12, 17);
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Assert.True(grid.IsSame(new CurvilinearGrid(Mesh.Spherical, lon, lat)));
        Assert.True(grid.IsSame(new CurvilinearGrid(Mesh.Spherical, CurvedNodes.Of(12, 17, (j, i) => Math.IEEERemainder(lon[j, i], 360)), lat)));
        Assert.False(grid.IsSame(new CurvilinearGrid(Mesh.Spherical, lon, CurvedNodes.Of(12, 17, (j, i) => lat[j, i] + (j == 11 && i == 16 ? 1e-9 : 0)))));
        Assert.False(grid.IsSame(new CurvilinearGrid(Mesh.Spherical, lon, lat, new DepthLevels(3, "depth"))));
    }

    [Fact]
    public void The_smallest_spacing_is_that_of_nodes_at_different_places()
    {
        double[,] lon = CurvedNodes.Of(5, 5, (j, i) => 179 + (0.5 * Math.Max(i, 1))), lat = CurvedNodes.Of(5, 5, (j, i) => 59.0 + j);
        double expected = 0.5 * Constants.MetresPerDegree * Math.Cos(63 * Math.PI / 180);
        Assert.Equal(expected, new CurvilinearGrid(Mesh.Spherical, lon, lat).SmallestSpacing(), expected * 1e-12);
        Assert.Equal(0.5, new CurvilinearGrid(Mesh.Flat, lon, lat).SmallestSpacing(), 1e-12);
    }

    [Fact]
    public void Ranks_that_share_the_nodes_find_what_each_found_by_itself()
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Tripolar(30, 42);
        var alone = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        ThreadCommunicator.Run(3, c =>
        {
            var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
            Found before = Found.Of<Lane1>(grid, 20, 30);
            grid.Share(c.NodeMemory);
            Assert.Equal(before, Found.Of<Lane1>(grid, 20, 30));
            var random = new Random(c.Rank);
            for (int k = 0; k < 2000; k++)
            {
                (double x, double y) = (random.NextDouble() * 360, (random.NextDouble() * 130) - 42);
                Assert.Equal(Found.Of<Lane1>(alone, x, y), CurvilinearFormTests.Hinted(grid, x, y, random.Next(-1, 1260)));
            }

            Assert.True(grid.IsSame(alone));
        });
    }

    [Fact]
    public async Task Threads_may_look_up_first_at_the_same_time()
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Make(0, 30, 40);
        for (int round = 0; round < 20; round++)
        {
            var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
            Found[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Found.Of<Lane1>(grid, lon[7, 9], lat[7, 9]), TestContext.Current.CancellationToken)));
            Assert.All(all, found => Assert.Equal((9.0, 7.0), (found.I, found.J)));
        }
    }

    [Fact]
    public void Corners_are_within_half_a_turn_of_the_first()
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Make(2, 12, 17);
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        for (int j = 0; j < 11; j++)
        {
            for (int i = 0; i < 16; i++)
            {
                grid.Corners(new Cell<Lane8> { I = i, J = j }, out Corners<Lane8> c);
                Lane8[] longitudes = [c.Lon0, c.Lon1, c.Lon2, c.Lon3], latitudes = [c.Lat0, c.Lat1, c.Lat2, c.Lat3];
                for (int corner = 0; corner < 4; corner++)
                {
                    (int row, int column) = (j + (corner >= 2 ? 1 : 0), i + (corner is 1 or 2 ? 1 : 0));
                    Assert.Equal(0, Math.IEEERemainder(Lane8.First(longitudes[corner]) - lon[row, column], 360), 1e-12);
                    Assert.InRange(Lane8.First(longitudes[corner]) - Lane8.First(c.Lon0), -2, 2);
                    Assert.Equal(lat[row, column], Lane8.First(latitudes[corner]));
                }
            }
        }
    }
}
