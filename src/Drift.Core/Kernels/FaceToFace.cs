using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// A coordinate in [0, 1] whose speed is linear in it: from that at one face to that at the opposite one. Its way is exponential, and so is the time that
/// it takes to a face, both without a difference of near numbers where the speed hardly varies.
/// </summary>
/// <remarks>Source: Blanke and Raynaud (1997), J. Phys. Oceanogr. 27, 1038–1053.</remarks>
internal readonly struct FaceToFace
{
    private const double Small = 0.25;
    private readonly double from, speed, rate;

    /// <param name="atFirst">Speed at 0.</param>
    /// <param name="atSecond">Speed at 1.</param>
    /// <param name="place">Where it starts.</param>
    public FaceToFace(double atFirst, double atSecond, double place)
    {
        from = place;
        rate = atSecond - atFirst;
        speed = Math.FusedMultiplyAdd(place, rate, atFirst);
        double face = speed > 0.0 ? 1.0 : 0.0, atFace = speed > 0.0 ? atSecond : atFirst;
        Face = face;
        UntilFace = speed * atFace > 0.0 ? TimeOver(face - place, atFace) : double.PositiveInfinity;
    }

    /// <summary>The face that it comes to, 0 or 1, if it comes to one.</summary>
    public double Face { get; }

    /// <summary>When it is there; infinite where it comes to rest before, or is at rest.</summary>
    public double UntilFace { get; }

    /// <summary>How much the speed grows over the whole way from face to face.</summary>
    public double Rate => rate;

    /// <summary>Whether it no longer moves after a time, but for rounding.</summary>
    public bool IsAtRest(double time) => Math.Abs(speed) * (double)LaneMath.Exp<Lane1>(rate * time) <= 1e-17 * Math.Abs(rate);

    /// <summary>Where it is after a time; within the faces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double After(double time) => Math.Clamp(Math.FusedMultiplyAdd(speed, time * GrowthOver(rate * time), from), 0.0, 1.0);

    private double TimeOver(double way, double atFace)
    {
        double ratio = rate * way / speed;
        return Math.Abs(ratio) < Small ? way / speed * LogOver(ratio) : LaneMath.Log<Lane1>(atFace / speed) / rate;
    }

    /// <summary>(eᶻ − 1) / z.</summary>
    private static double GrowthOver(double z)
    {
        if (Math.Abs(z) >= Small)
            return ((double)LaneMath.Exp<Lane1>(z) - 1.0) / z;
        double p = Math.FusedMultiplyAdd(z, 1.0 / 479001600, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, z, 0.5);
        return Math.FusedMultiplyAdd(p, z, 1.0);
    }

    /// <summary>ln(1 + z) / z: twice the inverse hyperbolic tangent of s = z / (2 + z) over z.</summary>
    private static double LogOver(double z)
    {
        double s = z / (2.0 + z), square = s * s;
        double p = Math.FusedMultiplyAdd(square, 1.0 / 19, 1.0 / 17);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 15);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 13);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 11);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 9);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 7);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 5);
        p = Math.FusedMultiplyAdd(p, square, 1.0 / 3);
        p = Math.FusedMultiplyAdd(p, square, 1.0);
        return 2.0 * p / (2.0 + z);
    }
}
