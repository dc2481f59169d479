using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class InterpolationTests
{
    /// <summary>Values are held in single precision; those used here are small whole numbers, which it holds exactly.</summary>
    private const double Rounding = 1e-13;

    [Fact]
    public void Linear_interpolation_in_its_general_form_is_the_fast_form_but_for_rounding()
    {
        RectilinearGrid grid = GridValues.Square();
        Field fast = GridValues.Growing("a", grid, (_, j, i) => Math.Sin((3 * j) + i));
        Field general = GridValues.Growing("b", grid, (_, j, i) => Math.Sin((3 * j) + i)).InterpolatedBy(default(Linear));
        using FieldSet set = GridValues.Held(Mesh.Flat, fast, general);
        set.MoveTo(0, 10);
        for (int n = 0; n < 500; n++)
        {
            double x = n * 0.61803398875 % 5, y = n * 0.41421356237 % 4, t = n * 0.7320508 % 10;

            // The general form goes to the time first, then to the place: a few roundings of values below 2.
            Assert.Equal(GridValues.At(fast, x, y, 0, t).Value, GridValues.At(general, x, y, 0, t).Value, 1e-15);
        }
    }

    [Theory]
    [InlineData(1.49, 2.51, 31)]
    [InlineData(1.5, 2.49, 22)]
    [InlineData(4.9, 3.9, 45)]
    public void Nearest_takes_the_value_of_the_nearest_node(double x, double y, double expected)
    {
        Field field = GridValues.Make("a", GridValues.Square(), (_, j, i) => (10 * j) + i).InterpolatedBy(default(Nearest));
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal(expected, GridValues.At(field, x, y).Value);
    }

    [Fact]
    public void A_tracer_of_a_cell_is_the_same_everywhere_in_it()
    {
        Field field = GridValues.Make("a", GridValues.Square(), (_, j, i) => (10 * j) + i).InterpolatedBy("cell");
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal(21, GridValues.At(field, 1.01, 2.01).Value);
        Assert.Equal(21, GridValues.At(field, 1.99, 2.99).Value);
    }

    [Fact]
    public void Inverse_distances_leave_land_out()
    {
        // Node (2, 1) is land; in the middle of the cell the others are equally far.
        Field field = GridValues.Make("a", GridValues.Square(), (_, j, i) => (j, i) == (2, 1) ? 0 : (10 * j) + i).InterpolatedBy("inverse-distance");
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal((22.0 + 31 + 32) / 3, GridValues.At(field, 1.5, 2.5).Value, Rounding);
        Assert.Equal(22, GridValues.At(field, 2, 2).Value, Rounding);

        // A cell without land is bilinear.
        Assert.Equal(33.25, GridValues.At(field, 3.25, 3).Value, Rounding);
    }

    [Fact]
    public void An_interpolation_of_ones_own_is_used()
    {
        Field field = GridValues.Make("a", GridValues.Square(), (_, j, i) => (10 * j) + i).InterpolatedBy(default(LargestCorner));
        using FieldSet set = GridValues.Held(Mesh.Flat, field);
        Assert.Equal(32, GridValues.At(field, 1.5, 2.5).Value);
        Assert.Equal("largest", field.InterpolationName);
    }

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.5)]
    public void The_flow_along_a_coast_keeps_its_value_or_half_of_it_up_to_the_coast(bool isFree, double atCoast)
    {
        // Land south of row 2: there both components are 0.
        RectilinearGrid grid = GridValues.Square();
        Field u = GridValues.Make("U", grid, (_, j, _) => j < 2 ? 0 : 1).VelocityInterpolatedBy(new SlipVelocity(isFree));
        Field v = GridValues.Make("V", grid, (_, j, _) => j < 2 ? 0 : 1).VelocityInterpolatedBy(new SlipVelocity(isFree));
        using FieldSet set = new FieldSet(Mesh.Flat).Add(u, v);
        VectorField velocity = set.UseVelocity();
        set.MoveTo(0, 0);
        Lane1 error = 0.0;
        velocity.Sample<Lane1>(0.0, 0.0, 1 + 1e-9, 2.5, ref error, out Lane1 along, out Lane1 towards);
        Assert.Equal(atCoast, along, 1e-8);
        Assert.Equal(1e-9, towards, 1e-12);
    }

    private struct LargestCorner : IInterpolation
    {
        public readonly string Name => "largest";

        public readonly F Interpolate<F>(in NodeView<F> nodes) where F : struct, ILane<F> =>
            F.Max(F.Max(nodes.At(0, 0), nodes.At(0, 1)), F.Max(nodes.At(1, 0), nodes.At(1, 1)));
    }
}
