using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>What happens to positions beyond a pole.</summary>
internal static class Poles
{
    /// <summary>
    /// Goes on along the meridian on the other side: φ → 180 − φ (or −180 − φ) and λ += 180, as often as needed;
    /// an even number of crossings leaves the longitude as it is.
    /// </summary>
    /// <returns>Mask of the positions on the meridian opposite: there east and north point the other way than where the meridian came from.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static F Cross<F>(ref F lon, ref F lat) where F : struct, ILane<F>
    {
        F beyond = F.Abs(lat) > 90.0;
        F fromSouth = lat + 90.0;
        F along = fromSouth - F.Floor(fromSouth * (1.0 / 360.0)) * 360.0;
        F other = beyond & (along > 180.0);
        F crossed = F.Max(F.Min(F.Select(other, 270.0 - along, along - 90.0), 90.0), -90.0);
        lat = F.Select(beyond, crossed, lat);
        lon = F.Select(other, lon + 180.0, lon);
        return other;
    }
}
