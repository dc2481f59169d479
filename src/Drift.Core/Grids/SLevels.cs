using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>The two formulas by which ROMS and CROCO place their levels.</summary>
public enum Vtransform
{
    /// <summary>z0 = hc·s + (h − hc)·C, z = z0 + ζ(1 + z0/h): CF's ocean_s_coordinate_g1.</summary>
    Original = 1,

    /// <summary>z0 = (hc·s + h·C)/(hc + h), z = ζ + (ζ + h)·z0: CF's ocean_s_coordinate_g2.</summary>
    Shchepetkin = 2,
}

/// <summary>Levels that follow the bottom and the surface, by a formula of the water depth h and the elevation ζ of the surface.</summary>
/// <remarks>Source: CF conventions 1.11, appendix D; Shchepetkin and McWilliams (2005), doi:10.1016/j.ocemod.2004.08.002.</remarks>
public sealed class SLevels : VerticalGrid
{
    private readonly double[] s;
    private readonly double[] stretching;

    /// <summary>Takes the terms of the formula.</summary>
    /// <param name="s">The coordinate s (level), −1 at the bottom to 0 at the surface, strictly monotonic.</param>
    /// <param name="stretching">The stretching function C (level), strictly monotonic in the same direction.</param>
    /// <param name="criticalDepth">hc in metres, 0 or more.</param>
    /// <param name="transform">Which formula.</param>
    /// <exception cref="ArgumentException">There is one level only, the lists differ in length, or one of them is not monotonic.</exception>
    public SLevels(IReadOnlyList<double> s, IReadOnlyList<double> stretching, double criticalDepth, Vtransform transform)
        : base(s.Count)
    {
        if (s.Count != stretching.Count)
            throw new ArgumentException($"there are {s.Count} values of s but {stretching.Count} of C", nameof(stretching));
        if (s.Count < 2)
            throw new ArgumentException("there is one level only", nameof(s));
        if (!(double.IsFinite(criticalDepth) && criticalDepth >= 0))
            throw new ArgumentException($"the critical depth hc is {criticalDepth}", nameof(criticalDepth));
        if (transform is not (Vtransform.Original or Vtransform.Shchepetkin))
            throw new ArgumentException($"Vtransform is {(int)transform}, not 1 or 2", nameof(transform));
        _ = (new Axis(s), new Axis(stretching));
        if ((s[1] > s[0]) != (stretching[1] > stretching[0]))
            throw new ArgumentException("C falls where s rises", nameof(stretching));
        (this.s, this.stretching) = ([.. s], [.. stretching]);
        CriticalDepth = criticalDepth;
        Transform = transform;
    }

    /// <summary>The coordinate s (level).</summary>
    public ReadOnlySpan<double> S => s;

    /// <summary>The stretching function C (level).</summary>
    public ReadOnlySpan<double> Stretching => stretching;

    /// <summary>hc in metres.</summary>
    public double CriticalDepth { get; }

    /// <summary>Which formula.</summary>
    public Vtransform Transform { get; }

    /// <inheritdoc/>
    public override bool IsSame(VerticalGrid other) =>
        other is SLevels levels && Transform == levels.Transform && CriticalDepth.Equals(levels.CriticalDepth)
        && s.AsSpan().SequenceEqual(levels.s) && stretching.AsSpan().SequenceEqual(levels.stretching);

    /// <summary>The depth of a level in metres, positive down.</summary>
    /// <param name="level">Which level.</param>
    /// <param name="bottom">Depth of the water h in metres, greater than 0.</param>
    /// <param name="surface">Elevation of the surface ζ in metres, positive up.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F DepthOf<F>(int level, F bottom, F surface) where F : struct, ILane<F>
    {
        double s = CriticalDepth * this.s[level], c = stretching[level];
        if (Transform == Vtransform.Original)
        {
            F z0 = F.MultiplyAdd(bottom - CriticalDepth, c, s);
            return -F.MultiplyAdd(surface, z0 / bottom + 1.0, z0);
        }

        F part = F.MultiplyAdd(bottom, c, s) / (bottom + CriticalDepth);
        return -F.MultiplyAdd(surface + bottom, part, surface);
    }
}
