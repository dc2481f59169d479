using Drift.Core.Experiments;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Running;

/// <summary>What a run does with particles by the status with which they end.</summary>
/// <param name="Aborting">The statuses of which the first one ends the run.</param>
/// <param name="Visible">The statuses with which a particle stays in place and goes on being recorded.</param>
/// <param name="Water">What keeps particles in the water; null where nothing does.</param>
internal sealed record StatusPolicies(StatusSet Aborting, StatusSet Visible, KeptInWater? Water)
{
    /// <summary>The policies as an experiment has them.</summary>
    public static StatusPolicies Of(OnErrorSpec spec)
    {
        WaterEnd surface = End(spec.Of(OnErrorSpec.AboveSurface)), bottom = End(spec.Of(OnErrorSpec.BelowBottom));
        return new(
            With(spec, OnError.Abort),
            With(spec, OnError.Stop),
            surface == WaterEnd.Open && bottom == WaterEnd.Open ? null : new KeptInWater { Surface = surface, Bottom = bottom });
    }

    /// <summary>The status of a name of <see cref="OnErrorSpec.Statuses"/>.</summary>
    public static ParticleStatus StatusOf(string name) => Enum.Parse<ParticleStatus>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static StatusSet With(OnErrorSpec spec, OnError policy) =>
        StatusSet.Of([.. OnErrorSpec.Statuses.Where(s => spec.Of(s.Name) == policy).Select(s => StatusOf(s.Name))]);

    private static WaterEnd End(OnError policy) => policy switch
    {
        OnError.Clamp => WaterEnd.Clamp,
        OnError.Reflect => WaterEnd.Reflect,
        _ => WaterEnd.Open,
    };
}
