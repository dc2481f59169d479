using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Kernels;

/// <summary>Adds up the time that a particle is in a region: each step counts whole where it ends inside.</summary>
/// <remarks>Accuracy: to a step. Errors: none.</remarks>
/// <param name="region">The region.</param>
public struct ResidenceTime(Region? region) : IBoundary
{
    private readonly Region? region = region;
    private ParticleVariable time;

    /// <inheritdoc/>
    public readonly string Name => "ResidenceTime";

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place) =>
        region is null ? [new Problem(place, "ResidenceTime has no region", "give the name of one under 'regions', such as {ResidenceTime: {region: north}}")] : [];

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        if (region is null)
            return;
        time = binding.Variable("residence_time_" + region.Name, "s", $"time in the region {region.Name}", 0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        before.Set(time, before.Get(time) + F.Select(region!.Area.Contains(after.Lon, after.Lat), F.Abs(before.Dt), 0.0));
    }
}
