using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// Ends particles that got stuck, with the status stuck: that in a time, counted from step to step, have not come farther than a distance from a
/// place. When they have, the time begins anew where they are.
/// </summary>
/// <remarks>Accuracy: distances in the tangent plane, right to a part in a thousand up to 100 km. Errors: none.</remarks>
public struct StuckDetection : IBoundary
{
    private ParticleVariable still, atLon, atLat;

    /// <summary>A detection of those that move less than 100 m in five days.</summary>
    public StuckDetection()
    {
    }

    /// <summary>The distance in metres.</summary>
    public double Distance { readonly get; init; } = 100;

    /// <summary>The time in seconds.</summary>
    public double Time { readonly get; init; } = 5 * 86400;

    /// <inheritdoc/>
    public readonly string Name => "StuckDetection";

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place)
    {
        if (!(Distance > 0 && double.IsFinite(Distance)))
            yield return new Problem(place, FormattableString.Invariant($"distance is {Distance} m, not a positive length"), "give the distance below which a particle is stuck, such as 100 m");
        if (!(Time > 0 && double.IsFinite(Time)))
            yield return new Problem(place, FormattableString.Invariant($"time is {Time} s, not a positive duration"), "give the time after which a particle is stuck, such as 5 d");
    }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        still = binding.Variable("still", "s", "time that the particle has not moved", 0, Recorded.Never);
        atLon = binding.Variable("still_lon", "", "where the particle has not moved from", double.NaN, Recorded.Never);
        atLat = binding.Variable("still_lat", "", "where the particle has not moved from", double.NaN, Recorded.Never);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F lon = before.Get(atLon), lat = before.Get(atLat);
        F isNew = ~F.Equal(lon, lon);
        lon = F.Select(isNew, before.Lon, lon);
        lat = F.Select(isNew, before.Lat, lat);
        F east = after.Lon - lon, north = after.Lat - lat;
        if (c.IsSpherical)
        {
            east *= LaneMath.CosDegrees(lat) * Constants.MetresPerDegree;
            north *= Constants.MetresPerDegree;
        }

        F moves = ~(F.MultiplyAdd(east, east, north * north) <= Distance * Distance);
        F time = F.Select(moves, 0.0, before.Get(still) + F.Abs(before.Dt));
        before.Set(atLon, F.Select(moves, after.Lon, lon));
        before.Set(atLat, F.Select(moves, after.Lat, lat));
        before.Set(still, time);
        after.End(time >= Time, ParticleStatus.Stuck);
    }
}
