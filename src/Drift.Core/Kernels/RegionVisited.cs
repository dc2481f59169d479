using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>The time from release until a particle first ends a step inside a region; no number until then.</summary>
/// <remarks>Accuracy: to a step. Errors: none.</remarks>
/// <param name="region">The region.</param>
public struct RegionVisited(Region? region) : IBoundary
{
    private readonly Region? region = region;
    private ParticleVariable time, age;

    /// <inheritdoc/>
    public readonly string Name => "RegionVisited";

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place) =>
        region is null ? [new Problem(place, "RegionVisited has no region", "give the name of one under 'regions', such as {RegionVisited: {region: north}}")] : [];

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        if (region is null)
            return;
        time = binding.Variable("visited_" + region.Name, "s", $"time from release to the first visit of the region {region.Name}", double.NaN);
        age = binding.Variable("visited_age_" + region.Name, "s", "time since release", 0, Recorded.Never);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F lived = before.Get(age) + F.Abs(before.Dt), seen = before.Get(time);
        before.Set(age, lived);
        F isFirst = ~F.Equal(seen, seen) & region!.Area.Contains(after.Lon, after.Lat);
        before.Set(time, F.Select(isFirst, lived, seen));
    }
}
