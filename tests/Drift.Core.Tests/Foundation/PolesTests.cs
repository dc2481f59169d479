using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class PolesTests
{
    [Theory]
    [InlineData(10, 90.5, 190, 89.5)]
    [InlineData(10, -91, 190, -89)]
    [InlineData(-170, 100, 10, 80)]
    [InlineData(0, 271, 0, -89)]
    [InlineData(0, 450.5, 180, 89.5)]
    [InlineData(5, 90, 5, 90)]
    [InlineData(5, -90, 5, -90)]
    [InlineData(5, 12, 5, 12)]
    public void Beyond_a_pole_the_meridian_goes_on_on_the_other_side(double lon, double lat, double newLon, double newLat)
    {
        (double x, double y) = Crossed(1, lon, lat);
        Assert.Equal(newLat, y, 1e-12);
        Assert.Equal(0, Math.IEEERemainder(newLon - x, 360), 1e-12);
    }

    [Fact]
    public void Any_number_of_crossings_ends_where_a_loop_of_reflections_ends() =>
        Gen.Select(Gen.Double[-400, 400], Gen.Double[-2000, 2000]).Sample((lon, lat) =>
        {
            (double x, double y) = (lon, lat);
            while (Math.Abs(y) > 90)
                (x, y) = (x + 180, y > 90 ? 180 - y : -180 - y);
            foreach (int width in Lanes.Widths)
            {
                (double newLon, double newLat) = Crossed(width, lon, lat);
                Assert.InRange(newLat, -90, 90);
                Assert.Equal(y, newLat, 1e-9);
                Assert.Equal(0, Math.IEEERemainder(x - newLon, 360), 1e-9);
            }
        });

    private static (double Lon, double Lat) Crossed(int width, double lon, double lat)
    {
        double[] a = [lon, lon, lon, lon, lon, lon, lon, lon], b = [lat, lat, lat, lat, lat, lat, lat, lat];
        return (Lanes.Run(width, new Crossing(true), a, b)[7], Lanes.Run(width, new Crossing(false), a, b)[7]);
    }

    private readonly record struct Crossing(bool IsLon) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            Poles.Cross(ref a, ref b);
            return IsLon ? a : b;
        }
    }
}
