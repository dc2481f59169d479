using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// Angles of von Mises' distribution, whose density is proportional to exp(κ cos θ), by rejection from a wrapped Cauchy
/// distribution (Best &amp; Fisher 1979, "Efficient simulation of the von Mises distribution", Applied Statistics 28, 152–157).
/// Try n takes pair n of the particle's own draws, so what a particle gets does not depend on its neighbours.
/// </summary>
/// <remarks>
/// Accuracy: a try is accepted with a probability of at least 0.657, so that all fail once in 10¹⁸ angles; the angle is then 0.
/// The formulas are those of the paper in tan(θ/2), where nothing cancels for small or large κ.
/// </remarks>
public static class VonMises
{
    /// <summary>Pairs of draws that are kept for an angle.</summary>
    public const int Tries = 40;

    private const double Most = 1e12;

    /// <summary>Draws an angle for each particle, in [−π, π] about 0.</summary>
    /// <param name="random">Seed and step.</param>
    /// <param name="id">Index of each particle within its realisation, as 64-bit integers.</param>
    /// <param name="slot">Slot of the kernel.</param>
    /// <param name="first">First of the pairs of draws.</param>
    /// <param name="concentration">κ, 0 or more, held at 10¹²; not a number gives no number.</param>
    /// <param name="angle">The angles in radians.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Draw<F>(RandomStream random, in F id, ushort slot, ushort first, in F concentration, out F angle)
        where F : struct, ILane<F>
    {
        // In this order of arguments a NaN passes through.
        F kappa = F.Min(Most, concentration);
        F root = F.Sqrt(F.MultiplyAdd(kappa * kappa, 4.0, 1.0)) + 1.0;
        F halfRoot = F.Sqrt(root * 0.5);

        // The Cauchy distribution's parameter ρ, and g = κ/(2ρ), which has a limit at κ = 0.
        F rho = kappa * halfRoot * 2.0 / ((halfRoot + 1.0) * root);
        F g = (halfRoot + 1.0) * root / (halfRoot * 4.0);
        F narrow = 1.0 - rho;
        F wide = 1.0 + rho;
        F peak = g * (narrow * wide) * (narrow * wide);
        angle = kappa - kappa;
        F left = F.Equal(angle, 0.0);
        for (int n = 0; n < Tries && F.Any(left); n++)
        {
            random.SymmetricUniforms(id, slot, (ushort)(first + n), out F turn, out F level);
            LaneMath.SinCosDegrees(turn * 90.0, out F sin, out F cos);
            F across = narrow * sin;
            F along = wide * cos;
            F c = peak / F.MultiplyAdd(across, across, along * along);
            F accepted = left & (LaneMath.Log(c / F.MultiplyAdd(level, 0.5, 0.5)) + 1.0 >= c);
            angle = F.Select(accepted, LaneMath.Atan2(across, along) * 2.0, angle);
            left &= ~accepted;
        }
    }
}
