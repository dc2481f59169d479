namespace Drift.Core.Particles;

/// <summary>Some of the statuses.</summary>
/// <param name="Bits">A bit for each status, by its number.</param>
public readonly record struct StatusSet(uint Bits)
{
    /// <summary>What ends a particle without its kernels having meant it.</summary>
    public static StatusSet Errors { get; } = Of(
        ParticleStatus.OutOfGrid, ParticleStatus.OutOfTime, ParticleStatus.NotFinite, ParticleStatus.AboveSurface, ParticleStatus.BelowBottom);

    /// <summary>The set of these statuses.</summary>
    public static StatusSet Of(params ReadOnlySpan<ParticleStatus> statuses)
    {
        uint bits = 0;
        foreach (ParticleStatus status in statuses)
            bits |= 1u << (int)status;
        return new(bits);
    }

    /// <summary>Whether a status is one of them.</summary>
    public bool Has(ParticleStatus status) => (Bits >> (int)status & 1) != 0;
}
