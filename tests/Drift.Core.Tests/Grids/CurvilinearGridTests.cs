using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

public unsafe class CurvilinearGridTests
{
    [Fact]
    public void A_position_made_from_a_place_in_a_cell_is_found_there() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 28], Gen.Int[0, 38], Gen.Double[0.001, 0.999], Gen.Double[0.001, 0.999], Gen.Int[-2, 2])
            .Sample((kind, j, i, x, y, turn) =>
            {
                (double[,] lon, double[,] lat) = CurvedNodes.Make(kind, 30, 40);
                var grid = new CurvilinearGrid(Mesh.Spherical, lon, lat);
                (double px, double py) = CurvedNodes.At(lon, lat, j, i, x, y);
                Found found = Found.Of<Lane1>(grid, px + (360.0 * turn), py);
                Assert.Equal((false, j, i), (found.Outside, (int)found.J, (int)found.I));

                // A few last places of a longitude, in cells some 0.3° wide, or 0.003°.
                double rounding = 2e-15 * (360.0 + Math.Abs(px + (360.0 * turn))) / (kind == 5 ? 0.003 : 0.3);
                Assert.Equal(x, found.X, rounding);
                Assert.Equal(y, found.Y, rounding);
            }, iter: 3000);

    [Fact]
    public void Random_hints_change_no_bit_whatever_the_lanes() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, int.MaxValue]).Sample((kind, seed) =>
        {
            (double[,] lon, double[,] lat) = CurvedNodes.MakeDifficult(kind, 12, 18, seed);
            if (Made(lon, lat) is not { } grid)
                return;
            var random = new Random(seed);
            double* x = stackalloc double[8], y = stackalloc double[8];
            int* hints = stackalloc int[8];
            for (int round = 0; round < 20; round++)
            {
                for (int lane = 0; lane < 8; lane++)
                {
                    (x[lane], y[lane]) = CurvedNodes.AnyPosition(random, lon, lat);
                    hints[lane] = random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-1, 12 * 18);
                }

                Found[] eight = Found.Group<Lane8>(grid, x, y, hints);
                for (int lane = 0; lane < 8; lane++)
                {
                    Found alone = Found.Of<Lane1>(grid, x[lane], y[lane]);
                    Assert.Equal(alone, eight[lane]);
                    int any = random.Next(-1, 12 * 18);
                    Assert.Equal(alone, Found.Group<Lane1>(grid, x + lane, y + lane, &any)[0]);
                    Assert.Equal(alone.Outside ? -1 : (int)((alone.J * grid.StoredColumns) + alone.I), any);
                }

                Assert.Equal(eight[..4], Found.Group<Lane4>(grid, x, y, hints));
                Assert.Equal(eight[4..], Found.Group<Lane4>(grid, x + 4, y + 4, null));
            }
        }, iter: 400);

    [Fact]
    public void A_rectilinear_grid_given_as_curvilinear_has_the_same_cells()
    {
        double[] lons = [.. Enumerable.Range(0, 31).Select(i => 170 + i + (0.3 * Math.Sin(i)))];
        double[] lats = [.. Enumerable.Range(0, 21).Select(j => 50 - j - (0.2 * Math.Cos(j)))];
        var lines = new RectilinearGrid(Mesh.Spherical, new Axis(lons), new Axis(lats));
        var curved = new CurvilinearGrid(Mesh.Spherical, CurvedNodes.Of(21, 31, (j, i) => lons[i]), CurvedNodes.Of(21, 31, (j, i) => lats[j]));
        Gen.Select(Gen.Double[168, 202], Gen.Double[28, 52], Gen.Int[0, 31], Gen.Int[0, 21], Gen.Int[0, 3]).Sample((x, y, i, j, exact) =>
        {
            double lon = (exact & 1) != 0 && i < 31 ? lons[i] : x, lat = (exact & 2) != 0 && j < 21 ? lats[j] : y;
            Found found = Found.Of<Lane1>(curved, lon, lat);
            Lane1 outside = lines.Locate<Lane1>(lon, lat, out Cell<Lane1> cell);
            Assert.Equal(Lane1.Any(outside), found.Outside);
            if (!found.Outside)
            {
                Assert.Equal(((double)cell.I, (double)cell.J), (found.I, found.J));
                Assert.Equal(cell.X, found.X, 1e-12);
                Assert.Equal(cell.Y, found.Y, 1e-12);
            }
        }, iter: 5000);
    }

    /// <summary>The grid, or none if one node was moved so far that it is folded.</summary>
    private static CurvilinearGrid? Made(double[,] lon, double[,] lat)
    {
        try
        {
            return new CurvilinearGrid(Mesh.Spherical, lon, lat);
        }
        catch (ArgumentException folded) when (folded.Message.Contains("folded", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
