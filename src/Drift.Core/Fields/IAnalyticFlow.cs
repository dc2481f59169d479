using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>A velocity known as a formula: exact at any time and place, without grid or interpolation.</summary>
public interface IAnalyticFlow
{
    /// <summary>The velocity in m s-1.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north, or y in metres.</param>
    /// <param name="lon">Degrees east, or x in metres.</param>
    /// <param name="u">Velocity to the east, m s-1.</param>
    /// <param name="v">Velocity to the north, m s-1.</param>
    void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>;
}
