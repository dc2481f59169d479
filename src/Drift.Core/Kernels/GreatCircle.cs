using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Steps along great circles, for places where longitude is no good measure of distance.</summary>
internal static class GreatCircle
{
    /// <summary>Displacement in degrees of a step of (x, y) metres in the tangent plane.</summary>
    /// <param name="sin">Sine of the latitude at the start.</param>
    /// <param name="cos">Cosine of the latitude at the start.</param>
    /// <param name="lat">Latitude at the start in degrees.</param>
    /// <param name="x">Metres to the east.</param>
    /// <param name="y">Metres to the north.</param>
    /// <param name="dLon">Displacement in degrees of longitude, in [−180, 180].</param>
    /// <param name="dLat">Displacement in degrees of latitude; the end is between the poles.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Step<F>(F sin, F cos, F lat, F x, F y, out F dLon, out F dLat) where F : struct, ILane<F>
    {
        F metres = F.Sqrt(x * x + y * y);
        F perMetre = 1.0 / F.Select(metres > 0.0, metres, 1.0);
        LaneMath.SinCos(metres * (1.0 / Constants.SphereRadius), out F sinArc, out F cosArc);
        F north = y * perMetre;

        // Unit vector of the end, with the first axis on the meridian of the start.
        F a = cos * cosArc - sin * sinArc * north;
        F b = sinArc * (x * perMetre);
        F c = sin * cosArc + cos * sinArc * north;
        dLon = LaneMath.Atan2(b, a) * Constants.DegreesPerRadian;
        dLat = LaneMath.Atan2(c, F.Sqrt(a * a + b * b)) * Constants.DegreesPerRadian - lat;
    }
}
