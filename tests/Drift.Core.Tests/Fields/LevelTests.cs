using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class LevelTests
{
    private static readonly double[] S = [-1, -0.7, -0.4, -0.2, 0];
    private static readonly double[] C = [-1, -0.5, -0.2, -0.05, 0];

    [Theory]
    [InlineData(0, 0, FieldError.None)]
    [InlineData(5, 0, FieldError.None)]
    [InlineData(15, 0.5, FieldError.None)]
    [InlineData(30, 1.5, FieldError.None)]
    [InlineData(40, 2, FieldError.None)]
    [InlineData(40.1, 2, FieldError.BelowBottom)]
    [InlineData(-0.1, 0, FieldError.AboveSurface)]
    public void Between_levels_a_field_is_linear_and_above_the_first_one_constant(double depth, double expected, FieldError error)
    {
        // Centres of layers, as models have them: the first one is below the surface. The order of levels does not matter.
        foreach (double[] levels in (double[][])[[10, 20, 40], [40, 20, 10]])
        {
            Field field = GridValues.Make("a", GridValues.Square(vertical: new ZLevels(new Axis(levels))), (k, _, _) => levels[0] > levels[2] ? 2 - k : k);
            using FieldSet set = GridValues.Held(Mesh.Flat, field);
            Assert.Equal((expected, error), GridValues.At(field, 2.5, 1.5, depth));
        }
    }

    [Fact]
    public void A_single_level_holds_at_all_depths()
    {
        Field field = GridValues.Make("a", GridValues.Square(vertical: new ZLevels(new Axis([100]))), (_, j, i) => (10 * j) + i);
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal((17.5, FieldError.None), GridValues.At(field, 2.5, 1.5, 3000));
    }

    [Fact]
    public void Terrain_following_levels_stand_where_their_formula_says() =>
        Gen.Select(Gen.Double[20, 500], Gen.Double[-2, 2], Gen.Double[0, 1], Gen.Bool, Gen.Bool).Sample((bottom, elevation, place, isOriginal, isRising) =>
        {
            Vtransform transform = isOriginal ? Vtransform.Original : Vtransform.Shchepetkin;
            var levels = new SLevels(isRising ? S : [.. S.Reverse()], isRising ? C : [.. C.Reverse()], 15, transform);
            RectilinearGrid flat = GridValues.Square();
            Field h = GridValues.Make("h", flat, (_, _, _) => bottom), zeta = GridValues.Make("zeta", flat, (_, _, _) => elevation);
            Field field = GridValues.Make("a", GridValues.Square(vertical: levels), (k, _, _) => isRising ? k : 4 - k, new DepthFields(h, zeta));
            using FieldSet set = GridValues.Held(Mesh.Flat, field);

            // The depth of a place between two levels, as CF's appendix D has it; h and zeta are held in single precision.
            (double low, double high) = (Depth(1), Depth(2));
            Assert.Equal(1 + place, GridValues.At(field, 2.5, 1.5, low + (place * (high - low))).Value, 1e-10);
            Assert.Equal(4, GridValues.At(field, 2.5, 1.5, Math.Max(-elevation, 0)).Value, elevation < 0 ? 1e-6 : 4);

            double Depth(int k)
            {
                (double b, double e) = ((float)bottom, (float)elevation);
                if (isOriginal)
                {
                    double z0 = (15 * S[k]) + ((b - 15) * C[k]);
                    return -(z0 + (e * (1 + (z0 / b))));
                }

                double part = ((15 * S[k]) + (b * C[k])) / (15 + b);
                return -(e + ((e + b) * part));
            }
        });

    [Fact]
    public void Below_the_bottom_and_above_the_surface_a_field_on_terrain_following_levels_has_no_value()
    {
        RectilinearGrid flat = GridValues.Square();
        Field h = GridValues.Make("h", flat, (_, _, i) => 100 + (10 * i));
        Field field = GridValues.Make("a", GridValues.Square(vertical: new SLevels(S, C, 15, Vtransform.Shchepetkin)), (k, _, _) => k, new DepthFields(h));
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal(FieldError.None, GridValues.At(field, 2.5, 1.5, 124.9).Error);
        Assert.Equal(FieldError.BelowBottom, GridValues.At(field, 2.5, 1.5, 125.1).Error);
        Assert.Equal(FieldError.AboveSurface, GridValues.At(field, 2.5, 1.5, -0.1).Error);
    }

    [Fact]
    public void Levels_whose_depth_varies_in_space_and_time_are_found_by_their_depths() =>
        Gen.Select(Gen.Double[0, 4.99], Gen.Double[0, 3.99], Gen.Double[0, 10], Gen.Double[0.01, 0.99], Gen.Int[0, 5], Gen.Bool).Sample((x, y, time, place, level, isDown) =>
        {
            // Depths grow with the column, and double in 10 s; where isDown is false the levels begin at the bottom.
            var vertical = new DepthLevels(7, "depths");
            RectilinearGrid grid = GridValues.Square(vertical: vertical);
            var itself = new RectilinearGrid(Mesh.Flat, grid.Lon, grid.Lat, new ZLevels(new Axis([0, 1, 2, 3, 4, 5, 6])));
            Field depths = GridValues.Growing("depths", itself, (k, _, i) => (isDown ? k + 1 : 7 - k) * (10 + i));
            Field field = GridValues.Make("a", grid, (k, _, _) => k, new DepthFields(Levels: depths));
            using FieldSet set = GridValues.Held(Mesh.Flat, field);
            set.MoveTo(0, 10);
            double unit = (10 + x) * (1 + (time / 10));
            double depth = unit * (isDown ? level + 1 + place : 7 - level - place);
            Assert.Equal(level + place, GridValues.At(field, x, y, depth, time).Value, 1e-9);
        });
}
