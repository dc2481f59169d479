using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>What becomes of a particle that would leave the water through the surface or the bottom.</summary>
public enum WaterEnd
{
    /// <summary>It gets a status when a field is sampled there.</summary>
    Open,

    /// <summary>It stays at the end.</summary>
    Clamp,

    /// <summary>It is mirrored at the end.</summary>
    Reflect,
}

/// <summary>
/// Keeps particles between the surface and the bottom as the levels of the fields have them: constant, or by formula or field where
/// they are at the end of the step. What kernels sample beyond the ends within a step has the value at the end.
/// </summary>
/// <remarks>
/// Accuracy: one mirror at each end; a step longer than the water is deep ends at an end. Errors: refused where no field has levels and
/// the bottom is asked for; without levels the surface is at 0.
/// </remarks>
public struct KeptInWater : IBoundary
{
    private Field? levels;

    /// <summary>What happens at the surface.</summary>
    public WaterEnd Surface { readonly get; init; }

    /// <summary>What happens at the bottom.</summary>
    public WaterEnd Bottom { readonly get; init; }

    /// <inheritdoc/>
    public readonly string Name => "KeptInWater";

    /// <summary>The ends beyond which fields hold their values.</summary>
    internal readonly WaterEnds Held => (Surface == WaterEnd.Open ? WaterEnds.None : WaterEnds.Surface) | (Bottom == WaterEnd.Open ? WaterEnds.None : WaterEnds.Bottom);

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        levels = binding.FieldWithLevels();
        if (levels is null && Bottom != WaterEnd.Open)
            binding.Refuse("below_bottom: clamp and reflect want a field with levels, which says where the bottom is, and there is none");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F top = 0.0, bottom = double.PositiveInfinity;
        if (levels is not null)
        {
            // The end of the step is one time for all, also where particles were released within it.
            before.At.Time = c.Time + c.Dt;
            before.At.Lat = after.Lat;
            before.At.Lon = after.Lon;
            before.At.Depth = after.Depth;
            LevelLocator.Range(levels, ref before.At, out top, out bottom);
        }

        F depth = after.Depth;
        if (Surface == WaterEnd.Reflect)
            depth = F.Select(depth < top, 2.0 * top - depth, depth);
        if (Bottom == WaterEnd.Reflect)
            depth = F.Select(depth > bottom, 2.0 * bottom - depth, depth);
        if (Surface != WaterEnd.Open)
            depth = F.Select(depth < top, top, depth);
        if (Bottom != WaterEnd.Open)
            depth = F.Select(depth > bottom, bottom, depth);
        after.Depth = depth;
        if (!before.At.HasError)
            return;

        // Where there is no grid there is no water column: the next step finds that. What is not held is waited for.
        F waits = F.Equal(before.At.Error, (double)(int)FieldError.NotHeld);
        before.At.Error = F.Select(waits, before.At.Error, 0.0);
        before.At.HasError = F.Any(waits);
    }
}
