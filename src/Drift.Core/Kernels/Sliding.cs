using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// A shore that particles slide along: of a step that leads onto land the part to the east or the part to the north is kept, whichever stays on
/// water, the longer one first; where neither does, the particle stays where it was.
/// </summary>
/// <remarks>Accuracy: first order in dt along the shore. Errors: OutOfGrid, OutOfTime of the land field.</remarks>
public struct Sliding : IBoundary
{
    private Field land = null!;

    /// <summary>A shore along the field <c>land</c>.</summary>
    public Sliding()
    {
    }

    /// <summary>Name of the field that is 1 on land.</summary>
    public string Land { readonly get; init; } = Shore.DefaultField;

    /// <inheritdoc/>
    public readonly string Name => "Sliding";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => land = Shore.Bind(binding, Land);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F onLand = Shore.IsOn(land, ref before, after.Depth, after.Lat, after.Lon, c);
        if (!F.Any(onLand))
            return;
        (F lon, F lat) = (before.Lon, before.Lat);
        F blockedEast = Shore.IsOn(land, ref before, after.Depth, lat, F.Select(onLand, after.Lon, lon), c);
        F blockedNorth = Shore.IsOn(land, ref before, after.Depth, F.Select(onLand, after.Lat, lat), lon, c);
        F east = after.Lon - lon, north = after.Lat - lat;
        if (c.IsSpherical)
            east *= LaneMath.CosDegrees(lat);
        F isEastFirst = F.Abs(east) >= F.Abs(north);
        F keepEast = ~blockedEast & (isEastFirst | blockedNorth);
        F keepNorth = ~blockedNorth & ~keepEast;
        after.Lon = F.Select(onLand & ~keepEast, lon, after.Lon);
        after.Lat = F.Select(onLand & ~keepNorth, lat, after.Lat);
    }
}
