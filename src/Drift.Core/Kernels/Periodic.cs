using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// A domain that repeats itself from west to east, from south to north, or both: a particle that leaves through one side
/// comes in at the other.
/// </summary>
/// <remarks>
/// Accuracy: a position is moved by whole widths, however many, and rounded once; it lies in [west, east). Errors: none; kernels
/// read fields where they look within a step, so fields have to reach as far beyond the sides as a step goes.
/// </remarks>
public struct Periodic : IBoundary
{
    private Sides alongLon;
    private Sides alongLat;

    /// <summary>Longitude in degrees or x in metres of the west side; null, with <see cref="East"/>, where the domain is open there.</summary>
    public double? West { readonly get => alongLon.Low; init => alongLon = new(value, alongLon.High); }

    /// <summary>Longitude in degrees or x in metres of the east side, beyond <see cref="West"/>.</summary>
    public double? East { readonly get => alongLon.High; init => alongLon = new(alongLon.Low, value); }

    /// <summary>y in metres of the south side; null, with <see cref="North"/>, where the domain is open there, as it is on the sphere.</summary>
    public double? South { readonly get => alongLat.Low; init => alongLat = new(value, alongLat.High); }

    /// <summary>y in metres of the north side, beyond <see cref="South"/>.</summary>
    public double? North { readonly get => alongLat.High; init => alongLat = new(alongLat.Low, value); }

    /// <inheritdoc/>
    public readonly string Name => "Periodic";

    /// <inheritdoc/>
    public readonly void Bind(KernelBinding binding)
    {
    }

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place)
    {
        var problems = new List<Problem>([.. alongLon.Check("west", "east", place), .. alongLat.Check("south", "north", place)]);
        if (!alongLon.Any && !alongLat.Any)
            problems.Add(new Problem(place, "Periodic has no sides", "give west and east, south and north, or all four"));
        if (alongLon.Any && !alongLon.Both)
            problems.Add(new Problem(place, "Periodic has only one of west and east", "give both"));
        if (alongLat.Any && !alongLat.Both)
            problems.Add(new Problem(place, "Periodic has only one of south and north", "give both"));
        if (alongLat.Any && mesh == Mesh.Spherical)
            problems.Add(new Problem(place, "a sphere is not periodic from south to north", "remove south and north, or write mesh: flat"));
        return problems;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        if (alongLon.Any)
            after.Lon = alongLon.Wrap(after.Lon);
        if (alongLat.Any)
            after.Lat = alongLat.Wrap(after.Lat);
    }
}
