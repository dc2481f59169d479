using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Integration;

/// <summary>What happens to positions beyond a pole.</summary>
internal static class Poles
{
    /// <summary>
    /// Goes on along the meridian on the other side: φ → 180 − φ (or −180 − φ) and λ += 180, as often as needed;
    /// an even number of crossings leaves the longitude as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Cross<F>(ref F lon, ref F lat) where F : struct, ILane<F>
    {
        F beyond = F.Abs(lat) > 90.0;
        F fromSouth = lat + 90.0;
        F along = fromSouth - F.Floor(fromSouth * (1.0 / 360.0)) * 360.0;
        F other = along > 180.0;
        F crossed = F.Max(F.Min(F.Select(other, 270.0 - along, along - 90.0), 90.0), -90.0);
        lat = F.Select(beyond, crossed, lat);
        lon = F.Select(beyond & other, lon + 180.0, lon);
    }
}
