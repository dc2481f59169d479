using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Swims to one depth by day and to another by night, at a speed, until it is there. Day is when the sun is above the horizon where the
/// particle is; on a flat mesh when the time of day is between 6 and 18 h. Times without dates begin at midnight of 1 January.
/// </summary>
/// <remarks>
/// Accuracy: sunrise and sunset within a quarter of an hour (the equation of time and refraction are left out). Backward in time it swims to the depth
/// of the hour as well. Errors: none here. Source: Cooper (1969), "The absorption of radiation in solar stills", Solar Energy 12, 333–346, for
/// the declination of the sun; Hays (2003), "A review of the adaptive significance and ecosystem consequences of zooplankton diel vertical migrations",
/// Hydrobiologia 503, 163–170, for the behaviour.
/// </remarks>
public struct DielVerticalMigration : IKernel
{
    private const double Day = 86400, Year = 365.2425 * Day;

    /// <summary>A kernel with no depths yet.</summary>
    public DielVerticalMigration()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "DielVerticalMigration";

    /// <summary>Depth by day in metres.</summary>
    [Parameter("m", "depth by day")]
    public double DayDepth { readonly get; init; } = 400;

    /// <summary>Depth by night in metres.</summary>
    [Parameter("m", "depth by night")]
    public double NightDepth { readonly get; init; } = 50;

    /// <summary>Speed in m s-1.</summary>
    [Parameter("m s-1", "speed of swimming")]
    public double Speed { readonly get; init; } = 0.05;

    /// <inheritdoc/>
    public readonly void Bind(KernelBinding binding)
    {
        binding.NeedsDepth();
        if (!(Speed > 0 && double.IsFinite(Speed + DayDepth + NightDepth)))
            binding.Refuse($"kernel {Name}: the speed is a positive number and depths are finite");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F way = F.Select(IsDay(ref p, c), DayDepth, NightDepth) - p.Depth;
        F most = F.Abs(p.Dt) * Speed;
        p.DDepth += F.Max(-most, F.Min(most, way));
    }

    private static F IsDay<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        F days = p.Time * (1 / Day);
        F hourAngle = (days - F.Floor(days) - 0.5) * 360.0;
        if (!c.IsSpherical)
            return F.Abs(hourAngle) < 90.0;

        // Cooper's formula: 23.45° · sin(360° (284 + day of the year)/365).
        F years = p.Time * (1 / Year);
        LaneMath.SinCosDegrees(((years - F.Floor(years)) * 360.0) + (285.0 / 365 * 360), out F season, out _);
        LaneMath.SinCosDegrees(season * 23.45, out F sinSun, out F cosSun);
        LaneMath.SinCosDegrees(p.Lat, out F sin, out F cos);
        F height = (sin * sinSun) + (cos * cosSun * LaneMath.CosDegrees(hourAngle + p.Lon));
        return height > 0.0;
    }
}
