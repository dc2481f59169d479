using CsCheck;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Grids;

public class CellShapeTests
{
    [Fact]
    public void The_place_in_a_cell_is_right_to_rounding_however_it_is_distorted() =>
        Gen.Select(Gen.Double[-0.3, 0.3], Gen.Double[-0.3, 0.3], Gen.Double[0, 1.2], Gen.Double[-0.2, 0.2], Gen.Double[0, 1], Gen.Double[0, 1])
            .Sample((y1, x3, pull, skew, x, y) =>
            {
                // The third corner is pulled over the diagonal: the cell becomes a triangle, then hollow.
                double x2 = ((1 - pull) * 1) + (pull * (1 + x3) / 2) + (skew * pull), y2 = ((1 - pull) * 1) + (pull * (1 + y1) / 2);
                double gx = x2 - 1 - x3, gy = y2 - y1 - 1;
                double jacobian = ((1 + (gx * y)) * (1 + (gy * x))) - ((y1 + (gy * y)) * (x3 + (gx * x)));
                if (jacobian < 1e-2)
                    return;
                CellShape<Lane1> shape = default;
                (shape.X1, shape.Y1, shape.X2, shape.Y2, shape.X3, shape.Y3) = (1.0, y1, x2, y2, x3, 1.0);
                (shape.PX, shape.PY) = (x + (x3 * y) + (gx * x * y), (y1 * x) + y + (gy * x * y));
                CellShape<Lane1>.Invert(ref shape);

                // Rounding of the corners counts 1 / Jacobian.
                Assert.Equal(x, shape.X, 2e-14 / jacobian);
                Assert.Equal(y, shape.Y, 2e-14 / jacobian);
            }, iter: 20000);

    [Fact]
    public void A_parallelogram_has_no_term_of_second_order_and_needs_none() =>
        Gen.Select(Gen.Double[-1e-9, 1e-9], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool).Sample((almost, x, y, exact) =>
        {
            double g = exact ? 0 : almost;
            CellShape<Lane1> shape = default;
            (shape.X1, shape.Y1, shape.X2, shape.Y2, shape.X3, shape.Y3) = (2.0, 1.0, 1.0 + g, 3.0 + g, -1.0, 2.0);
            (shape.PX, shape.PY) = ((2 * x) - y + (g * x * y), x + (2 * y) + (g * x * y));
            CellShape<Lane1>.Invert(ref shape);

            // A few last places; the corner itself, of size 3, is rounded.
            Assert.Equal(x, shape.X, 2e-15);
            Assert.Equal(y, shape.Y, 2e-15);
        }, iter: 5000);
}
