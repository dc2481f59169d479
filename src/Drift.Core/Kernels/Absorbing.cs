using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>Open sides of a domain: a particle that would go through one ends where it was, with the status absorbed.</summary>
/// <remarks>Accuracy: exact; a particle on a side itself goes on. Errors: none.</remarks>
public struct Absorbing : IBoundary
{
    private Sides alongLon;
    private Sides alongLat;
    private Sides alongDepth;

    /// <summary>Longitude in degrees or x in metres of the west side; null for none.</summary>
    public double? West { readonly get => alongLon.Low; init => alongLon = new(value, alongLon.High); }

    /// <summary>Longitude in degrees or x in metres of the east side, beyond <see cref="West"/>; null for none.</summary>
    public double? East { readonly get => alongLon.High; init => alongLon = new(alongLon.Low, value); }

    /// <summary>Latitude in degrees or y in metres of the south side; null for none.</summary>
    public double? South { readonly get => alongLat.Low; init => alongLat = new(value, alongLat.High); }

    /// <summary>Latitude in degrees or y in metres of the north side, beyond <see cref="South"/>; null for none.</summary>
    public double? North { readonly get => alongLat.High; init => alongLat = new(alongLat.Low, value); }

    /// <summary>Depth in metres of the upper side, positive down; null for none.</summary>
    public double? Top { readonly get => alongDepth.Low; init => alongDepth = new(value, alongDepth.High); }

    /// <summary>Depth in metres of the lower side, below <see cref="Top"/>; null for none.</summary>
    public double? Bottom { readonly get => alongDepth.High; init => alongDepth = new(alongDepth.Low, value); }

    /// <inheritdoc/>
    public readonly string Name => "Absorbing";

    /// <inheritdoc/>
    public readonly void Bind(KernelBinding binding)
    {
    }

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place) => Sides.CheckAll(Name, "sides", alongLon, alongLat, alongDepth, place);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F beyond = alongLon.Beyond(after.Lon) | alongLat.Beyond(after.Lat) | alongDepth.Beyond(after.Depth);
        after.End(beyond, ParticleStatus.Absorbed);
    }
}
