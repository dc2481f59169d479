using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class RectilinearGridTests
{
    private static readonly Axis Lat = new([-60, -30, 0, 30, 60]);

    [Theory]
    [InlineData(170, 190, 180, true)]
    [InlineData(170, 190, -175, true)]
    [InlineData(170, 190, 545, true)]
    [InlineData(170, 190, -169.5, false)]
    [InlineData(-190, -170, 175, true)]
    [InlineData(-190, -170, 169.5, false)]
    [InlineData(350, 370, 5, true)]
    [InlineData(350, 370, -5, true)]
    [InlineData(-10, 10, 359, true)]
    [InlineData(-10, 10, 180, false)]
    public void A_longitude_is_found_in_whatever_convention_it_is_given(double from, double to, double lon, bool inside)
    {
        var grid = new RectilinearGrid(Mesh.Spherical, Even(from, to, 21), Lat);
        (bool outside, double i, double x) = Locate(grid, lon, 0);
        Assert.Equal(!inside, outside);
        if (inside)
            Assert.Equal(0, Math.IEEERemainder(from + i + x - lon, 360), 1e-9);
    }

    [Fact]
    public void Metres_are_not_wrapped()
    {
        var grid = new RectilinearGrid(Mesh.Flat, Even(0, 359, 360), Lat);
        Assert.False(grid.IsPeriodic);
        Assert.True(Locate(grid, 365, 0).Outside);
        Assert.True(Locate(grid, 359.5, 0).Outside);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-180, 1)]
    [InlineData(-179.9, 1)]
    [InlineData(0.1, 1)]
    [InlineData(0.041666666666666664, 1)]
    [InlineData(73.3, 1)]
    [InlineData(-359.7, 1)]
    [InlineData(0.1, -1)]
    [InlineData(359.875, -1)]
    public void A_grid_round_the_globe_has_no_seam(double first, int direction)
    {
        const int count = 1440;
        var lon = new Axis([.. Enumerable.Range(0, count).Select(k => first + (direction * 0.25 * k))]);
        var grid = new RectilinearGrid(Mesh.Spherical, lon, Lat);
        Assert.True(grid.IsPeriodic);
        Assert.Equal(count + 1, grid.StoredColumns);
        double low = direction > 0 ? first : first - 360;
        for (int turn = -3; turn <= 3; turn++)
        {
            foreach (double seam in (double[])[low, low + 360])
            {
                double at = seam + (turn * 360.0);
                foreach (double near in (double[])[at, Math.BitIncrement(at), Math.BitDecrement(at), at + 1e-15, at - 1e-15, at - 0.1, at + 0.1])
                {
                    (bool outside, double i, double x) = Locate(grid, near, 0);
                    Assert.False(outside, $"{near:R} is outside a grid that begins at {low:R}");
                    double back = first + (direction * 0.25 * (i + x));
                    Assert.Equal(0, Math.IEEERemainder(back - near, 360), 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Any_longitude_is_inside_a_grid_round_the_globe() =>
        Gen.Select(Gen.Double[-400, 400], Gen.Int[3, 720], Gen.Double[-4000, 4000]).Sample((first, count, lon) =>
        {
            var axis = new Axis([.. Enumerable.Range(0, count).Select(k => first + (k * 360.0 / count))]);
            Assert.False(Locate(new RectilinearGrid(Mesh.Spherical, axis, Lat), lon, 0).Outside);
        });

    [Theory]
    [InlineData(7680)]
    [InlineData(43200)]
    public void A_fine_grid_with_longitudes_in_single_precision_closes_too(int count)
    {
        var lon = new Axis([.. Enumerable.Range(0, count).Select(k => (double)(float)(k * 360.0 / count))]);
        var grid = new RectilinearGrid(Mesh.Spherical, lon, Lat);
        Assert.True(grid.IsPeriodic);
        Assert.False(Locate(grid, 360 - (180.0 / count), 0).Outside);
    }

    [Fact]
    public void A_grid_that_misses_a_part_of_the_globe_does_not_close()
    {
        Assert.False(new RectilinearGrid(Mesh.Spherical, Even(0, 350, 351), Lat).IsPeriodic);
        var whole = new RectilinearGrid(Mesh.Spherical, Even(0, 360, 361), Lat);
        Assert.False(whole.IsPeriodic);
        Assert.False(Locate(whole, -0.5, 0).Outside);
        Assert.False(Locate(whole, 360, 0).Outside);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, 60.1)]
    [InlineData(0, -60.1)]
    public void No_number_and_no_latitude_of_the_grid_is_outside(double lon, double lat) =>
        Assert.True(Locate(new RectilinearGrid(Mesh.Spherical, Even(0, 359, 360), Even(-60, 60, 7)), lon, lat).Outside);

    [Theory]
    [InlineData(89.5, 180, 90, false)]
    [InlineData(89, 179, -90, false)]
    [InlineData(89, 179, 90.1, true)]
    [InlineData(88, 177, 88.1, true)]
    public void The_last_row_of_a_global_grid_holds_up_to_a_pole_that_is_no_farther_than_the_next_row(double last, int rows, double lat, bool outside)
    {
        Axis axis = Even(-last, last, rows);
        Assert.Equal(outside, Locate(new RectilinearGrid(Mesh.Spherical, Even(0, 359, 360), axis), 10, lat).Outside);

        // A grid that does not go round the globe ends where it ends.
        Assert.True(Locate(new RectilinearGrid(Mesh.Spherical, Even(0, 300, 301), axis), 10, lat).Outside);
    }

    [Fact]
    public void A_grid_needs_two_nodes_each_way() =>
        Assert.Throws<ArgumentException>(() => new RectilinearGrid(Mesh.Flat, new Axis([1.0]), Lat));

    private static Axis Even(double from, double to, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => from + (i * (to - from) / (count - 1)))]);

    private static (bool Outside, double I, double X) Locate(RectilinearGrid grid, double lon, double lat)
    {
        Lane1 outside = grid.Locate<Lane1>(lon, lat, out Cell<Lane1> cell);
        return (Lane1.Any(outside), cell.I, cell.X);
    }
}
