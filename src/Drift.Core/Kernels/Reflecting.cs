using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Walls along longitude, latitude or depth: a particle that would go through one ends as far on this side of it.</summary>
/// <remarks>
/// Accuracy: between two walls a position is mirrored as often as needed. On the sphere the mirror is one of degrees. Errors: none;
/// kernels read fields where they look within a step, so fields have to reach as far beyond the walls as a step goes.
/// </remarks>
public struct Reflecting : IBoundary
{
    private Sides alongLon;
    private Sides alongLat;
    private Sides alongDepth;

    /// <summary>Longitude in degrees or x in metres of the west wall; null for none.</summary>
    public double? West { readonly get => alongLon.Low; init => alongLon = new(value, alongLon.High); }

    /// <summary>Longitude in degrees or x in metres of the east wall, beyond <see cref="West"/>; null for none.</summary>
    public double? East { readonly get => alongLon.High; init => alongLon = new(alongLon.Low, value); }

    /// <summary>Latitude in degrees or y in metres of the south wall; null for none.</summary>
    public double? South { readonly get => alongLat.Low; init => alongLat = new(value, alongLat.High); }

    /// <summary>Latitude in degrees or y in metres of the north wall, beyond <see cref="South"/>; null for none.</summary>
    public double? North { readonly get => alongLat.High; init => alongLat = new(alongLat.Low, value); }

    /// <summary>Depth in metres of the upper wall, positive down; null for none.</summary>
    public double? Top { readonly get => alongDepth.Low; init => alongDepth = new(value, alongDepth.High); }

    /// <summary>Depth in metres of the lower wall, below <see cref="Top"/>; null for none.</summary>
    public double? Bottom { readonly get => alongDepth.High; init => alongDepth = new(alongDepth.Low, value); }

    /// <inheritdoc/>
    public readonly string Name => "Reflecting";

    /// <inheritdoc/>
    public readonly void Bind(KernelBinding binding)
    {
    }

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place) => Sides.CheckAll(Name, "walls", alongLon, alongLat, alongDepth, place);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        if (alongLon.Any)
            after.Lon = alongLon.Fold(after.Lon);
        if (alongLat.Any)
            after.Lat = alongLat.Fold(after.Lat);
        if (alongDepth.Any)
            after.Depth = alongDepth.Fold(after.Depth);
    }
}
