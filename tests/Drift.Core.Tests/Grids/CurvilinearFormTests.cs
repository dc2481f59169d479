using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class CurvilinearFormTests
{
    [Fact]
    public void Every_position_within_the_border_is_in_a_cell() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10], Gen.Int[0, 15], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 3]).Sample((kind, j, i, x, y, exact) =>
        {
            (double[,] lon, double[,] lat) = CurvedNodes.Make(kind, 12, 17);
            (double px, double py) = CurvedNodes.At(lon, lat, j, i, (exact & 1) != 0 ? Math.Round(x) : x, (exact & 2) != 0 ? Math.Round(y) : y);
            Found found = Found.Of<Lane1>(new CurvilinearGrid(Mesh.Spherical, lon, lat), px, py);
            Assert.False(found.Outside);
            (double backX, double backY) = CurvedNodes.At(lon, lat, (int)found.J, (int)found.I, found.X, found.Y);
            Assert.Equal(0, Math.IEEERemainder(backX - px, 360), 1e-11);
            Assert.Equal(py, backY, 1e-11);
        }, iter: 2000);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void A_grid_round_the_globe_has_no_seam(int kind)
    {
        const int rows = 12, columns = 17;
        (double[,] lon, double[,] lat) = CurvedNodes.Make(kind, rows, columns);
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Assert.Equal(kind == 6, grid.IsPeriodic);
        Assert.Equal(kind == 6 ? columns + 1 : columns, grid.StoredColumns);
        int ring = kind == 6 ? columns : columns - 2;
        Gen.Select(Gen.Double[-720, 720], Gen.Double[-26, 20]).Sample((x, y) =>
        {
            Found found = Found.Of<Lane1>(grid, x, y);
            Assert.False(found.Outside);
            Assert.InRange(found.I, 0, ring - 1);
        });
        for (int j = 0; j < rows - 1; j++)
            Assert.Equal(new Found(false, 0, j, 0, 0), Rounded(Found.Of<Lane1>(grid, lon[j, 0], lat[j, 0])));
    }

    [Fact]
    public void Columns_beyond_one_round_give_way_to_the_first_ones()
    {
        // 73 columns of 5.3°: the last five lie upon the first, but repeat no node.
        double[,] lon = CurvedNodes.Of(9, 73, (j, i) => 20 + (5.3 * i)), lat = CurvedNodes.Of(9, 73, (j, i) => j * 2.0);
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Assert.False(grid.IsPeriodic);
        Gen.Select(Gen.Double[0, 360], Gen.Double[0, 15.9], Gen.Int[-1, 600]).Sample((x, y, hint) =>
        {
            double east = (((x - 20) % 360) + 360) % 360;
            Found found = Hinted(grid, x, y, hint);

            // On a column itself the roundings of 20 + 5.3 i and of the quotient decide.
            if (Math.Abs((east / 5.3) - Math.Round(east / 5.3)) > 1e-12)
                Assert.Equal(Math.Floor(east / 5.3), found.I);
            Assert.Equal(found, Found.Of<Lane8>(grid, x, y));
        }, iter: 3000);
    }

    [Fact]
    public void Nodes_that_were_not_computed_make_a_hole()
    {
        // As in files whose land was given to no process: coordinates 0 in a part of the grid.
        double[,] lon = CurvedNodes.Of(30, 30, (j, i) => InHole(j, i) ? 0 : -40 + i), lat = CurvedNodes.Of(30, 30, (j, i) => InHole(j, i) ? 0 : 30 + (0.5 * j));
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Gen.Select(Gen.Double[-45, 5], Gen.Double[-5, 50], Gen.Int[-1, 900]).Sample((x, y, hint) =>
        {
            // On a side of the hole it depends on the side.
            if (x == Math.Floor(x) || 2 * y == Math.Floor(2 * y))
                return;
            bool isOutside = x < -40 || x >= -11 || y < 30 || y >= 44.5 || (x > -36 && x < -25 && y > 34.5 && y < 41);
            Found found = Hinted(grid, x, y, hint);
            Assert.Equal(isOutside, found.Outside);
            Assert.Equal(found, Found.Of<Lane1>(grid, x, y));
            if (!isOutside)
                Assert.Equal((Math.Floor(x + 40), Math.Floor((y - 30) * 2)), (found.I, found.J));
        }, iter: 5000);

        static bool InHole(int j, int i) => j is >= 10 and < 22 && i is >= 5 and < 15;
    }

    [Fact]
    public void A_cell_with_a_pole_in_it_is_none_and_its_neighbours_are_right()
    {
        // A square mesh over the pole, which lies in the cell (7, 7).
        double X(int i) => (i - 7.3) * 0.8;
        double Y(int j) => (j - 7.6) * 0.8;
        double[,] lon = CurvedNodes.Of(16, 16, (j, i) => Math.Atan2(Y(j), X(i)) * 180 / Math.PI);
        double[,] lat = CurvedNodes.Of(16, 16, (j, i) => 90 - Math.Sqrt((X(i) * X(i)) + (Y(j) * Y(j))));
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Gen.Select(Gen.Double[0, 360], Gen.Double[0, 5], Gen.Int[-1, 260]).Sample((angle, r, hint) =>
        {
            Found found = Hinted(grid, angle, 90 - r, hint);
            Assert.Equal(found, Found.Of<Lane4>(grid, angle, 90 - r));
            Assert.False(!found.Outside && found.I == 7 && found.J == 7);
            Assert.True(found.Outside || r > 0.2);
            if (r < 1.2)
                return;
            Assert.False(found.Outside);

            // Straight in longitude and latitude is not straight on the mesh: the cell is the right one within a part of it.
            Assert.InRange((r * Math.Cos(angle * Math.PI / 180) / 0.8) + 7.3 - found.I - found.X, -0.4, 0.4);
            Assert.InRange((r * Math.Sin(angle * Math.PI / 180) / 0.8) + 7.6 - found.J - found.Y, -0.4, 0.4);
        }, iter: 3000);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, -1)]
    public void A_corner_that_points_inward_leaves_no_gap(int right, int up)
    {
        double[,] east = CurvedNodes.Of(11, 11, (j, i) => i + (j == 5 && i == 5 ? right * 0.6 : 0));
        double[,] north = CurvedNodes.Of(11, 11, (j, i) => j + (j == 5 && i == 5 ? up * 0.6 : 0));
        var grid = new CurvilinearGrid(Mesh.Flat, east, north);
        Gen.Select(Gen.Double[4, 6], Gen.Double[4, 6], Gen.Int[-1, 121]).Sample((x, y, hint) =>
        {
            Found found = Hinted(grid, x, y, hint);
            Assert.False(found.Outside);
            Assert.Equal(found, Found.Of<Lane8>(grid, x, y));
            (double backX, double backY) = CurvedNodes.At(east, north, (int)found.J, (int)found.I, found.X, found.Y);
            Assert.Equal(x, backX, 1e-12);
            Assert.Equal(y, backY, 1e-12);
        }, iter: 3000);
    }

    [Fact]
    public void Rows_beyond_a_north_fold_give_way_to_those_before_it()
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Tripolar(60, 82);
        var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        Assert.True(grid.HasNorthFold);
        Assert.False(grid.IsPeriodic);
        int seen = 0;
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-40, 90], Gen.Int[-1, 4920]).Sample((x, y, hint) =>
        {
            Found found = Hinted(grid, x, y, hint);
            Assert.Equal(found, Found.Of<Lane1>(grid, x, y));

            // Beside the pole, which lies on the fold, a side may go round it, seen from one row and not from the other. The fold itself, which is
            // the meridians of 0° and 180°, belongs to the row beyond.
            if (y > 85 || Math.Abs(Math.IEEERemainder(x, 180)) < 1e-9)
                return;
            Assert.False(found.Outside);
            seen = Math.Max(seen, (int)found.J);
        }, threads: 1, iter: 20000);
        Assert.Equal(57, seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_north_fold_is_seen_with_or_without_repeated_rows(int less)
    {
        (double[,] lon, double[,] lat) = CurvedNodes.Tripolar(60, 82);
        Assert.True(new CurvilinearGrid(Mesh.Spherical, First(lon), First(lat)).HasNorthFold);
        double[,] First(double[,] all) => CurvedNodes.Of(60 - less, 82, (j, i) => all[j, i]);
    }

    [Fact]
    public void Only_a_tripolar_grid_has_a_north_fold()
    {
        double[,] parallels = CurvedNodes.Of(360, 360, (j, i) => (0.5 * j) - 89.75), meridians = CurvedNodes.Of(360, 360, (j, i) => i);
        Assert.False(new CurvilinearGrid(Mesh.Spherical, meridians, parallels).HasNorthFold);
        for (int kind = 0; kind < 8; kind++)
        {
            (double[,] lon, double[,] lat) = CurvedNodes.Make(kind, 12, 17);
            Assert.False(new CurvilinearGrid(Mesh.Spherical, lon, lat).HasNorthFold);
        }
    }

    [Fact]
    public void A_mesh_in_metres_is_not_wrapped() =>
        Gen.Select(Gen.Int[0, 18], Gen.Int[0, 18], Gen.Double[0.01, 0.99], Gen.Double[0.01, 0.99], Gen.Int[-1, 400]).Sample((j, i, x, y, hint) =>
        {
            double[,] east = CurvedNodes.Of(20, 20, (j, i) => 5e5 + (1000 * i) + (300 * j)), north = CurvedNodes.Of(20, 20, (j, i) => 6e6 + (900 * j) - (200 * i));
            var grid = new CurvilinearGrid(Mesh.Flat, east, north);
            double px = 5e5 + (1000 * (i + x)) + (300 * (j + y)), py = 6e6 + (900 * (j + y)) - (200 * (i + x));
            Found found = Hinted(grid, px, py, hint);
            Assert.Equal((false, i, j), (found.Outside, (int)found.I, (int)found.J));

            // The last place of 6 000 km is 10⁻⁹ m, some 10⁻¹² of a cell.
            Assert.Equal(x, found.X, 1e-11);
            Assert.Equal(y, found.Y, 1e-11);
            Assert.True(Found.Of<Lane1>(grid, px + 360000, py).Outside);
        });

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(4, 91)]
    public void No_number_is_outside_and_the_cell_is_one_of_the_grid(double lon, double lat)
    {
        (double[,] lons, double[,] lats) = CurvedNodes.Make(0, 12, 17);
        var grid = new CurvilinearGrid(Mesh.Spherical, lons, lats);
        for (int hint = -1; hint < 200; hint += 67)
            Assert.Equal(new Found(true, 0, 0, 0, 0), Hinted(grid, lon, lat, hint));
    }

    /// <summary>The same with a hint.</summary>
    internal static unsafe Found Hinted(CurvilinearGrid grid, double lon, double lat, int hint) => Found.Group<Lane1>(grid, &lon, &lat, &hint)[0];

    private static Found Rounded(Found found) => found with { X = Math.Round(found.X, 9), Y = Math.Round(found.Y, 9) };
}
