using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Adds up the horizontal way from step to step in the variable <c>distance</c>, in m: on the sphere along great circles. A particle
/// that is moved to the other side of a periodic domain has gone as far as it was moved before that.
/// </summary>
/// <remarks>Accuracy: chords between steps, which are shorter than the path by O(dt²); a few 10⁻¹⁶ of a degree at each step. Errors: none.</remarks>
public struct TravelledDistance : IBoundary
{
    private ParticleVariable distance;

    /// <inheritdoc/>
    public readonly string Name => "TravelledDistance";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => distance = binding.Variable("distance", "m", "way since release");

    /// <inheritdoc/>
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F way = c.IsSpherical ? OnSphere(ref before) : F.Sqrt((before.DLon * before.DLon) + (before.DLat * before.DLat));
        before.Set(distance, before.Get(distance) + way);
    }

    /// <summary>By half angles (haversines), which keep their precision over short ways.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F OnSphere<F>(ref Particle<F> p) where F : struct, ILane<F>
    {
        F lat = p.Lat, dLat = p.DLat, dLon = p.DLon;
        LaneMath.SinCosDegrees(dLat * 0.5, out F north, out _);
        LaneMath.SinCosDegrees(dLon * 0.5, out F east, out _);
        F squared = (north * north) + (LaneMath.CosDegrees(lat) * LaneMath.CosDegrees(lat + dLat) * (east * east));

        // The cosine of a latitude beyond a pole is negative: there the way east turns around.
        squared = F.Max(0.0, F.Min(1.0, squared));
        return LaneMath.Atan2(F.Sqrt(squared), F.Sqrt(1.0 - squared)) * (2.0 * Constants.SphereRadius);
    }
}
